// SPDX-License-Identifier: Apache-2.0
// What models know of the adapter methods: how their products join a frozen linear module's.
#pragma once

#include <utility>

#include "core/engine/adapters/lora/lora_linear.h"
#include "core/engine/adapters/lora/lora_segments.h"

namespace lora::engine {

/// adapted_linears; by `segments` where they took these runs for the pass, null where they did not.
inline std::vector<at::Tensor> adapted_linears(const at::Tensor& x, std::span<const FrozenLinear> linears,
                                               int layer, std::span<const char* const> names,
                                               const std::vector<AdapterRun>& runs, bool training,
                                               const at::Tensor& room, const LoraSegments* segments,
                                               const RoundedFactors& rounded = {}) {
    return segments ? segments->products(x, linears, layer, names, room)
                    : adapted_linears(x, linears, layer, names, runs, training, room, rounded);
}

}  // namespace lora::engine
