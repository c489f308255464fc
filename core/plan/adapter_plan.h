// SPDX-License-Identifier: Apache-2.0
// From PEFT's patterns to one rank and alpha per module and layer, and what that costs.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/contract/run_spec.h"
#include "core/plan/geometry.h"

namespace lora {

struct AdapterTarget {
    int layer = 0;
    std::string module;  ///< short name
    int rank = 0;
    double alpha = 0;
    double scaling = 0;  ///< alpha / r, or alpha / sqrt(r)
};

/// Resolves target_modules, layers_to_transform, rank_pattern and alpha_pattern against a model, in layer
/// order then module order. Refuses: no target chosen, unknown module, layer out of range, rank below 1 or
/// above the smaller width, use_dora, a bias other than none.
Result<std::vector<AdapterTarget>> resolve_adapter(const AdapterSpec& spec, const ModelGeometry& geometry);

/// The shortest AdapterSpec (PEFT's fields) that resolves to exactly these targets; other fields from
/// `defaults`.
AdapterSpec compact_adapter_spec(const std::vector<AdapterTarget>& targets, const ModelGeometry& geometry,
                                 const AdapterSpec& defaults);

int64_t trainable_parameters(const std::vector<AdapterTarget>& targets, const ModelGeometry& geometry);
/// Size of adapter_model.safetensors in float32.
uint64_t adapter_file_bytes(const std::vector<AdapterTarget>& targets, const ModelGeometry& geometry);

}  // namespace lora
