// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/llama_pass.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/engine/adapters/dropout_mask.h"
#include "core/engine/phase_clock.h"
#include "kernels/include/attention.h"
#include "kernels/include/expand_blocks.h"
#include "kernels/include/row_ops.h"

namespace lora::engine {
namespace {

/// Rows worth handing to another thread.
constexpr int64_t row_grain = 8;

}  // namespace

float* FloatRoom::at_least(int64_t count) {
    if (count > size_) {
        floats_.reset();
        floats_.reset(new float[static_cast<size_t>(count)]);  // not zeroed
        size_ = count;
    }
    return floats_.get();
}

LlamaPass::LlamaPass(const StoredLlama& model, const PackedBatch& batch, RopeTables rope, bool keep,
                     bool training, FloatRoom& room)
    : model_(model),
      geometry_(model.geometry()),
      batch_(batch),
      rope_(std::move(rope)),
      keep_(keep),
      tokens_(batch.starts.back()),
      hidden_(geometry_.hidden_size),
      query_width_(int64_t(geometry_.attention_heads) * geometry_.head_dim),
      key_width_(int64_t(geometry_.key_value_heads) * geometry_.head_dim),
      intermediate_(geometry_.intermediate_size) {
    find_adapters(adapter_runs(batch.starts, batch.adapters), training);
    lay_out(room);
}

void LlamaPass::find_adapters(const std::vector<AdapterRun>& runs, bool training) {
    narrow_.resize(static_cast<size_t>(geometry_.layers) * module_count);
    std::map<const AdapterModule*, int> known;
    const auto parameter_of = [&](const AdapterModule& module) {
        if (!keep_ || !(module.a.requires_grad() || module.b.requires_grad())) return -1;
        const auto [at, is_new] = known.emplace(&module, static_cast<int>(parameters_.size()));
        if (is_new) parameters_.insert(parameters_.end(), {module.a, module.b});
        return at->second;
    };
    for (int layer = 0; layer < geometry_.layers; ++layer) {
        for (size_t module = 0; module < module_count; ++module) {
            for (const AdapterRun& run : runs) {
                if (!run.mix) continue;
                for (const WeightedAdapter& entry : *run.mix) {
                    const AdapterModule* found = entry.adapter->find(layer, linear_modules[module]);
                    if (!found || entry.weight == 0) continue;
                    const double dropout = training ? entry.adapter->dropout() : 0;
                    narrow(layer, module)
                        .push_back({found, run.first_row, run.rows,
                                    static_cast<float>(found->target.scaling * entry.weight), dropout,
                                    dropout > 0 ? draw_dropout_seed() : 0, nullptr, parameter_of(*found)});
                }
            }
        }
    }
}

void LlamaPass::lay_out(FloatRoom& room) {
    // Twice over the same list: once to add up, once to hand out.
    int64_t total = 0;
    float* from = nullptr;
    const auto take = [&](float*& to, int64_t width) {
        const int64_t count = (tokens_ * width + 15) / 16 * 16;  // each begins at a cache line
        to = from ? from + total : nullptr;
        total += count;
    };
    int64_t widest_narrow = 0;
    for (const auto& at_module : narrow_) {
        int64_t together = 0;
        for (const Narrow& one : at_module)
            together += one.module->target.rank;
        widest_narrow = std::max(widest_narrow, together);
    }
    rows_.resize(static_cast<size_t>(geometry_.layers));
    const auto hand_out = [&] {
        total = 0;
        for (size_t layer = 0; layer < rows_.size(); ++layer) {
            Rows& rows = rows_[layer];
            if (layer > 0 && !keep_) {
                rows = rows_.front();
                continue;
            }
            for (float** wide : {&rows.x, &rows.middle})
                take(*wide, hidden_);
            for (float** wide : {&rows.query, &rows.mixed})
                take(*wide, query_width_);
            for (float** wide : {&rows.key, &rows.value})
                take(*wide, key_width_);
            for (float** wide : {&rows.gate, &rows.up})
                take(*wide, intermediate_);
            take(rows.log_sums, keep_ ? geometry_.attention_heads : 0);
        }
        for (auto& at_module : narrow_)
            for (Narrow& one : at_module)
                take(one.values, one.module->target.rank);
        take(last_, hidden_);
        take(normed_, hidden_);
        take(wide_, intermediate_);
        if (!keep_) return;
        take(dx_, hidden_);
        take(dnormed_, hidden_);
        for (float** wide : {&dmixed_, &dquery_, &dkey_heads_, &dvalue_heads_})
            take(*wide, query_width_);
        take(dkey_, key_width_);
        take(dvalue_, key_width_);
        take(dnarrow_, 3 * widest_narrow);
        const int64_t widest = std::max({hidden_, query_width_, intermediate_});
        take(dropped_, widest);
        // The gradient of a B, transposed: rank × outputs.
        const int64_t floats = widest_narrow * widest;
        take(transposed_, (floats + tokens_ - 1) / tokens_);
    };
    hand_out();
    constexpr int64_t line = 16;
    float* begin = room.at_least(total + line);
    from = begin + (line - reinterpret_cast<uintptr_t>(begin) / sizeof(float) % line) % line;
    hand_out();
}

void LlamaPass::embed(float* x) const {
    const InPhase in_phase(Phase::embedding);
    const at::Tensor ids = batch_.input_ids.contiguous();
    const int64_t* id = ids.const_data_ptr<int64_t>();
    const StoredMatrix& table = model_.embedding;
    for (int64_t t = 0; t < tokens_; ++t) {
        // A tokenizer may know more tokens than the model was made with.
        TORCH_CHECK(id[t] >= 0 && id[t] < table.outputs, "token ", id[t],
                    " lies outside the model's vocabulary of ", table.outputs);
        kernels::expand_blocks(table.type, table.bytes + id[t] * table.row_bytes(), hidden_, x + t * hidden_);
    }
}

void LlamaPass::norm(const float* x, const std::vector<float>& weight, float* y) const {
    const InPhase in_phase(Phase::pointwise);
    at::parallel_for(0, tokens_, row_grain, [&](int64_t first, int64_t end) {
        for (int64_t t = first; t < end; ++t)
            kernels::rms_norm_row(x + t * hidden_, weight.data(), hidden_,
                                  static_cast<float>(geometry_.rms_norm_eps), y + t * hidden_);
    });
}

void LlamaPass::narrow_product(const Narrow& narrow, const float* in, int64_t width) const {
    const InPhase in_phase(Phase::lora);
    const int64_t rank = narrow.module->target.rank;
    const float* a = narrow.module->a.const_data_ptr<float>();
    const auto scaled = [&](int64_t first, int64_t count) {
        for (int64_t i = first * rank; i < (first + count) * rank; ++i)
            narrow.values[i] *= narrow.scale;
    };
    const float* rows = in + narrow.first_row * width;
    if (narrow.dropout == 0) {
        multiply(narrow.rows, {{plain_term(rows, width, a, width, true)}, rank, narrow.values, rank, false});
        scaled(0, narrow.rows);
        return;
    }
    constexpr int64_t block = 48;
    at::parallel_for(0, (narrow.rows + block - 1) / block, 1, [&](int64_t first, int64_t end) {
        thread_local std::vector<float> kept;
        kept.resize(std::max(kept.size(), static_cast<size_t>(block * width)));
        for (int64_t row = first * block; row < std::min(end * block, narrow.rows); row += block) {
            const int64_t count = std::min(block, narrow.rows - row);
            kernels::dropout_row(rows + row * width, count * width, row * width, narrow.seed, narrow.dropout,
                                 false, kept.data());
            const kernels::MatmulTerm term = plain_term(kept.data(), width, a, width, true);
            kernels::matmul({&term, 1}, count, rank, narrow.values + row * rank, rank, false);
            scaled(row, count);
        }
    });
}

void LlamaPass::project(int layer, const float* in, std::initializer_list<std::pair<size_t, float*>> modules,
                        bool accumulate) {
    const InPhase in_phase(Phase::linear);
    std::vector<Product> products;
    for (const auto& [module, y] : modules) {
        const StoredMatrix& matrix = weights(layer, module);
        Product& product = products.emplace_back(
            Product{{forward_term(in, matrix)}, matrix.outputs, y, matrix.outputs, accumulate});
        for (const Narrow& one : narrow(layer, module)) {
            narrow_product(one, in, matrix.inputs);
            const int64_t rank = one.module->target.rank;
            if (one.rows == tokens_)
                product.terms.push_back(
                    plain_term(one.values, rank, one.module->b.const_data_ptr<float>(), rank, true));
        }
    }
    multiply(tokens_, products);
    for (const auto& [module, y] : modules) {
        const StoredMatrix& matrix = weights(layer, module);
        for (const Narrow& one : narrow(layer, module)) {
            if (one.rows == tokens_) continue;
            const int64_t rank = one.module->target.rank;
            multiply(one.rows,
                     {{plain_term(one.values, rank, one.module->b.const_data_ptr<float>(), rank, true)},
                      matrix.outputs,
                      y + one.first_row * matrix.outputs,
                      matrix.outputs,
                      true});
        }
        if (matrix.bias.empty()) continue;
        for (int64_t t = 0; t < tokens_; ++t)
            for (int64_t o = 0; o < matrix.outputs; ++o)
                y[t * matrix.outputs + o] += matrix.bias[static_cast<size_t>(o)];
    }
}

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
    // Positions are cut too where heads alone would leave threads idle; what the stretches answer is weighed
    // by their sums.
    const int64_t parts =
        std::clamp<int64_t>((2 * at::get_num_threads() + tokens_ * shared - 1) / (tokens_ * shared), 1, 8);
    std::vector<float> outs(static_cast<size_t>(parts * tokens_ * query_width_)),
        sums(static_cast<size_t>(parts * tokens_ * shared * group));
    at::parallel_for(0, tokens_ * shared * parts, 1, [&](int64_t begin, int64_t end) {
        thread_local std::vector<float> scores;
        for (int64_t at = begin; at < end; ++at) {
            const int64_t part = at % parts, row = at / parts / shared, head = at / parts % shared;
            const KvCache& cache = *batch_.caches[static_cast<size_t>(row)];
            const int64_t length = cache.length + 1, own = row * query_width_ + head * group * dim;
            const int64_t first = length * part / parts, count = length * (part + 1) / parts - first;
            float* to = &outs[static_cast<size_t>(part * tokens_ * query_width_ + own)];
            float* log_sums =
                &sums[static_cast<size_t>((part * tokens_ + row) * shared * group + head * group)];
            if (count == 0) {
                std::fill_n(log_sums, group, -HUGE_VALF);
                continue;
            }
            scores.resize(std::max(scores.size(), static_cast<size_t>(group * count)));
            kernels::attend_group(rows.query + own, group, held(cache.keys, layer, head) + first * dim,
                                  held(cache.values, layer, head) + first * dim, count, dim, dim, scale,
                                  scores.data(), to, log_sums);
        }
    });
    const int64_t heads = shared * group;
    for (int64_t at = 0; at < tokens_ * heads; ++at) {
        float* out = rows.mixed + at * dim;
        float top = -HUGE_VALF, total = 0;
        const auto sum = [&](int64_t part) { return sums[static_cast<size_t>(part * tokens_ * heads + at)]; };
        for (int64_t part = 0; part < parts; ++part)
            top = std::max(top, sum(part));
        for (int64_t part = 0; part < parts; ++part)
            total += std::exp(sum(part) - top);
        std::fill_n(out, dim, 0.0f);
        for (int64_t part = 0; part < parts; ++part) {
            const float share = std::exp(sum(part) - top) / total;
            const float* from = &outs[static_cast<size_t>(part * tokens_ * query_width_ + at * dim)];
            for (int64_t d = 0; d < dim; ++d)
                out[d] += share * from[d];
        }
    }
}

