// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>

#include "core/engine/models/llama/llama_pass.h"
#include "core/engine/phase_clock.h"
#include "kernels/include/row_ops.h"

namespace lora::engine {
namespace {

/// Rows worth handing to another thread.
constexpr int64_t row_grain = 8;

/// Answers over stretches of positions, outs [parts, rows, width], weighed by log_sums [parts, rows] into out
/// [rows, width].
void put_together(const float* outs, const float* log_sums, int64_t parts, int64_t rows, int64_t width,
                  float* out) {
    for (int64_t row = 0; row < rows; ++row, out += width) {
        const auto sum = [&](int64_t part) { return log_sums[part * rows + row]; };
        float top = -HUGE_VALF, total = 0;
        for (int64_t part = 0; part < parts; ++part)
            top = std::max(top, sum(part));
        for (int64_t part = 0; part < parts; ++part)
            total += std::exp(sum(part) - top);
        std::fill_n(out, width, 0.0f);
        for (int64_t part = 0; part < parts; ++part) {
            const float share = std::exp(sum(part) - top) / total;
            const float* from = outs + (part * rows + row) * width;
            for (int64_t d = 0; d < width; ++d)
                out[d] += share * from[d];
        }
    }
}

}  // namespace

void LlamaPass::remember(int layer, const Rows& rows) const {
    const int64_t heads = geometry_.key_value_heads, dim = geometry_.head_dim;
    for (size_t segment = 0; segment < batch_.caches.size(); ++segment) {
        KvCache& cache = *batch_.caches[segment];
        const int64_t first = batch_.starts[segment], count = batch_.starts[segment + 1] - first;
        for (const auto& [store, from] :
             {std::pair(&cache.keys, rows.key), std::pair(&cache.values, rows.value)}) {
            at::Tensor& held = (*store)[static_cast<size_t>(layer)];
            if (held.size(1) < cache.length + count) {
                at::Tensor larger =
                    at::empty({heads, std::max(cache.length + count, 2 * held.size(1)), dim}, held.options());
                larger.narrow(1, 0, cache.length).copy_(held.narrow(1, 0, cache.length));
                held = larger;
            }
            for (int64_t head = 0; head < heads; ++head) {
                float* to = held.mutable_data_ptr<float>() + (head * held.size(1) + cache.length) * dim;
                for (int64_t t = 0; t < count; ++t)
                    std::copy_n(from + (first + t) * key_width_ + head * dim, dim, to + t * dim);
            }
        }
    }
}

const float* LlamaPass::held(const std::vector<at::Tensor>& store, int layer, int64_t head) const {
    const at::Tensor& tensor = store[static_cast<size_t>(layer)];
    return tensor.const_data_ptr<float>() + head * tensor.size(1) * geometry_.head_dim;
}

/// One token of each sequence: the queries that share a key head read it together.
void LlamaPass::attend_to_caches(int layer, const Rows& rows) const {
    const InPhase in_phase(Phase::attention);
    const int64_t shared = geometry_.key_value_heads, dim = geometry_.head_dim;
    const int64_t group = geometry_.attention_heads / shared;
    const auto scale = static_cast<float>(1 / std::sqrt(static_cast<double>(dim)));
    // Positions are cut too, since heads alone would leave threads idle: by their number, not by that of
    // threads or rows, so that a sequence has the same bits alone and beside others. Equal stretches in
    // pairs, since the slowest thread is waited for; long ones, since each begins with waiting for memory.
    constexpr int64_t whole = 128, longest = 320;
    const auto parts_of = [](int64_t length) {
        return length <= whole ? 1 : 2 * ((length + 2 * longest - 1) / (2 * longest));
    };
    int64_t parts = 1;
    for (const KvCache* cache : batch_.caches)
        parts = std::max(parts, parts_of(cache->length + 1));
    thread_local std::vector<float> of_parts;
    const int64_t all_outs = parts * tokens_ * query_width_, all_sums = parts * tokens_ * shared * group;
    of_parts.resize(std::max(of_parts.size(), static_cast<size_t>(all_outs + all_sums)));
    float *const outs = of_parts.data(), *const sums = outs + all_outs;
    at::parallel_for(0, tokens_ * shared * parts, 1, [&](int64_t begin, int64_t end) {
        thread_local std::vector<float> scores;
        for (int64_t at = begin; at < end; ++at) {
            const int64_t part = at % parts, row = at / parts / shared, head = at / parts % shared;
            const KvCache& cache = *batch_.caches[static_cast<size_t>(row)];
            const int64_t length = cache.length + 1, own = row * query_width_ + head * group * dim;
            const int64_t stretch = (length + parts_of(length) - 1) / parts_of(length);
            const int64_t first = part * stretch, count = std::min(stretch, length - first);
            float* to = outs + part * tokens_ * query_width_ + own;
            float* log_sums = sums + (part * tokens_ + row) * shared * group + head * group;
            if (count <= 0) {  // a shorter sequence
                std::fill_n(log_sums, group, -HUGE_VALF);
                continue;
            }
            scores.resize(std::max(scores.size(), static_cast<size_t>(group * count)));
            kernels::attend_group(rows.query + own, group, held(cache.keys, layer, head) + first * dim,
                                  held(cache.values, layer, head) + first * dim, count, dim, dim, scale,
                                  scores.data(), to, log_sums);
        }
    });
    put_together(outs, sums, parts, tokens_ * shared * group, dim, rows.mixed);
}

int64_t LlamaPass::attention_units() const {
    return (static_cast<int64_t>(batch_.starts.size()) - 1) * geometry_.key_value_heads * attention_parts_;
}

LlamaPass::AttentionUnit LlamaPass::attention_unit(int layer, const Rows& rows, int64_t unit) const {
    const int64_t part = unit % attention_parts_;
    const int64_t shared = unit / attention_parts_ % geometry_.key_value_heads;
    const auto segment = static_cast<size_t>(unit / attention_parts_ / geometry_.key_value_heads);
    const int64_t dim = geometry_.head_dim, first = batch_.starts[segment];
    const int64_t heads = geometry_.attention_heads / geometry_.key_value_heads;
    const int64_t queries = batch_.starts[segment + 1] - first, own = first * key_width_ + shared * dim;
    kernels::AttentionGroup group{rows.query + first * query_width_ + shared * heads * dim,
                                  rows.key + own,
                                  rows.value + own,
                                  query_width_,
                                  key_width_,
                                  heads,
                                  0,
                                  dim,
                                  0,
                                  queries,
                                  static_cast<float>(1 / std::sqrt(static_cast<double>(dim))),
                                  model_.factors == Factors::bfloat16};
    if (!batch_.caches.empty()) {
        const KvCache& cache = *batch_.caches[segment];
        group.key = held(cache.keys, layer, shared);
        group.value = held(cache.values, layer, shared);
        group.key_row = dim;
        group.past = cache.length;
    }
    // Query i costs past + i: the parts end where that has added up to equal shares.
    const auto past = static_cast<double>(group.past), count = static_cast<double>(queries);
    const auto end_of = [&](int64_t parts) {
        const double share = static_cast<double>(parts) / static_cast<double>(attention_parts_);
        const double end = std::sqrt(past * past + share * count * (2 * past + count)) - past;
        return std::clamp<int64_t>(static_cast<int64_t>(std::lround(end)), 0, queries);
    };
    group.first = part == 0 ? 0 : end_of(part);
    group.end = part + 1 == attention_parts_ ? queries : end_of(part + 1);
    return {group, first, first + queries, shared * heads, shared, part};
}

void LlamaPass::attend(int layer, const Rows& rows) const {
    const InPhase in_phase(Phase::attention);
    at::parallel_for(0, attention_units(), 1, [&](int64_t begin, int64_t end) {
        thread_local kernels::AttentionRoom room;
        for (int64_t at = begin; at < end; ++at) {
            const AttentionUnit unit = attention_unit(layer, rows, at);
            kernels::attend(unit.group, rows.mixed + (unit.group.query - rows.query),
                            keep_ ? rows.log_sums + unit.first_head * tokens_ + unit.first_token : nullptr,
                            tokens_, room);
        }
    });
}

void LlamaPass::attention(int layer, const Rows& rows, const float* in) {
    project(layer, in, {{q_proj, rows.query}, {k_proj, rows.key}, {v_proj, rows.value}});
    const InPhase in_phase(Phase::pointwise);
    const int64_t half = geometry_.head_dim / 2;
    const float *cosine = rope_.cos.const_data_ptr<float>(), *sine = rope_.sin.const_data_ptr<float>();
    at::parallel_for(0, tokens_, row_grain, [&](int64_t first, int64_t end) {
        for (int64_t t = first; t < end; ++t) {
            kernels::rope_row(rows.query + t * query_width_, geometry_.attention_heads, geometry_.head_dim,
                              cosine + t * half, sine + t * half, 1);
            kernels::rope_row(rows.key + t * key_width_, geometry_.key_value_heads, geometry_.head_dim,
                              cosine + t * half, sine + t * half, 1);
        }
    });
    remember(layer, rows);
    if (static_cast<size_t>(tokens_) == batch_.caches.size())
        attend_to_caches(layer, rows);
    else
        attend(layer, rows);
}

}  // namespace lora::engine
