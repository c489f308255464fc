// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/llama_decoder.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>
#include <string_view>

#include "kernels/include/block_matmul.h"
#include "kernels/include/row_ops.h"

namespace lora::engine {
namespace {

using Floats = std::vector<float>;

/// Outputs worth handing to another thread.
constexpr int64_t grain = 48;

void multiply_stored(const StoredMatrix& m, int64_t first_row, int64_t count, const Floats& in, int64_t rows,
                     float* y, int64_t y_stride) {
    const auto info = dtype_info(m.type);
    const std::byte* from = m.bytes + first_row * (m.inputs / info.block_elements * info.block_bytes);
    kernels::block_matmul(m.type, from, count, m.inputs, in.data(), m.inputs, rows, y, y_stride);
}

/// One product of a step: y (rows `y_stride` apart) of `matrix`, with each row's adapters added.
struct Product {
    const StoredMatrix* matrix;
    std::string_view module;
    float* y;
    int64_t y_stride;
};

/// An adapter's narrow product scale · A·x of one row, waiting to be widened by B.
struct Narrow {
    int64_t row;
    const AdapterModule* module;
    Floats values;
};

}  // namespace

struct LlamaDecoder::Step {
    const ModelGeometry& geometry;
    const PackedBatch& batch;
    const std::vector<const AdapterMix*>& mixes;
    const RopeTables& rope;
    int64_t rows;
    Floats x, normed, query, key, value, mixed, gate, up, down;

    int64_t width(const Floats& buffer) const { return static_cast<int64_t>(buffer.size()) / rows; }

    void norm(const at::Tensor& weight) {
        const int64_t hidden = geometry.hidden_size;
        for (int64_t r = 0; r < rows; ++r) {
            kernels::rms_norm_row(&x[static_cast<size_t>(r * hidden)], weight.const_data_ptr<float>(), hidden,
                                  static_cast<float>(geometry.rms_norm_eps),
                                  &normed[static_cast<size_t>(r * hidden)]);
        }
    }

    std::vector<Narrow> narrow_products(int layer, std::string_view module, const Floats& in) const {
        std::vector<Narrow> narrow;
        const int64_t inputs = width(in);
        for (int64_t r = 0; r < rows; ++r) {
            const AdapterMix* mix = mixes[static_cast<size_t>(r)];
            if (!mix) continue;
            for (const WeightedAdapter& entry : *mix) {
                const AdapterModule* found = entry.adapter->find(layer, module);
                if (!found || entry.weight == 0) continue;
                Narrow one{r, found, Floats(static_cast<size_t>(found->target.rank))};
                kernels::block_matmul(DType::f32,
                                      reinterpret_cast<const std::byte*>(found->a.const_data_ptr<float>()),
                                      found->target.rank, inputs, &in[static_cast<size_t>(r * inputs)],
                                      inputs, 1, one.values.data(), found->target.rank);
                const auto scale = static_cast<float>(found->target.scaling * entry.weight);
                for (float& value : one.values)
                    value *= scale;
                narrow.push_back(std::move(one));
            }
        }
        return narrow;
    }

    /// Several products that read the same rows `in`, each thread a stretch of their outputs laid end to end.
    void multiply(int layer, const Floats& in, std::initializer_list<Product> products) const {
        std::vector<std::vector<Narrow>> narrow;
        int64_t outputs = 0;
        for (const Product& product : products) {
            narrow.push_back(narrow_products(layer, product.module, in));
            outputs += product.matrix->outputs;
        }
        at::parallel_for(0, outputs, grain, [&](int64_t first, int64_t end) {
            int64_t offset = 0;
            size_t at = 0;
            for (const Product& product : products) {
                const int64_t from = std::max(first, offset) - offset;
                const int64_t to = std::min(end, offset + product.matrix->outputs) - offset;
                if (from < to) stretch(product, in, from, to, narrow[at]);
                offset += product.matrix->outputs;
                ++at;
            }
        });
    }

