// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/llama_step.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/engine/models/llama/held_cache.h"
#include "core/engine/phase_clock.h"
#include "kernels/include/held_attention.h"
#include "kernels/include/row_ops.h"

namespace lora::engine {
namespace {

/// Stretches that the positions of a step are cut into, since heads alone would leave threads idle: by the
/// positions' number, not by that of threads or rows, so that a sequence has the same bits alone and beside
/// others. Equal ones in pairs, since the slowest thread is waited for; long ones, since each begins with
/// waiting for memory.
int64_t parts_of(int64_t length) {
    constexpr int64_t whole = 128, longest = 320;
    return length <= whole ? 1 : 2 * ((length + 2 * longest - 1) / (2 * longest));
}

}  // namespace

/// One thread's way through a step.
class LlamaStep::Worker {
  public:
    Worker(const LlamaStep& step, Meeting::Member& member, int64_t own, int64_t all)
        : step_(step),
          member_(member),
          own_(own),
          all_(all),
          epsilon_(static_cast<float>(step.geometry_.rms_norm_eps)) {
        thread_local std::vector<float> room;
        const int64_t tokens = step.tokens_, dim = step.geometry_.head_dim;
        const int64_t turned = (step.geometry_.attention_heads / step.geometry_.key_value_heads + 1) * dim;
        const int64_t needed = tokens * (2 * step.hidden_ + step.query_width_ + step.intermediate_) + turned;
        room.resize(std::max(room.size(), static_cast<size_t>(needed)));
        x_ = room.data();
        normed_ = x_ + tokens * step.hidden_;
        mixed_ = normed_ + tokens * step.hidden_;
        wide_ = mixed_ + tokens * step.query_width_;
        turned_ = wide_ + tokens * step.intermediate_;
        const int64_t units = step.units(), end = units * (own + 1) / all;
        for (int64_t at = units * own / all; at < end; ++at)
            units_.push_back(step.unit_at(at));
    }

    void run() {
        const InPhase in_phase(Phase::pointwise);
        std::copy_n(step_.embedded_, step_.tokens_ * step_.hidden_, x_);
        const auto& layers = step_.model_.layers;
        // Before each part of a layer the next one says what it will read, so that memory never waits.
        const auto prepare_attention = [&](int layer, const std::vector<float>& input_norm) {
            follow(input_norm);
            if (layer < step_.geometry_.layers)
                prepare(layer, normed_,
                        {{q_proj, step_.query_}, {k_proj, step_.key_}, {v_proj, step_.value_}});
        };
        prepare_attention(0, layers.front().input_norm);
        norm(layers.front().input_norm);
        for (int layer = 0; layer < step_.geometry_.layers; ++layer) {
            const auto at = static_cast<size_t>(layer);
            const bool last = at + 1 == layers.size();
            if (!last) ask_for_layer(at + 1);
            follow_positions(layer);
            project();
            prepare(layer, mixed_, {{o_proj, step_.branch_}});
            attend(layer);
            follow(layers[at].post_attention_norm);
            prepare(layer, normed_, {{gate_proj, step_.gate_}, {up_proj, step_.up_}});
            project();
            norm(layers[at].post_attention_norm, step_.branch_);
            prepare(layer, wide_, {{down_proj, step_.branch_}});
            project();
            kernels::swiglu_row(step_.gate_, step_.up_, step_.tokens_ * step_.intermediate_, wide_);
            const std::vector<float>& next_norm = last ? step_.model_.final_norm : layers[at + 1].input_norm;
            prepare_attention(layer + 1, next_norm);
            project();
            norm(next_norm, step_.branch_);
        }
        if (own_ == 0) std::copy_n(normed_, step_.tokens_ * step_.hidden_, step_.hidden_states_);
    }

