// SPDX-License-Identifier: Apache-2.0
// Causal grouped-query attention that stays within each segment of a packed batch: without a past, with
// caches, or in rooms.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/engine/models/device_kernels.h"
#include "core/engine/models/model.h"
#include "core/engine/models/rope.h"

namespace lora::engine {

/// What attention needs of a pass, made once for all its layers.
struct AttentionPass {
    std::vector<int64_t> starts;  ///< these three: the batch's
    std::vector<KvCache*> caches;
    std::optional<RoomRows> rooms;
    /// Where one kernel takes the whole batch (DeviceOperation::attention): `starts` on the device, int32,
    /// and the length of the longest segment. Else undefined, and segments are attended one after another.
    at::Tensor boundaries;
    int64_t longest = 0;
    /// Of all segments, where they may be attended by kernels for one length (even_attention.h); else 0.
    int64_t even_length = 0;
    /// In rooms: the rooms' position where each new token's key and value go, [segments] int64, and how many
    /// of its room each segment then fills, [segments] int32.
    at::Tensor places, lengths;
};

/// Whether one kernel takes whole batches of such heads that are not in rooms.
bool attends_by_kernel(at::Device device, at::ScalarType type, int64_t head_dim);

/// What the kernel needs that attends over the rooms of up to `sequences` (KvRooms::attention), on `device`.
/// Undefined where none serves `type` there or takes such heads: attention over rooms without it is made up
/// of LibTorch's operations.
at::Tensor room_attention_workspace(int64_t sequences, int64_t capacity, int heads, int key_heads,
                                    int head_dim, at::Device device, at::ScalarType type);

/// `device`, `type` and `head_dim` are those of the queries to come. `keeps_attention`: the pass trains, and
/// will not make attention's results again.
AttentionPass attention_pass(const PackedBatch& batch, at::Device device, at::ScalarType type,
                             int64_t head_dim, bool keeps_attention = false);

/// query [tokens, heads, head_dim], key and value [tokens, key_value_heads, head_dim], the first two not yet
/// turned by their tokens' `angles` → [tokens, heads · head_dim]. With caches, one a segment: the segment's
/// keys and values are appended to `layer` of its cache (whose `length` the caller advances once all layers
/// are through) and attended together with what was there. In rooms likewise, each room's layer taking the
/// place of a cache's; query may be turned where it lies.
at::Tensor segment_attention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                             const RopeTables& angles, const AttentionPass& pass, size_t layer);

}  // namespace lora::engine
