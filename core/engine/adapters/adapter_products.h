// SPDX-License-Identifier: Apache-2.0
// What models know of the adapter methods: how their products join a frozen linear module's.
#pragma once

#include <utility>

#include "core/engine/adapters/lora/lora_linear.h"
#include "core/engine/adapters/lora/lora_segments.h"

namespace lora::engine {

/// Rows that modules read, and adapters' A by them where that was computed along with them (see
/// LoraSegments::narrowed).
struct ModuleInput {
    at::Tensor x, h;
};

/// adapted_linears; by `segments` where they took these runs for the pass, null where they did not.
inline std::vector<at::Tensor> adapted_linears(const ModuleInput& in, std::span<const FrozenLinear> linears,
                                               int layer, std::span<const char* const> names,
                                               const std::vector<AdapterRun>& runs, bool training,
                                               const at::Tensor& room, const LoraSegments* segments,
                                               const RoundedFactors& rounded = {}) {
    return segments ? segments->products(in.x, linears, layer, names, room, in.h)
                    : adapted_linears(in.x, linears, layer, names, runs, training, room, rounded);
}

}  // namespace lora::engine
