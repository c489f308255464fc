// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/held_cache.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "core/base/platform/memory.h"
#include "kernels/include/held_attention.h"

namespace lora::engine {

using kernels::Held;

KvCache make_held_cache(const ModelGeometry& geometry, int64_t capacity) {
    const at::Tensor all = at::empty(
        {geometry.layers, 2, geometry.key_value_heads, kernels::held_bytes(geometry.head_dim, capacity)},
        at::kByte);
    prefer_large_pages(all.mutable_data_ptr(), all.nbytes());
    KvCache cache;
    for (int layer = 0; layer < geometry.layers; ++layer) {
        cache.keys.push_back(all.select(0, layer).select(0, 0));
        cache.values.push_back(all.select(0, layer).select(0, 1));
    }
    return cache;
}

void make_room(const ModelGeometry& geometry, int64_t count, KvCache& cache, int layer) {
    const int64_t dim = geometry.head_dim, needed = kernels::held_bytes(dim, cache.length + count);
    for (auto* store : {&cache.keys, &cache.values}) {
        at::Tensor& held = (*store)[static_cast<size_t>(layer)];
        if (held.size(1) >= needed) continue;
        at::Tensor larger = at::empty({held.size(0), std::max(needed, 2 * held.size(1))}, held.options());
        const int64_t filled = kernels::held_bytes(dim, cache.length);
        larger.narrow(1, 0, filled).copy_(held.narrow(1, 0, filled));
        held = larger;
    }
}

void hold_head(const float* keys, const float* values, int64_t row, int64_t count, int64_t head_dim,
               int64_t head, const KvCache& cache, int layer) {
    const auto hold = [&](Held what, const float* rows, const at::Tensor& held) {
        kernels::hold_rows(what, rows, row, count, head_dim, cache.length,
                           static_cast<std::byte*>(held.mutable_data_ptr()) + head * held.size(1));
    };
    hold(Held::keys, keys, cache.keys[static_cast<size_t>(layer)]);
    hold(Held::values, values, cache.values[static_cast<size_t>(layer)]);
}

}  // namespace lora::engine
