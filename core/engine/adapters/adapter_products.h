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
                                               const at::Tensor& room, const LoraSegments* segments) {
    if (!segments) return adapted_linears(x, linears, layer, names, runs, training, room);
    std::vector<at::Tensor> products;
    for (size_t i = 0; i < linears.size(); ++i) {
        products.push_back(linear(x, linears[i].weight, linears[i].bias, room, training));
        segments->add(products.back(), x, layer, names[i]);
    }
    return products;
}

}  // namespace lora::engine