void LlamaPass::attend(int layer, const Rows& rows) const {
    const InPhase in_phase(Phase::attention);
    const int64_t heads = geometry_.attention_heads, dim = geometry_.head_dim;
    const int64_t group = heads / geometry_.key_value_heads;
    const auto segments = static_cast<int64_t>(batch_.starts.size()) - 1;
    const auto scale = static_cast<float>(1 / std::sqrt(static_cast<double>(dim)));
    at::parallel_for(0, segments * heads, 1, [&](int64_t begin, int64_t end) {
        thread_local kernels::AttentionRoom room;
        for (int64_t at = begin; at < end; ++at) {
            const auto segment = static_cast<size_t>(at / heads);
            const int64_t head = at % heads, first = batch_.starts[segment];
            const int64_t count = batch_.starts[segment + 1] - first, shared = head / group;
            const float *key = rows.key + first * key_width_ + shared * dim,
                        *value = rows.value + first * key_width_ + shared * dim;
            int64_t past = 0, key_row = key_width_;
            if (!batch_.caches.empty()) {
                const KvCache& cache = *batch_.caches[segment];
                past = cache.length;
                key_row = dim;
                key = held(cache.keys, layer, shared);
                value = held(cache.values, layer, shared);
            }
            const float* query = rows.query + first * query_width_ + head * dim;
            float* out = rows.mixed + first * query_width_ + head * dim;
            kernels::attend({query, key, value, query_width_, key_row, count, past, dim, scale}, out,
                            keep_ ? rows.log_sums + head * tokens_ + first : nullptr, room);
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

at::Tensor LlamaPass::forward() {
    const InPhase in_phase(Phase::pointwise);
    embed(rows_.front().x);
    const auto count = static_cast<size_t>(tokens_ * hidden_);
    for (int layer = 0; layer < geometry_.layers; ++layer) {
        const auto at = static_cast<size_t>(layer);
        const StoredLlama::Layer& weights = model_.layers[at];
        const Rows& rows = rows_[at];
        float* next = at + 1 < rows_.size() ? rows_[at + 1].x : last_;
        norm(rows.x, weights.input_norm, normed_);
        attention(layer, rows, normed_);
        std::copy_n(rows.x, count, rows.middle);
        project(layer, rows.mixed, {{o_proj, rows.middle}}, true);
        norm(rows.middle, weights.post_attention_norm, normed_);
        project(layer, normed_, {{gate_proj, rows.gate}, {up_proj, rows.up}});
        at::parallel_for(0, tokens_, row_grain, [&](int64_t first, int64_t end) {
            kernels::swiglu_row(rows.gate + first * intermediate_, rows.up + first * intermediate_,
                                (end - first) * intermediate_, wide_ + first * intermediate_);
        });
        std::copy_n(rows.middle, count, next);
        project(layer, wide_, {{down_proj, next}}, true);
    }
    at::Tensor out = at::empty({tokens_, hidden_}, at::kFloat);
    norm(last_, model_.final_norm, out.mutable_data_ptr<float>());
    return out;
}

}  // namespace lora::engine
