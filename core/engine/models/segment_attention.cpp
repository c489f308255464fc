// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/segment_attention.h"

#include <ATen/Context.h>
#include <ATen/ops/_flash_attention_backward.h>
#include <ATen/ops/_flash_attention_forward.h>

#include <cmath>

#include "core/engine/models/device_kernels.h"
#include "core/engine/models/even_attention.h"

namespace lora::engine {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

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

void append(const at::Tensor& key, const at::Tensor& value, KvCache& cache, size_t layer) {
    const int64_t length = key.size(0), filled = cache.length;
    grow(cache.keys[layer], filled, filled + length);
    grow(cache.values[layer], filled, filled + length);
    cache.keys[layer].narrow(0, filled, length).copy_(key);
    cache.values[layer].narrow(0, filled, length).copy_(value);
}

/// While it lives, LibTorch takes the forms of its operations whose sums have one order.
class OneOrder {
  public:
    OneOrder() { set(true, false, false); }
    ~OneOrder() { set(was_, warns_, fills_); }
    OneOrder(const OneOrder&) = delete;
    OneOrder& operator=(const OneOrder&) = delete;

  private:
    /// `fills`: new tensors with NaN, which nothing here reads.
    static void set(bool deterministic, bool warns, bool fills) {
        at::globalContext().setDeterministicAlgorithms(deterministic, warns);
        at::globalContext().setDeterministicFillUninitializedMemory(fills);
    }
    bool was_ = at::globalContext().deterministicAlgorithms();
    bool warns_ = at::globalContext().deterministicAlgorithmsWarnOnly();
    bool fills_ = at::globalContext().deterministicFillUninitializedMemory();
};

/// FlashAttention (arXiv:2205.14135) over all segments at once, differentiable in all three. Key heads are
/// shared by their groups and never repeated. Equal inputs give equal gradients to the bit, so that a resumed
/// run is one never stopped.
struct PackedAttention : torch::autograd::Function<PackedAttention> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& query, const at::Tensor& key,
                              const at::Tensor& value, const at::Tensor& boundaries, int64_t longest) {
        const auto [out, sums, state, unused, mask] =
            at::_flash_attention_forward(query, key, value, boundaries, boundaries, longest, longest,
                                         /*dropout_p=*/0.0, /*is_causal=*/true, /*return_debug_mask=*/false);
        context->save_for_backward({query, key, value, out, sums, boundaries, state, unused});
        context->saved_data["longest"] = longest;
        return out;
    }
    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const variable_list saved = context->get_saved_variables();
        const int64_t longest = context->saved_data["longest"].toInt();
        const OneOrder deterministic;
        const auto [query, key, value] = at::_flash_attention_backward(
            gradients[0].contiguous(), saved[0], saved[1], saved[2], saved[3], saved[4], saved[5], saved[5],
            longest, longest, /*dropout_p=*/0.0, /*is_causal=*/true, saved[6], saved[7]);
        return {query, key, value, {}, {}};
    }
};

at::Tensor packed_attention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                            const AttentionPass& pass) {
    return PackedAttention::apply(query, key, value, pass.boundaries, pass.longest)
        .reshape({query.size(0), query.size(1) * query.size(2)});
}