    void stretch(const Product& product, const Floats& in, int64_t from, int64_t to,
                 const std::vector<Narrow>& narrow) const {
        const StoredMatrix& m = *product.matrix;
        const int64_t count = to - from;
        multiply_stored(m, from, count, in, rows, product.y + from, product.y_stride);
        if (m.bias.defined()) {
            const float* bias = m.bias.const_data_ptr<float>();
            for (int64_t r = 0; r < rows; ++r)
                for (int64_t o = from; o < to; ++o)
                    product.y[r * product.y_stride + o] += bias[o];
        }
        Floats widened(static_cast<size_t>(count));
        for (const Narrow& one : narrow) {
            const int64_t rank = one.module->target.rank;
            const float* b = one.module->b.const_data_ptr<float>() + from * rank;
            kernels::block_matmul(DType::f32, reinterpret_cast<const std::byte*>(b), count, rank,
                                  one.values.data(), rank, 1, widened.data(), count);
            float* y = product.y + one.row * product.y_stride + from;
            for (int64_t o = 0; o < count; ++o)
                y[o] += widened[static_cast<size_t>(o)];
        }
    }

    /// Turns the heads of one row by its position.
    void rotate(float* heads, int64_t count, int64_t row) const {
        const int64_t head_dim = geometry.head_dim, half = head_dim / 2;
        const float* cosine = rope.cos.const_data_ptr<float>() + row * half;
        const float* sine = rope.sin.const_data_ptr<float>() + row * half;
        for (int64_t h = 0; h < count; ++h, heads += head_dim) {
            for (int64_t i = 0; i < half; ++i) {
                const float a = heads[i], b = heads[i + half];
                heads[i] = a * cosine[i] - b * sine[i];
                heads[i + half] = b * cosine[i] + a * sine[i];
            }
        }
    }

    /// Puts the row's key and value behind what its cache holds.
    void remember(int layer, int64_t row) const {
        KvCache& cache = *batch.caches[static_cast<size_t>(row)];
        const int64_t wide = width(key);
        for (auto [store, from] : {std::pair(&cache.keys, &key), std::pair(&cache.values, &value)}) {
            at::Tensor& held = (*store)[static_cast<size_t>(layer)];
            if (held.size(0) <= cache.length) {
                at::Tensor larger =
                    at::empty({2 * held.size(0) + 1, held.size(1), held.size(2)}, held.options());
                larger.narrow(0, 0, cache.length).copy_(held.narrow(0, 0, cache.length));
                held = larger;
            }
            std::copy_n(from->begin() + row * wide, wide,
                        held.mutable_data_ptr<float>() + cache.length * wide);
        }
    }

    void attend(int layer) {
        const int64_t heads = geometry.attention_heads, head_dim = geometry.head_dim, wide = width(key);
        const int64_t group = heads / geometry.key_value_heads;
        const auto scale = static_cast<float>(1 / std::sqrt(static_cast<double>(head_dim)));
        at::parallel_for(0, rows * heads, 1, [&](int64_t first, int64_t end) {
            Floats scores;
            for (int64_t at = first; at < end; ++at) {
                const int64_t row = at / heads, head = at % heads, offset = head / group * head_dim;
                const KvCache& cache = *batch.caches[static_cast<size_t>(row)];
                scores.resize(static_cast<size_t>(cache.length + 1));
                kernels::attend_row(&query[static_cast<size_t>(at * head_dim)],
                                    cache.keys[static_cast<size_t>(layer)].const_data_ptr<float>() + offset,
                                    cache.values[static_cast<size_t>(layer)].const_data_ptr<float>() + offset,
                                    cache.length + 1, wide, head_dim, scale, scores.data(),
                                    &mixed[static_cast<size_t>(at * head_dim)]);
            }
        });
    }

