// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/llama_pass.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <map>

#include "core/engine/phase_clock.h"
#include "kernels/include/row_ops.h"

namespace lora::engine {
namespace {

/// Rows worth handing to another thread.
constexpr int64_t row_grain = 8;

/// Shares of attention in one sequence: enough for many threads where few key heads are shared; the same
/// number for every number of threads, so that sums are too.
int64_t parts_of(const ModelGeometry& geometry) {
    constexpr int64_t enough = 12, most = 4;
    return std::clamp<int64_t>(enough / geometry.key_value_heads, 1, most);
}

}  // namespace

LlamaPass::LlamaPass(const StoredLlama& model, const PackedBatch& batch, RopeTables rope, bool keep,
                     Recompute recompute, bool training, FloatRoom& room)
    : model_(model),
      geometry_(model.geometry()),
      batch_(batch),
      rope_(std::move(rope)),
      keep_(keep),
      recompute_(recompute),
      tokens_(batch.starts.back()),
      hidden_(geometry_.hidden_size),
      query_width_(geometry_.query_width()),
      key_width_(geometry_.key_width()),
      intermediate_(geometry_.intermediate_size),
      attention_parts_(parts_of(geometry_)) {
    find_adapters(adapter_runs(batch.starts, batch.adapters), training);
    lay_out(room);
}

void LlamaPass::find_adapters(const std::vector<AdapterRun>& runs, bool training) {
    narrow_ = find_narrow(geometry_.layers, runs, training);
    if (!keep_) return;
    std::map<const AdapterModule*, int> known;
    for (Few<Narrow>& at_module : narrow_) {
        for (Narrow& one : at_module) {
            if (!one.module->a.requires_grad() && !one.module->b.requires_grad()) continue;
            const auto [at, is_new] = known.emplace(one.module, static_cast<int>(parameters_.size()));
            if (is_new) parameters_.insert(parameters_.end(), {one.module->a, one.module->b});
            one.parameter = at->second;
        }
    }
}

void LlamaPass::lay_out(FloatRoom& room) {
    // Twice over the same list: once to add up, once to hand out.
    RoomParts parts(nullptr);
    const auto take = [&](float*& to, int64_t width) { to = parts.take(tokens_ * width); };
    int64_t widest_narrow = 0;
    for (const auto& at_module : narrow_) {
        int64_t together = 0;
        for (const Narrow& one : at_module)
            together += one.rank;
        widest_narrow = std::max(widest_narrow, together);
    }
    const int64_t widest = std::max({hidden_, query_width_, intermediate_});
    const bool keep_attention = keep_ && recompute_ != Recompute::full;
    const bool keep_feed_forward = keep_ && recompute_ == Recompute::off;
    rows_.resize(static_cast<size_t>(geometry_.layers));
    const auto hand_out = [&] {
        for (size_t layer = 0; layer < rows_.size(); ++layer) {
            const auto part = [&](float* Rows::*rows, int64_t width, bool kept) {
                if (kept || layer == 0)
                    take(rows_[layer].*rows, width);
                else
                    rows_[layer].*rows = rows_.front().*rows;
            };
            part(&Rows::x, hidden_, keep_);
            for (const auto rows : {&Rows::query, &Rows::mixed})
                part(rows, query_width_, keep_attention);
            for (const auto rows : {&Rows::key, &Rows::value})
                part(rows, key_width_, keep_attention);
            part(&Rows::log_sums, keep_ ? geometry_.attention_heads : 0, keep_attention);
            part(&Rows::middle, hidden_, keep_attention);
            for (const auto rows : {&Rows::gate, &Rows::up})
                part(rows, intermediate_, keep_feed_forward);
        }
        const RoomParts behind = parts;
        RoomParts longest = parts;
        for (size_t i = 0; i < narrow_.size(); ++i) {
            if (i % module_count == 0 && !keep_attention) parts = behind;  // each layer over the last
            for (Narrow& one : narrow_[i])
                take(one.values, one.rank);
            if (parts.taken() > longest.taken()) longest = parts;
        }
        parts = longest;
        take(last_, hidden_);
        take(normed_, hidden_);
        take(wide_, intermediate_);
        if (model_.factors != Factors::float32)
            for (float*& rounded_room : rounded_rooms_)  // two of them in a float's room
                take(rounded_room, kernels::rounded_row_size(widest, model_.factors) / 2);
        if (!keep_) return;
        take(dx_, hidden_);
        take(dnormed_, hidden_);
        for (float** wide : {&dmixed_, &dquery_})
            take(*wide, query_width_);
        for (float** wide : {&dkey_parts_, &dvalue_parts_})
            take(*wide, attention_parts_ * key_width_);
        take(dkey_, key_width_);
        take(dvalue_, key_width_);
        take(dnarrow_, 3 * widest_narrow);
        take(dropped_, widest);
        // The gradient of a B, transposed: rank × outputs.
        const int64_t floats = widest_narrow * widest;
        take(transposed_, (floats + tokens_ - 1) / tokens_);
    };
    hand_out();
    parts = RoomParts(room.at_line(parts.taken()));
    hand_out();
}

void LlamaPass::norm(const float* x, const std::vector<float>& weight, float* y) const {
    const InPhase in_phase(Phase::pointwise);
    at::parallel_for(0, tokens_, row_grain, [&](int64_t first, int64_t end) {
        for (int64_t t = first; t < end; ++t)
            kernels::rms_norm_row(x + t * hidden_, weight.data(), hidden_,
                                  static_cast<float>(geometry_.rms_norm_eps), y + t * hidden_);
    });
}

void LlamaPass::add(const float* x, const float* branch, float* out) const {
    at::parallel_for(0, tokens_ * hidden_, row_grain * hidden_, [&](int64_t first, int64_t end) {
        for (int64_t i = first; i < end; ++i)
            out[i] = x[i] + branch[i];
    });
}

void LlamaPass::masked_narrow_product(const Narrow& narrow, const float* in, int64_t width) const {
    const int64_t rank = narrow.rank;
    const float* a = narrow.module->a.const_data_ptr<float>();
    const float* rows = in + narrow.first_row * width;
    constexpr int64_t block = 48;
    at::parallel_for(0, (narrow.rows + block - 1) / block, 1, [&](int64_t first, int64_t end) {
        thread_local std::vector<float> kept;
        kept.resize(std::max(kept.size(), static_cast<size_t>(block * width)));
        for (int64_t row = first * block; row < std::min(end * block, narrow.rows); row += block) {
            const int64_t count = std::min(block, narrow.rows - row);
            kernels::dropout_row(rows + row * width, count * width, row * width, narrow.seed, narrow.dropout,
                                 false, kept.data());
            const kernels::MatmulTerm term = plain_term(kept.data(), width, a, width, true);
            float* values = narrow.values + row * rank;
            kernels::matmul({&term, 1}, count, rank, values, rank, false, model_.factors);
            for (int64_t i = 0; i < count * rank; ++i)
                values[i] *= narrow.scale;
        }
    });
}

void LlamaPass::multiply_narrow(const Projection& modules, const float* in,
                                kernels::RoundedRows rounded_in) const {
    const InPhase in_phase(Phase::lora);
    for (const ModuleProduct& module : modules)
        for (const Narrow& one : *module.narrow)
            if (one.dropout > 0) masked_narrow_product(one, in, module.matrix->inputs);
    multiply(narrow_products(modules, in, tokens_, rounded_in), model_.factors);
}

void LlamaPass::project(int layer, const float* in,
                        std::initializer_list<std::pair<size_t, float*>> modules) const {
    const Projection all = projection(model_, narrow_, layer, modules);
    const kernels::RoundedRows rounded_in = rounded_rows(0, in, all.front().matrix->inputs);
    multiply_narrow(all, in, rounded_in);
    const InPhase in_phase(Phase::linear);
    multiply(
        base_products(all, in, tokens_, rounded_in, model_.eight_bits && !keep_, tokens_ <= few_product_rows),
        model_.factors);
}

void LlamaPass::attention_part(int layer) {
    const StoredLlama::Layer& weights = model_.layers[static_cast<size_t>(layer)];
    const Rows& rows = rows_[static_cast<size_t>(layer)];
    norm(rows.x, weights.input_norm, normed_);
    attention(layer, rows, normed_);
    project(layer, rows.mixed, {{o_proj, normed_}});
    add(rows.x, normed_, rows.middle);
}

void LlamaPass::gate_and_up(int layer) {
    const Rows& rows = rows_[static_cast<size_t>(layer)];
    norm(rows.middle, model_.layers[static_cast<size_t>(layer)].post_attention_norm, normed_);
    project(layer, normed_, {{gate_proj, rows.gate}, {up_proj, rows.up}});
}

void LlamaPass::gated(const Rows& rows) const {
    at::parallel_for(0, tokens_, row_grain, [&](int64_t first, int64_t end) {
        kernels::swiglu_row(rows.gate + first * intermediate_, rows.up + first * intermediate_,
                            (end - first) * intermediate_, wide_ + first * intermediate_);
    });
}

at::Tensor LlamaPass::forward() {
    const InPhase in_phase(Phase::pointwise);
    embed(model_, batch_.input_ids, rows_.front().x);
    for (int layer = 0; layer < geometry_.layers; ++layer) {
        const auto at = static_cast<size_t>(layer);
        const Rows& rows = rows_[at];
        attention_part(layer);
        gate_and_up(layer);
        gated(rows);
        project(layer, wide_, {{down_proj, normed_}});
        add(rows.middle, normed_, at + 1 < rows_.size() ? rows_[at + 1].x : last_);
    }
    at::Tensor out = at::empty({tokens_, hidden_}, at::kFloat);
    norm(last_, model_.final_norm, out.mutable_data_ptr<float>());
    return out;
}

}  // namespace lora::engine