  private:
    /// The stream is normed for what follows; a branch, where there is one, joins it first.
    void norm(const std::vector<float>& weight, const float* branch = nullptr) {
        ahead_.read(bytes_of(weight));
        for (int64_t at = 0; at < step_.tokens_ * step_.hidden_; at += step_.hidden_) {
            if (branch)
                kernels::add_rms_norm_row(x_ + at, branch + at, weight.data(), step_.hidden_, epsilon_,
                                          normed_ + at);
            else
                kernels::rms_norm_row(x_ + at, weight.data(), step_.hidden_, epsilon_, normed_ + at);
        }
    }
    static int64_t bytes_of(const std::vector<float>& weight) {
        return static_cast<int64_t>(weight.size() * sizeof(float));
    }
    void follow(const std::vector<float>& weight) { ahead_.follow(weight.data(), bytes_of(weight)); }
    /// Where a layer's weights lie: since it was read last, a token's weights have swept the caches.
    void ask_for_layer(size_t layer) const {
        const auto& narrow = step_.narrow_[layer * module_count];
        kernels::ask_for(&step_.model_.layers[layer], sizeof(StoredLlama::Layer));
        kernels::ask_for(&narrow, module_count * sizeof(narrow));
    }
    struct Prepared {
        Products narrow, base;
        ProductShare share;
        Prepared(Worker& worker, const Projection& modules, const float* in)
            : narrow(narrow_products(modules, in, worker.step_.tokens_, {})),
              base(
                  base_products(modules, in, worker.step_.tokens_, {}, worker.step_.model_.eight_bits, true)),
              share(narrow, base, worker.own_, worker.all_, worker.ahead_) {}
        Prepared(const Prepared&) = delete;
        Prepared& operator=(const Prepared&) = delete;
    };
    void prepare(int layer, const float* in, std::initializer_list<std::pair<size_t, float*>> modules) {
        prepared_[made_++ % 2].emplace(*this, projection(step_.model_, step_.narrow_, layer, modules), in);
    }
    /// What was prepared first.
    void project() {
        const InPhase in_phase(Phase::linear);
        prepared_[done_++ % 2]->share.multiply(step_.model_.factors, member_);
        member_.meet();
    }
    void follow_positions(int layer) {
        for (const Unit& unit : units_) {
            if (unit.count <= 0) continue;  // a shorter sequence
            const int64_t bytes = kernels::held_bytes(step_.geometry_.head_dim, unit.count);
            ahead_.follow(step_.keys_of(layer, unit), bytes);
            ahead_.follow(step_.values_of(layer, unit), bytes);
        }
    }
    /// The queries that share a key head read it together.
    void attend(int layer) {
        const InPhase in_phase(Phase::attention);
        const int64_t shared = step_.geometry_.key_value_heads, heads = step_.geometry_.attention_heads;
        for (const Unit& unit : units_) {
            const int64_t group = heads / shared, part_row = unit.part * step_.tokens_ + unit.row;
            float* log_sums = step_.log_sums_ + part_row * heads + unit.head * group;
            if (unit.count > 0)
                attend(layer, unit, log_sums);
            else
                std::fill_n(log_sums, group, -HUGE_VALF);
        }
        member_.meet();
        kernels::join_stretches(step_.outs_, step_.log_sums_, step_.parts_, step_.tokens_ * heads,
                                step_.geometry_.head_dim, mixed_);
    }
    void attend(int layer, const Unit& unit, float* log_sums) {
        const ModelGeometry& geometry = step_.geometry_;
        const int64_t dim = geometry.head_dim, group = geometry.attention_heads / geometry.key_value_heads;
        const int64_t own = unit.row * step_.query_width_ + unit.head * group * dim;
        const float* query = turned(step_.query_ + own, group, unit.row, turned_);
        // Who reads the new position writes it, into lines that it fetches anyway.
        const KvCache& cache = *step_.batch_.caches[static_cast<size_t>(unit.row)];
        const int64_t of_head = unit.row * step_.key_width_ + unit.head * dim;
        if (unit.first + unit.count > cache.length)
            hold_head(turned(step_.key_ + of_head, 1, unit.row, turned_ + group * dim),
                      step_.value_ + of_head, dim, 1, dim, unit.head, cache, layer);
        thread_local std::vector<float> scores;
        const auto room = static_cast<size_t>(kernels::attend_held_scores(group, unit.count));
        scores.resize(std::max(scores.size(), room));
        kernels::attend_held(query, group, step_.keys_of(layer, unit), step_.values_of(layer, unit),
                             unit.count, dim, static_cast<float>(1 / std::sqrt(static_cast<double>(dim))),
                             &ahead_, scores.data(),
                             step_.outs_ + unit.part * step_.tokens_ * step_.query_width_ + own, log_sums);
    }
    /// Heads of one token by its angles, to `out`.
    const float* turned(const float* x, int64_t heads, int64_t row, float* out) const {
        const int64_t dim = step_.geometry_.head_dim, half = dim / 2;
        std::copy_n(x, heads * dim, out);
        kernels::rope_row(out, heads, dim, step_.rope_.cos.const_data_ptr<float>() + row * half,
                          step_.rope_.sin.const_data_ptr<float>() + row * half, 1);
        return out;
    }