    void add_to_x(const Floats& y) {
        for (size_t i = 0; i < x.size(); ++i)
            x[i] += y[i];
    }
};

bool LlamaDecoder::serves(const PackedBatch& batch) {
    if (batch.caches.empty()) return false;
    return static_cast<size_t>(batch.starts.back()) == batch.caches.size();
}

void LlamaDecoder::attention(Step& step, int layer) const {
    const StoredLlama::Layer& weights = model_.layers[static_cast<size_t>(layer)];
    step.norm(weights.input_norm);
    step.multiply(layer, step.normed,
                  {{&weights.q_proj, "q_proj", step.query.data(), step.width(step.query)},
                   {&weights.k_proj, "k_proj", step.key.data(), step.width(step.key)},
                   {&weights.v_proj, "v_proj", step.value.data(), step.width(step.value)}});
    for (int64_t row = 0; row < step.rows; ++row) {
        step.rotate(&step.query[static_cast<size_t>(row * step.width(step.query))],
                    step.geometry.attention_heads, row);
        step.rotate(&step.key[static_cast<size_t>(row * step.width(step.key))], step.geometry.key_value_heads,
                    row);
        step.remember(layer, row);
    }
    step.attend(layer);
    step.multiply(layer, step.mixed, {{&weights.o_proj, "o_proj", step.down.data(), step.width(step.down)}});
    step.add_to_x(step.down);
}

void LlamaDecoder::feed_forward(Step& step, int layer) const {
    const StoredLlama::Layer& weights = model_.layers[static_cast<size_t>(layer)];
    step.norm(weights.post_attention_norm);
    step.multiply(layer, step.normed,
                  {{&weights.gate_proj, "gate_proj", step.gate.data(), step.width(step.gate)},
                   {&weights.up_proj, "up_proj", step.up.data(), step.width(step.up)}});
    kernels::swiglu_row(step.gate.data(), step.up.data(), static_cast<int64_t>(step.gate.size()),
                        step.gate.data());
    step.multiply(layer, step.gate,
                  {{&weights.down_proj, "down_proj", step.down.data(), step.width(step.down)}});
    step.add_to_x(step.down);
}

at::Tensor LlamaDecoder::hidden_states(const PackedBatch& batch, const std::vector<const AdapterMix*>& mixes,
                                       const RopeTables& rope) const {
    const ModelGeometry& geometry = model_.base->geometry();
    Step step{geometry, batch, mixes, rope, static_cast<int64_t>(batch.caches.size()), {}, {}, {}, {}, {},
              {},       {},    {},    {}};
    const auto room = [&](int64_t width) { return Floats(static_cast<size_t>(step.rows * width)); };
    const int64_t hidden = geometry.hidden_size, head_dim = geometry.head_dim;
    const at::Tensor embedded = at::embedding(model_.embedding, batch.input_ids).contiguous();
    step.x.assign(embedded.const_data_ptr<float>(), embedded.const_data_ptr<float>() + embedded.numel());
    step.normed = room(hidden);
    step.down = room(hidden);
    step.query = step.mixed = room(geometry.attention_heads * head_dim);
    step.key = step.value = room(geometry.key_value_heads * head_dim);
    step.gate = step.up = room(geometry.intermediate_size);
    for (int layer = 0; layer < geometry.layers; ++layer) {
        attention(step, layer);
        feed_forward(step, layer);
    }
    step.norm(model_.final_norm);
    at::Tensor out = at::empty({step.rows, hidden}, at::kFloat);
    std::copy(step.normed.begin(), step.normed.end(), out.mutable_data_ptr<float>());
    return out;
}

at::Tensor LlamaDecoder::logits(const at::Tensor& hidden) const {
    const StoredMatrix& head = model_.head;
    const at::Tensor rows = hidden.contiguous();
    const Floats in(rows.const_data_ptr<float>(), rows.const_data_ptr<float>() + rows.numel());
    at::Tensor out = at::empty({rows.size(0), head.outputs}, at::kFloat);
    at::parallel_for(0, head.outputs, grain, [&](int64_t first, int64_t end) {
        multiply_stored(head, first, end - first, in, rows.size(0), out.mutable_data_ptr<float>() + first,
                        head.outputs);
    });
    return out;
}

}  // namespace lora::engine
