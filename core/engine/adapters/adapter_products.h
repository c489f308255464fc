// SPDX-License-Identifier: Apache-2.0
// What models know of the adapter methods: how their products join a frozen linear module's.
#pragma once

#include <utility>

#include "core/engine/adapters/lora/lora_linear.h"
#include "core/engine/adapters/lora/lora_segments.h"

namespace lora::engine {

/// add_adapters; by `segments` where they took these runs for the pass, null where they did not.
inline at::Tensor add_adapters(at::Tensor y, const at::Tensor& x, int layer, std::string_view module,
                               const std::vector<AdapterRun>& runs, bool training,
                               const LoraSegments* segments) {
    if (!segments) return add_adapters(std::move(y), x, layer, module, runs, training);
    segments->add(y, x, layer, module);
    return y;
}

}  // namespace lora::engine