/// The same segment by segment; neighbours of equal length run as one batch.
at::Tensor attention_by_segment(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                                const std::vector<int64_t>& starts) {
    std::vector<at::Tensor> parts;
    const size_t segments = starts.size() - 1;
    for (size_t segment = 0; segment < segments;) {
        const int64_t first = starts[segment], length = starts[segment + 1] - first;
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

at::Tensor attention_with_pasts(const at::Tensor& query, const AttentionPass& pass, size_t layer) {
    std::vector<at::Tensor> parts;
    for (size_t segment = 0; segment < pass.caches.size(); ++segment) {
        const int64_t first = pass.starts[segment], length = pass.starts[segment + 1] - first;
        const KvCache& cache = *pass.caches[segment];
        parts.push_back(cached_attention(query.narrow(0, first, length),
                                         cache.keys[layer].narrow(0, 0, cache.length + length),
                                         cache.values[layer].narrow(0, 0, cache.length + length)));
    }
    return parts.size() == 1 ? parts.front() : at::cat(parts);
}

/// One new token a segment over its whole room, what is not filled yet masked out.
at::Tensor attention_over_rooms(const at::Tensor& query, const at::Tensor& keys, const at::Tensor& values,
                                const AttentionPass& pass) {
    const int64_t rows = query.size(0), heads = query.size(1), head_dim = query.size(2);
    const int64_t key_heads = keys.size(1), capacity = pass.rooms->rooms->capacity;
    const at::Tensor within = at::arange(capacity, pass.places.options());
    const at::Tensor firsts = pass.places - (pass.lengths.to(at::kLong) - 1);
    const at::Tensor all = (firsts.unsqueeze(1) + within).view({-1});
    const auto of_rows = [&](const at::Tensor& store) {
        return heads_first(store.index_select(0, all).view({rows, capacity, key_heads, head_dim}));
    };
    const at::Tensor mask = (within < pass.lengths.unsqueeze(1)).view({rows, 1, 1, capacity});
    const at::Tensor out = at::scaled_dot_product_attention(
        query.reshape({rows, key_heads, heads / key_heads, head_dim}), of_rows(keys), of_rows(values), mask);
    return out.reshape({rows, heads * head_dim});
}

/// The turned query; key, turned, and value go into their rooms.
at::Tensor store_in_rooms(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                          const RopeTables& angles, const AttentionPass& pass, at::Tensor keys,
                          at::Tensor values) {
    const auto* own = device_kernels(DeviceOperation::store_in_rooms, query);
    if (!own) {
        keys.index_copy_(0, pass.places, apply_rope(key, angles));
        values.index_copy_(0, pass.places, value);
        return apply_rope(query, angles);
    }
    at::Tensor turned = query.contiguous();
    const at::Tensor new_keys = key.contiguous(), new_values = value.contiguous(),
                     cosine = angles.cos.contiguous(), sine = angles.sin.contiguous();
    check_launch(own->store_in_rooms(
        device_type_of(turned), turned.mutable_data_ptr(), turned.stride(0), new_keys.const_data_ptr(),
        new_keys.stride(0), new_values.const_data_ptr(), new_values.stride(0), turned.size(0),
        static_cast<int>(turned.size(1)), static_cast<int>(new_keys.size(1)),
        static_cast<int>(turned.size(2)), cosine.const_data_ptr<float>(), sine.const_data_ptr<float>(),
        pass.places.const_data_ptr<int64_t>(), keys.mutable_data_ptr(), values.mutable_data_ptr(),
        device_stream_of(turned)));
    return turned;
}

at::Tensor room_attention(const at::Tensor& unturned, const at::Tensor& key, const at::Tensor& value,
                          const RopeTables& angles, const AttentionPass& pass, size_t layer) {
    const KvRooms& rooms = *pass.rooms->rooms;
    const at::Tensor &keys = rooms.keys[layer], &values = rooms.values[layer];
    const at::Tensor query = store_in_rooms(unturned, key, value, angles, pass, keys, values);
    const auto* own =
        rooms.attention.defined() ? device_kernels(DeviceOperation::room_attention, query) : nullptr;
    if (!own) return attention_over_rooms(query, keys, values, pass);
    const int64_t rows = query.size(0), heads = query.size(1), head_dim = query.size(2);
    at::Tensor out = at::empty({rows, heads * head_dim}, query.options()), workspace = rooms.attention;
    check_launch(own->room_attention(
        device_type_of(query), query.const_data_ptr(), query.stride(0), keys.const_data_ptr(),
        values.const_data_ptr(), rows, static_cast<int>(heads), static_cast<int>(keys.size(1)),
        static_cast<int>(head_dim), pass.rooms->firsts.const_data_ptr<int32_t>(),
        pass.lengths.const_data_ptr<int32_t>(), rooms.capacity, 1 / std::sqrt(static_cast<float>(head_dim)),
        workspace.mutable_data_ptr<float>(), workspace.numel(), out.mutable_data_ptr(),
        device_stream_of(query)));
    return out;
}

/// Of a step in rooms: made on the device, of what lies there.
void lay_out_rooms(const PackedBatch& batch, AttentionPass& pass) {
    pass.places = batch.rooms->firsts.to(at::kLong) + batch.positions;
    pass.lengths = (batch.positions + 1).to(at::kInt);
}

/// No segment has anything before it.
bool without_past(const std::vector<KvCache*>& caches) {
    return std::all_of(caches.begin(), caches.end(), [](const KvCache* cache) { return cache->length == 0; });
}

}  // namespace

bool attends_by_kernel(at::Device device, at::ScalarType type, int64_t head_dim) {
    // The kernel takes heads of up to 256, and LibTorch itself lets it learn on every GPU up to 192.
    return head_dim % 8 == 0 && head_dim <= 192 &&
           device_operation_used(DeviceOperation::attention, device, type);
}

at::Tensor room_attention_workspace(int64_t sequences, int64_t capacity, int heads, int key_heads,
                                    int head_dim, at::Device device, at::ScalarType type) {
    if (!kernels::room_attention_takes(heads, key_heads, head_dim) ||
        !device_operation_used(DeviceOperation::room_attention, device, type))
        return {};
    const int64_t numbers = kernels::room_attention_numbers(sequences, heads, key_heads, head_dim, capacity);
    return at::zeros({numbers}, at::TensorOptions(at::kFloat).device(device));
}

AttentionPass attention_pass(const PackedBatch& batch, at::Device device, at::ScalarType type,
                             int64_t head_dim, bool keeps_attention) {
    AttentionPass pass{batch.starts, batch.caches, batch.rooms, {}, 0, 0, {}, {}};
    if (batch.rooms) {
        lay_out_rooms(batch, pass);
    } else if (batch.layout) {
        pass.boundaries = batch.layout->boundaries;
        pass.longest = batch.starts.back();
    } else if (attends_by_kernel(device, type, head_dim) && without_past(batch.caches)) {
        pass.boundaries = at::tensor(batch.starts, at::kLong).to(at::kInt).to(device);
        for (size_t segment = 0; segment + 1 < batch.starts.size(); ++segment)
            pass.longest = std::max(pass.longest, batch.starts[segment + 1] - batch.starts[segment]);
    }
    if (keeps_attention && batch.caches.empty() && !batch.rooms && !batch.layout)
        pass.even_length = even_length(batch.starts);
    return pass;
}

at::Tensor segment_attention(const at::Tensor& unturned_query, const at::Tensor& unturned_key,
                             const at::Tensor& value, const RopeTables& angles, const AttentionPass& pass,
                             size_t layer) {
    if (pass.rooms) return room_attention(unturned_query, unturned_key, value, angles, pass, layer);
    const at::Tensor query = apply_rope(unturned_query, angles), key = apply_rope(unturned_key, angles);
    for (size_t segment = 0; segment < pass.caches.size(); ++segment) {
        const int64_t first = pass.starts[segment], length = pass.starts[segment + 1] - first;
        append(key.narrow(0, first, length), value.narrow(0, first, length), *pass.caches[segment], layer);
    }
    if (pass.even_length > 0)
        if (const auto out = even_attention(query, key, value, pass.even_length)) return out->flatten(1);
    if (pass.boundaries.defined()) return packed_attention(query, key, value, pass);
    return without_past(pass.caches) ? attention_by_segment(query, key, value, pass.starts)
                                     : attention_with_pasts(query, pass, layer);
}

}  // namespace lora::engine