    const LlamaStep& step_;
    Meeting::Member& member_;
    int64_t own_, all_;
    float epsilon_;
    float *x_, *normed_, *mixed_, *wide_, *turned_;
    kernels::ReadAhead ahead_;
    std::vector<Unit> units_;              ///< of attention, this thread's
    std::optional<Prepared> prepared_[2];  ///< the one that is computed, and the next
    size_t made_ = 0, done_ = 0;
};

bool LlamaStep::takes(const PackedBatch& batch) {
    return !batch.caches.empty() && static_cast<size_t>(batch.starts.back()) == batch.caches.size();
}

LlamaStep::LlamaStep(const StoredLlama& model, const PackedBatch& batch, const RopeTables& rope,
                     FloatRoom& room)
    : model_(model),
      geometry_(model.geometry()),
      batch_(batch),
      rope_(rope),
      tokens_(batch.starts.back()),
      hidden_(geometry_.hidden_size),
      query_width_(geometry_.query_width()),
      key_width_(geometry_.key_width()),
      intermediate_(geometry_.intermediate_size),
      parts_(1),
      narrow_(find_narrow(geometry_.layers, adapter_runs(batch.starts, batch.adapters), false)) {
    for (const KvCache* cache : batch.caches)
        parts_ = std::max(parts_, parts_of(cache->length + 1));
    lay_out(RoomParts(room.at_line(lay_out(RoomParts(nullptr)))));
}

int64_t LlamaStep::lay_out(RoomParts parts) {
    const std::pair<float**, int64_t> all[] = {{&embedded_, hidden_},
                                               {&query_, query_width_},
                                               {&key_, key_width_},
                                               {&value_, key_width_},
                                               {&outs_, parts_ * query_width_},
                                               {&log_sums_, parts_ * geometry_.attention_heads},
                                               {&branch_, hidden_},
                                               {&gate_, intermediate_},
                                               {&up_, intermediate_}};
    for (const auto& [rows, width] : all)
        *rows = parts.take(tokens_ * width);
    int64_t longest = parts.taken();
    for (int layer = 0; layer < geometry_.layers; ++layer) {
        RoomParts of_layer = parts;
        for (size_t module = 0; module < module_count; ++module)
            for (Narrow& one : narrow_[static_cast<size_t>(layer) * module_count + module])
                one.values = of_layer.take(one.rows * one.rank);
        longest = std::max(longest, of_layer.taken());
    }
    return longest;
}

LlamaStep::Unit LlamaStep::unit_at(int64_t at) const {
    const int64_t part = at % parts_, row = at / parts_ / geometry_.key_value_heads;
    const int64_t length = batch_.caches[static_cast<size_t>(row)]->length + 1;
    const int64_t blocks = (length + kernels::held_positions - 1) / kernels::held_positions;
    const int64_t stretch = (blocks + parts_of(length) - 1) / parts_of(length) * kernels::held_positions;
    return {part, row, at / parts_ % geometry_.key_value_heads, part * stretch,
            std::min(stretch, length - part * stretch)};
}

const std::byte* LlamaStep::keys_of(int layer, const Unit& unit) const {
    return positions_of(batch_.caches[static_cast<size_t>(unit.row)]->keys, layer, unit);
}
const std::byte* LlamaStep::values_of(int layer, const Unit& unit) const {
    return positions_of(batch_.caches[static_cast<size_t>(unit.row)]->values, layer, unit);
}
const std::byte* LlamaStep::positions_of(const std::vector<at::Tensor>& held, int layer,
                                         const Unit& unit) const {
    return held_head(held[static_cast<size_t>(layer)], unit.head) +
           kernels::held_bytes(geometry_.head_dim, unit.first);
}

at::Tensor LlamaStep::forward() {
    embed(model_, batch_.input_ids, embedded_);
    for (int layer = 0; layer < geometry_.layers; ++layer)
        for (KvCache* cache : batch_.caches)
            make_room(geometry_, 1, *cache, layer);
    at::Tensor out = at::empty({tokens_, hidden_}, at::kFloat);
    hidden_states_ = out.mutable_data_ptr<float>();
    Meeting::hold(
        [&](Meeting::Member& member, int64_t own, int64_t all) { Worker(*this, member, own, all).run(); });
    return out;
}

}  // namespace lora::engine
