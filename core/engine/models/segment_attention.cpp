// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/segment_attention.h"

namespace lora::engine {
namespace {

/// [batch, tokens, heads, head_dim] → attention's order.
at::Tensor heads_first(const at::Tensor& x) {
    return x.transpose(1, 2);
}

/// Each key head serves a group of neighbouring query heads.
at::Tensor repeat_heads(const at::Tensor& x, int64_t groups) {
    return groups == 1 ? x : x.repeat_interleave(groups, 2);
}

/// Segments without a past, `batch` of equal length laid end to end.
at::Tensor causal_attention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                            int64_t batch) {
    const int64_t length = query.size(0) / batch, heads = query.size(1), head_dim = query.size(2);
    const int64_t key_heads = key.size(1), groups = heads / key_heads;
    const at::Tensor q = heads_first(query.reshape({batch, length, heads, head_dim}));
    const at::Tensor k = heads_first(repeat_heads(key.reshape({batch, length, key_heads, head_dim}), groups));
    const at::Tensor v =
        heads_first(repeat_heads(value.reshape({batch, length, key_heads, head_dim}), groups));
    const at::Tensor out = at::scaled_dot_product_attention(q, k, v, std::nullopt, 0.0, length > 1);
    return heads_first(out).reshape({batch * length, heads * head_dim});
}

/// Makes room for `needed` positions; what is there is kept.
void grow(at::Tensor& store, int64_t filled, int64_t needed) {
    if (store.size(0) >= needed) return;
    at::Tensor larger =
        at::empty({std::max(needed, 2 * store.size(0)), store.size(1), store.size(2)}, store.options());
    larger.narrow(0, 0, filled).copy_(store.narrow(0, 0, filled));
    store = larger;
}

/// New tokens of one segment over everything its cache holds. Query heads that share a key head become rows
/// of one product, so that the cache is read in place and never repeated.
at::Tensor cached_attention(const at::Tensor& query, const at::Tensor& keys, const at::Tensor& values) {
    const int64_t length = query.size(0), heads = query.size(1), head_dim = query.size(2);
    const int64_t key_heads = keys.size(1), groups = heads / key_heads, past = keys.size(0) - length;
    const at::Tensor q = query.reshape({length, key_heads, groups, head_dim})
                             .permute({1, 2, 0, 3})
                             .reshape({1, key_heads, groups * length, head_dim});
    const at::Tensor k = keys.transpose(0, 1).unsqueeze(0);
    const at::Tensor v = values.transpose(0, 1).unsqueeze(0);
    std::optional<at::Tensor> mask;
    if (length > 1) {
        const auto options = query.options().dtype(at::kBool);
        mask = at::ones({length, past + length}, options).tril(past).repeat({groups, 1});
    }
    const at::Tensor out = at::scaled_dot_product_attention(q, k, v, mask);
    return out.reshape({key_heads, groups, length, head_dim})
        .permute({2, 0, 1, 3})
        .reshape({length, heads * head_dim});
}

at::Tensor attend_with_cache(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                             KvCache& cache, size_t layer) {
    const int64_t length = query.size(0), filled = cache.length;
    grow(cache.keys[layer], filled, filled + length);
    grow(cache.values[layer], filled, filled + length);
    cache.keys[layer].narrow(0, filled, length).copy_(key);
    cache.values[layer].narrow(0, filled, length).copy_(value);
    if (filled == 0) return causal_attention(query, key, value, 1);
    return cached_attention(query, cache.keys[layer].narrow(0, 0, filled + length),
                            cache.values[layer].narrow(0, 0, filled + length));
}

}  // namespace

at::Tensor segment_attention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                             const std::vector<int64_t>& starts, const std::vector<KvCache*>& caches,
                             size_t layer) {
    std::vector<at::Tensor> parts;
    const size_t segments = starts.size() - 1;
    for (size_t segment = 0; segment < segments;) {
        const int64_t first = starts[segment], length = starts[segment + 1] - first;
        if (!caches.empty()) {
            parts.push_back(attend_with_cache(query.narrow(0, first, length), key.narrow(0, first, length),
                                              value.narrow(0, first, length), *caches[segment], layer));
            ++segment;
            continue;
        }
        // Neighbours of equal length run as one batch.
        size_t end = segment + 1;
        while (end < segments && starts[end + 1] - starts[end] == length)
            ++end;
        const int64_t rows = starts[end] - first;
        parts.push_back(causal_attention(query.narrow(0, first, rows), key.narrow(0, first, rows),
                                         value.narrow(0, first, rows), static_cast<int64_t>(end - segment)));
        segment = end;
    }
    return parts.size() == 1 ? parts.front() : at::cat(parts);
}

}  // namespace lora::engine
