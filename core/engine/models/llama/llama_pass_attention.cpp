// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>

#include "core/engine/models/llama/held_cache.h"
#include "core/engine/models/llama/llama_pass.h"
#include "core/engine/phase_clock.h"
#include "kernels/include/held_attention.h"
#include "kernels/include/row_ops.h"

namespace lora::engine {
namespace {

/// Rows worth handing to another thread.
constexpr int64_t row_grain = 8;

}  // namespace

/// A segment's keys and values as attention over many queries reads them, where its cache has a past.
class LlamaPass::Pasts {
  public:
    Pasts(const ModelGeometry& geometry, const PackedBatch& batch, int layer)
        : dim_(geometry.head_dim), heads_(geometry.key_value_heads) {
        for (size_t segment = 0; segment < batch.caches.size(); ++segment) {
            const KvCache& cache = *batch.caches[segment];
            const int64_t new_rows = batch.starts[segment + 1] - batch.starts[segment];
            lengths_.push_back(cache.length > 0 ? cache.length + new_rows : 0);
            begins_.push_back(total_);
            total_ += 2 * heads_ * lengths_.back() * dim_;
        }
        if (total_ == 0) return;
        floats_.resize(static_cast<size_t>(total_));
        const auto at_layer = static_cast<size_t>(layer);
        at::parallel_for(
            0, static_cast<int64_t>(lengths_.size()) * heads_, 1, [&](int64_t begin, int64_t end) {
                for (int64_t at = begin; at < end; ++at) {
                    const auto segment = static_cast<size_t>(at / heads_);
                    if (lengths_[segment] == 0) continue;
                    const KvCache& cache = *batch.caches[segment];
                    const int64_t head = at % heads_;
                    kernels::held_rows(kernels::Held::keys, held_head(cache.keys[at_layer], head),
                                       lengths_[segment], dim_, floats_.data() + place(segment, head, 0));
                    kernels::held_rows(kernels::Held::values, held_head(cache.values[at_layer], head),
                                       lengths_[segment], dim_, floats_.data() + place(segment, head, 1));
                }
            });
    }
    /// The group's keys and values, if its segment has a past, are these.
    void give(size_t segment, int64_t head, kernels::AttentionGroup& group) const {
        if (lengths_.empty() || lengths_[segment] == 0) return;
        group.key = floats_.data() + place(segment, head, 0);
        group.value = floats_.data() + place(segment, head, 1);
        group.key_row = dim_;
    }

  private:
    int64_t place(size_t segment, int64_t head, int64_t which) const {
        return begins_[segment] + (2 * head + which) * lengths_[segment] * dim_;
    }
    int64_t dim_, heads_, total_ = 0;
    std::vector<int64_t> lengths_, begins_;  ///< 0: without a past
    std::vector<float> floats_;              ///< by segment and head keys, then values [length, head_dim]
};

int64_t LlamaPass::attention_units() const {
    return (static_cast<int64_t>(batch_.starts.size()) - 1) * geometry_.key_value_heads * attention_parts_;
}

LlamaPass::AttentionUnit LlamaPass::attention_unit(const Rows& rows, int64_t unit, const Pasts* pasts) const {
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
    if (!batch_.caches.empty()) group.past = batch_.caches[segment]->length;
    if (pasts) pasts->give(segment, shared, group);
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
    const int64_t shared = geometry_.key_value_heads, dim = geometry_.head_dim;
    at::parallel_for(
        0, static_cast<int64_t>(batch_.caches.size()) * shared, 1, [&](int64_t begin, int64_t end) {
            for (int64_t at = begin; at < end; ++at) {
                const auto segment = static_cast<size_t>(at / shared);
                const int64_t first = batch_.starts[segment], count = batch_.starts[segment + 1] - first;
                const int64_t own = first * key_width_ + at % shared * dim;
                hold_head(rows.key + own, rows.value + own, key_width_, count, dim, at % shared,
                          *batch_.caches[segment], layer);
            }
        });
    const Pasts pasts(geometry_, batch_, layer);
    at::parallel_for(0, attention_units(), 1, [&](int64_t begin, int64_t end) {
        thread_local kernels::AttentionRoom room;
        for (int64_t at = begin; at < end; ++at) {
            const AttentionUnit unit = attention_unit(rows, at, &pasts);
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
    for (size_t segment = 0; segment < batch_.caches.size(); ++segment)
        make_room(geometry_, batch_.starts[segment + 1] - batch_.starts[segment], *batch_.caches[segment],
                  layer);
    attend(layer, rows);
}

}  // namespace lora::engine
