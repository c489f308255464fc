// SPDX-License-Identifier: Apache-2.0
// Causal grouped-query attention that stays within each segment of a packed batch, with or without caches.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/engine/models/model.h"

namespace lora::engine {

/// query [tokens, heads, head_dim], key and value [tokens, key_value_heads, head_dim] → [tokens, heads ·
/// head_dim]. With caches, one a segment: the segment's keys and values are appended to `layer` of its cache
/// (whose `length` the caller advances once all layers are through) and attended together with what was
/// there.
at::Tensor segment_attention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                             const std::vector<int64_t>& starts, const std::vector<KvCache*>& caches,
                             size_t layer);

}  // namespace lora::engine
