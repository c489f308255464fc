// SPDX-License-Identifier: Apache-2.0
// What a run's folder says about it, gathered for the index without touching the database.
#pragma once

#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "core/registry/registry.h"

namespace lora {

struct RunFacts {
    RunRecord run;  ///< without ids
    BaseRecord base;
    DatasetRecord dataset;
    std::vector<AdapterRecord> adapters;  ///< checkpoints by rising step, then the result
};

/// Reads spec, events, checkpoints and result. A folder without a readable spec is an error.
Result<RunFacts> read_run_facts(const std::filesystem::path& run_folder);

/// The file that PEFT's layout keeps an adapter's weights in.
inline constexpr const char* adapter_weights_file = "adapter_model.safetensors";

}  // namespace lora
