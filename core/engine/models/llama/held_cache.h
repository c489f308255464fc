// SPDX-License-Identifier: Apache-2.0
// Caches of a decoder on the processor: of each layer keys and values as held_attention.h describes them,
// uint8 [key_value_heads, held_bytes(head_dim, capacity)].
#pragma once

#include "core/engine/models/model.h"

namespace lora::engine {

/// Room for `capacity` positions; it grows where more are held.
KvCache make_held_cache(const ModelGeometry& geometry, int64_t capacity);

/// Room in `layer` of the cache for `count` positions behind the `length` that it has.
void make_room(const ModelGeometry& geometry, int64_t count, KvCache& cache, int layer);

/// One head's `count` rows of keys and of values, float32, `row` floats apart, into that room. Heads may be
/// held by several threads.
void hold_head(const float* keys, const float* values, int64_t row, int64_t count, int64_t head_dim,
               int64_t head, const KvCache& cache, int layer);

/// One head's of keys or values, position 0 first.
inline const std::byte* held_head(const at::Tensor& held, int64_t head) {
    return static_cast<const std::byte*>(held.const_data_ptr()) + head * held.size(1);
}

}  // namespace lora::engine
