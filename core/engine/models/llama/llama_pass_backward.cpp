// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>

#include "core/engine/models/llama/llama_pass.h"
#include "core/engine/phase_clock.h"
#include "kernels/include/row_ops.h"

namespace lora::engine {
namespace {

constexpr int64_t row_grain = 8;

/// to [columns, rows] += the transpose of from [rows, columns].
void add_transposed(const float* from, int64_t rows, int64_t columns, float* to) {
    at::parallel_for(0, columns, 64, [&](int64_t first, int64_t end) {
        for (int64_t c = first; c < end; ++c)
            for (int64_t r = 0; r < rows; ++r)
                to[c * rows + r] += from[r * columns + c];
    });
}

/// x [inner, rows]ᵀ · m.
kernels::MatmulTerm transposed_term(const float* x, int64_t rows, int64_t inner, kernels::MatrixView m) {
    return {x, 1, rows, inner, m};
}

}  // namespace

bool LlamaPass::trains(int layer, std::initializer_list<size_t> modules) {
    return std::any_of(modules.begin(), modules.end(), [&](size_t module) {
        const auto& all = narrow(layer, module);
        return std::any_of(all.begin(), all.end(), [](const Narrow& one) { return one.parameter >= 0; });
    });
}

void LlamaPass::norm_backward(const float* x, const std::vector<float>& weight, const float* dy,
                              float* dx) const {
    const InPhase in_phase(Phase::pointwise);
    at::parallel_for(0, tokens_, row_grain, [&](int64_t first, int64_t end) {
        for (int64_t t = first; t < end; ++t)
            kernels::rms_norm_row_backward(x + t * hidden_, weight.data(), dy + t * hidden_, hidden_,
                                           static_cast<float>(geometry_.rms_norm_eps), dx + t * hidden_);
    });
}

void LlamaPass::adapter_gradients(const Narrow& narrow, const float* in, int64_t inputs,
                                  kernels::MatrixView out, int64_t outputs, const float* narrow_gradient) {
    const InPhase in_phase(Phase::lora);
    if (narrow.parameter < 0) return;
    const int64_t rank = narrow.rank, rows = narrow.rows;
    const float* read = in + narrow.first_row * inputs;
    if (narrow.dropout > 0) {
        at::parallel_for(0, rows, row_grain, [&](int64_t first, int64_t end) {
            kernels::dropout_row(read + first * inputs, (end - first) * inputs, first * inputs, narrow.seed,
                                 narrow.dropout, false, dropped_ + first * inputs);
        });
        read = dropped_;
    }
    const auto gradient = [&](int offset) {
        return gradients_[static_cast<size_t>(narrow.parameter + offset)].mutable_data_ptr<float>();
    };
    const Product products[] = {
        {rank,
         {transposed_term(narrow_gradient, rank, rows, kernels::plain_matrix(read, inputs, false))},
         inputs,
         gradient(0),
         inputs,
         true,
         {}},
        {rank, {transposed_term(narrow.values, rank, rows, out)}, outputs, transposed_, outputs, false, {}}};
    // Their inner dimension is the tokens: whole numbers would have to be made anew, at more than they save.
    multiply(products, model_.factors == Factors::int16 ? Factors::float32 : model_.factors);
    add_transposed(transposed_, rank, outputs, gradient(1));
}

void LlamaPass::project_backward(int layer, const float* in,
                                 std::initializer_list<std::pair<size_t, const float*>> outs, float* din) {
    const InPhase in_phase(Phase::lora);
    const int64_t inputs = weights(layer, outs.begin()->first).inputs;
    struct Back {
        const Narrow* narrow;
        float* gradient;          ///< of its values
        kernels::MatrixView out;  ///< its rows
        int64_t outputs;
    };
    std::vector<Back> all;
    std::vector<kernels::RoundedRows> rounded_outs;
    Products narrow_gradients;
    float* free = dnarrow_;
    for (const auto& [module, out] : outs) {
        const int64_t outputs = weights(layer, module).outputs;
        const kernels::RoundedRows& rounded_out =
            rounded_outs.emplace_back(rounded_rows(rounded_outs.size(), out, outputs));
        for (const Narrow& one : narrow(layer, module)) {
            const int64_t rank = one.rank;
            const float* rows = out + one.first_row * outputs;
            const bool whole = one.rows == tokens_ && rounded_out.values;
            all.push_back({&one, free,
                           whole && model_.factors == Factors::bfloat16
                               ? kernels::rounded_matrix(rounded_out)
                               : kernels::plain_matrix(rows, outputs, false),
                           outputs});
            narrow_gradients.push_back(
                {one.rows,
                 {plain_term(rows, outputs, one.module->b.const_data_ptr<float>(), rank, false,
                             whole ? rounded_out : kernels::RoundedRows{})},
                 rank,
                 free,
                 rank,
                 false,
                 {}});
            free += one.rows * rank;
        }
    }
    multiply(narrow_gradients, model_.factors);
    for (const Back& one : all) {
        for (int64_t i = 0; i < one.narrow->rows * one.narrow->rank; ++i)
            one.gradient[i] *= one.narrow->scale;
        adapter_gradients(*one.narrow, in, inputs, one.out, one.outputs, one.gradient);
    }
    if (!din) return;
    Product to_in{tokens_, {}, inputs, din, inputs, false, {}};
    for (size_t i = 0; const auto& [module, out] : outs)
        to_in.terms.push_back(backward_term(out, weights(layer, module), rounded_outs[i++]));
    for (const Back& one : all) {
        if (one.narrow->dropout > 0) continue;
        const int64_t rank = one.narrow->rank;
        const kernels::MatmulTerm term =
            plain_term(one.gradient, rank, one.narrow->module->a.const_data_ptr<float>(), inputs, false);
        if (one.narrow->rows == tokens_)
            to_in.terms.push_back(term);
        else
            to_in.some_rows.push_back({term, one.narrow->first_row, one.narrow->rows});
    }
    {
        const InPhase in_linear(Phase::linear);
        multiply(to_in, model_.factors);
    }
    for (const Back& one : all) {  // what is masked cannot be a term of the product
        if (one.narrow->dropout == 0) continue;
        const int64_t rank = one.narrow->rank, rows = one.narrow->rows;
        float* to = din + one.narrow->first_row * inputs;
        multiply(
            {rows,
             {plain_term(one.gradient, rank, one.narrow->module->a.const_data_ptr<float>(), inputs, false)},
             inputs,
             dropped_,
             inputs,
             false,
             {}},
            model_.factors);
        at::parallel_for(0, rows, row_grain, [&](int64_t first, int64_t end) {
            kernels::dropout_row(dropped_ + first * inputs, (end - first) * inputs, first * inputs,
                                 one.narrow->seed, one.narrow->dropout, true, to + first * inputs);
        });
    }
}

void LlamaPass::attend_backward(const Rows& rows, const float* dmixed) {
    const InPhase in_phase(Phase::attention);
    const int64_t heads = geometry_.attention_heads, dim = geometry_.head_dim;
    at::parallel_for(0, attention_units(), 1, [&](int64_t begin, int64_t end) {
        thread_local kernels::AttentionRoom room;
        for (int64_t at = begin; at < end; ++at) {
            const AttentionUnit unit = attention_unit(rows, at, nullptr);
            const int64_t own = unit.group.query - rows.query;
            // [part, key head, token, head_dim]; a part sees the keys up to its last query.
            const int64_t first =
                ((unit.part * geometry_.key_value_heads + unit.key_head) * tokens_ + unit.first_token) * dim;
            float *dkey = dkey_parts_ + first, *dvalue = dvalue_parts_ + first;
            std::fill_n(dkey, (unit.end_token - unit.first_token) * dim, 0.0f);
            std::fill_n(dvalue, (unit.end_token - unit.first_token) * dim, 0.0f);
            kernels::attend_backward(unit.group, rows.mixed + own, dmixed + own,
                                     rows.log_sums + unit.first_head * tokens_ + unit.first_token, tokens_,
                                     dquery_ + own, dkey, dvalue, room);
        }
    });
    const int64_t half = dim / 2;
    const float *cosine = rope_.cos.const_data_ptr<float>(), *sine = rope_.sin.const_data_ptr<float>();
    at::parallel_for(0, tokens_, row_grain, [&](int64_t first, int64_t end) {
        for (int64_t t = first; t < end; ++t) {
            for (int64_t shared = 0; shared < geometry_.key_value_heads; ++shared) {
                for (auto [to, from] : {std::pair(dkey_, dkey_parts_), std::pair(dvalue_, dvalue_parts_)}) {
                    float* sum = to + t * key_width_ + shared * dim;
                    for (int64_t p = 0; p < attention_parts_; ++p) {
                        const float* part =
                            from + ((p * geometry_.key_value_heads + shared) * tokens_ + t) * dim;
                        for (int64_t d = 0; d < dim; ++d)
                            sum[d] = p == 0 ? part[d] : sum[d] + part[d];
                    }
                }
            }
            kernels::rope_row(dquery_ + t * query_width_, heads, dim, cosine + t * half, sine + t * half, -1);
            kernels::rope_row(dkey_ + t * key_width_, geometry_.key_value_heads, dim, cosine + t * half,
                              sine + t * half, -1);
        }
    });
}

void LlamaPass::recompute(int layer) {
    if (recompute_ == Recompute::off) return;
    if (recompute_ == Recompute::full) attention_part(layer);
    gate_and_up(layer);
    if (recompute_ != Recompute::full || narrow(layer, down_proj).empty()) return;
    gated(rows_[static_cast<size_t>(layer)]);
    multiply_narrow(projection(model_, narrow_, layer, {{down_proj, nullptr}}), wide_, {});
}

std::vector<at::Tensor> LlamaPass::backward(const at::Tensor& gradient) {
    const InPhase in_phase(Phase::pointwise);
    for (const at::Tensor& parameter : parameters_)
        gradients_.push_back(at::zeros(parameter.sizes(), at::kFloat));
    int lowest = 0;  // nothing below it learns
    while (lowest < geometry_.layers &&
           !trains(lowest, {q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj}))
        ++lowest;
    std::fill_n(dx_, tokens_ * hidden_, 0.0f);
    norm_backward(last_, model_.final_norm, gradient.contiguous().const_data_ptr<float>(), dx_);
    for (int layer = geometry_.layers - 1; layer >= lowest; --layer) {
        const auto at = static_cast<size_t>(layer);
        const StoredLlama::Layer& weights = model_.layers[at];
        const Rows& rows = rows_[at];
        // What lies before a product in this layer learns, or a layer below does.
        const bool before_qkv = layer > lowest;
        const bool before_o = before_qkv || trains(layer, {q_proj, k_proj, v_proj});
        const bool before_mlp = before_o || trains(layer, {o_proj});
        const bool before_down = before_mlp || trains(layer, {gate_proj, up_proj});

        if (layer + 1 < geometry_.layers) recompute(layer);
        gated(rows);
        // The product is read before its gradient takes its place.
        project_backward(layer, wide_, {{down_proj, dx_}}, before_down ? wide_ : nullptr);
        if (!before_down) break;
        at::parallel_for(0, tokens_, row_grain, [&](int64_t first, int64_t end) {
            float *gate = rows.gate + first * intermediate_, *up = rows.up + first * intermediate_;
            kernels::swiglu_row_backward(gate, up, wide_ + first * intermediate_,
                                         (end - first) * intermediate_, gate, up);
        });
        norm(rows.middle, weights.post_attention_norm, normed_);
        project_backward(layer, normed_, {{gate_proj, rows.gate}, {up_proj, rows.up}},
                         before_mlp ? dnormed_ : nullptr);
        if (!before_mlp) break;
        norm_backward(rows.middle, weights.post_attention_norm, dnormed_, dx_);

        project_backward(layer, rows.mixed, {{o_proj, dx_}}, before_o ? dmixed_ : nullptr);
        if (!before_o) break;
        attend_backward(rows, dmixed_);
        norm(rows.x, weights.input_norm, normed_);
        project_backward(layer, normed_, {{q_proj, dquery_}, {k_proj, dkey_}, {v_proj, dvalue_}},
                         before_qkv ? dnormed_ : nullptr);
        if (before_qkv) norm_backward(rows.x, weights.input_norm, dnormed_, dx_);
    }
    return std::move(gradients_);
}

}  // namespace lora::engine
