// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/llama_model.h"

#include <ATen/Parallel.h>

#include "core/engine/models/family.h"
#include "core/engine/models/pointwise.h"
#include "core/engine/models/segment_attention.h"
#include "kernels/include/expand_blocks.h"

namespace lora::engine {
namespace {

std::string layer_prefix(int layer) {
    return "model.layers." + std::to_string(layer) + ".";
}

at::Tensor tensor_or_undefined(const Weights& weights, const std::string& name) {
    const auto found = weights.find(name);
    return found == weights.end() ? at::Tensor() : found->second;
}

/// Of segments of one row each.
std::vector<const AdapterMix*> mix_of_each_segment(const std::vector<AdapterRun>& runs,
                                                   const PackedBatch& batch) {
    std::vector<const AdapterMix*> mixes(batch.caches.size());
    for (const AdapterRun& run : runs) {
        for (int64_t row = run.first_row; row < run.first_row + run.rows; ++row)
            mixes[static_cast<size_t>(row)] = run.mix;
    }
    return mixes;
}

}  // namespace

std::vector<std::string> LlamaModel::tensor_names(const BaseModel& base) {
    const ModelGeometry& geometry = base.geometry();
    std::vector<std::string> names{"model.embed_tokens.weight", "model.norm.weight"};
    if (!geometry.tied_head) names.push_back("lm_head.weight");
    for (int layer = 0; layer < geometry.layers; ++layer) {
        names.push_back(layer_prefix(layer) + "input_layernorm.weight");
        names.push_back(layer_prefix(layer) + "post_attention_layernorm.weight");
        for (const char* module : linear_modules) {
            const std::string path = module_path(layer, module);
            names.push_back(path + ".weight");
            if (base.tensor(path + ".bias")) names.push_back(path + ".bias");
        }
    }
    return names;
}

LlamaModel::LlamaModel(std::shared_ptr<const BaseModel> base, const Weights& weights, at::Device device,
                       at::ScalarType dtype)
    : base_(std::move(base)), device_(device), dtype_(dtype), rope_(base_->geometry()) {
    embedding_ = weights.at("model.embed_tokens.weight");
    head_ = geometry().tied_head ? embedding_ : weights.at("lm_head.weight");
    final_norm_ = weights.at("model.norm.weight");
    for (int layer = 0; layer < geometry().layers; ++layer) {
        auto linear = [&](const char* module) {
            const std::string path = module_path(layer, module);
            return Linear{weights.at(path + ".weight"), tensor_or_undefined(weights, path + ".bias")};
        };
        layers_.push_back({weights.at(layer_prefix(layer) + "input_layernorm.weight"),
                           weights.at(layer_prefix(layer) + "post_attention_layernorm.weight"),
                           linear("q_proj"), linear("k_proj"), linear("v_proj"), linear("o_proj"),
                           linear("gate_proj"), linear("up_proj"), linear("down_proj")});
    }
    if (std::optional<StoredLlama> model = stored()) decoder_.emplace(std::move(*model));
}

/// Nothing where a step must compute elsewhere or in another type, or where a type has no product.
std::optional<StoredLlama> LlamaModel::stored() const {
    if (!device_.is_cpu() || dtype_ != at::kFloat) return {};
    StoredLlama model{base_, {}, embedding_, final_norm_, {}};
    bool whole = true;
    const auto matrix = [&](const std::string& name, const at::Tensor& bias) {
        const TensorView* view = base_->tensor(name);
        if (!view || view->shape.size() != 2 || !kernels::can_expand(view->dtype)) {
            whole = false;
            return StoredMatrix{};
        }
        const auto copy = stored_in_order(*base_, name);
        return StoredMatrix{view->dtype,    copy ? copy->data() : view->bytes.data(),
                            view->shape[0], view->shape[1],
                            copy,           bias};
    };
    for (int layer = 0; layer < geometry().layers; ++layer) {
        const Layer& weights = layers_[static_cast<size_t>(layer)];
        const auto linear = [&](const char* module, const Linear& dense) {
            return matrix(module_path(layer, module) + ".weight", dense.bias);
        };
        model.layers.push_back({weights.input_norm, weights.post_attention_norm,
                                linear("q_proj", weights.q_proj), linear("k_proj", weights.k_proj),
                                linear("v_proj", weights.v_proj), linear("o_proj", weights.o_proj),
                                linear("gate_proj", weights.gate_proj), linear("up_proj", weights.up_proj),
                                linear("down_proj", weights.down_proj)});
    }
    model.head = matrix(geometry().tied_head ? "model.embed_tokens.weight" : "lm_head.weight", {});
    return whole ? std::optional(std::move(model)) : std::nullopt;
}

at::Tensor LlamaModel::project(const Linear& linear, const at::Tensor& x, int layer, std::string_view module,
                               const Pass& pass) const {
    return adapted_linear(x, linear.weight, linear.bias, layer, module, pass.runs, pass.training);
}

at::Tensor LlamaModel::attention(int layer, const at::Tensor& x, const Pass& pass) const {
    const Layer& weights = layers_[static_cast<size_t>(layer)];
    const int64_t tokens = x.size(0), head_dim = geometry().head_dim;
    const at::Tensor query = project(weights.q_proj, x, layer, "q_proj", pass)
                                 .view({tokens, geometry().attention_heads, head_dim});
    const at::Tensor key = project(weights.k_proj, x, layer, "k_proj", pass)
                               .view({tokens, geometry().key_value_heads, head_dim});
    const at::Tensor value = project(weights.v_proj, x, layer, "v_proj", pass)
                                 .view({tokens, geometry().key_value_heads, head_dim});
    const at::Tensor out =
        segment_attention(apply_rope(query, pass.rope), apply_rope(key, pass.rope), value, pass.batch.starts,
                          pass.batch.caches, static_cast<size_t>(layer));
    return project(weights.o_proj, out, layer, "o_proj", pass);
}

at::Tensor LlamaModel::feed_forward(int layer, const at::Tensor& x, const Pass& pass) const {
    const Layer& weights = layers_[static_cast<size_t>(layer)];
    const at::Tensor gate = project(weights.gate_proj, x, layer, "gate_proj", pass);
    const at::Tensor up = project(weights.up_proj, x, layer, "up_proj", pass);
    return project(weights.down_proj, swiglu(gate, up), layer, "down_proj", pass);
}

at::Tensor LlamaModel::hidden_states(const PackedBatch& batch, bool training) {
    const Pass pass{batch, adapter_runs(batch.starts, batch.adapters),
                    rope_.tables(batch.positions.to(device_), batch.starts), training};
    if (decoder_ && !training && !at::GradMode::is_enabled() && LlamaDecoder::serves(batch)) {
        const at::Tensor decoded =
            decoder_->hidden_states(batch, mix_of_each_segment(pass.runs, batch), pass.rope);
        for (KvCache* cache : batch.caches)
            ++cache->length;
        return decoded;
    }
    at::Tensor x = at::embedding(embedding_, batch.input_ids.to(device_));
    for (int layer = 0; layer < geometry().layers; ++layer) {
        const Layer& weights = layers_[static_cast<size_t>(layer)];
        x = x + attention(layer, rms_norm(x, weights.input_norm, geometry().rms_norm_eps), pass);
        x = x + feed_forward(layer, rms_norm(x, weights.post_attention_norm, geometry().rms_norm_eps), pass);
    }
    for (size_t segment = 0; segment < batch.caches.size(); ++segment) {
        batch.caches[segment]->length += batch.starts[segment + 1] - batch.starts[segment];
    }
    return rms_norm(x, final_norm_, geometry().rms_norm_eps);
}

at::Tensor LlamaModel::logits(const at::Tensor& hidden) const {
    constexpr int64_t few_rows = 16;  // more are faster through the expanded weight
    if (decoder_ && !at::GradMode::is_enabled() && hidden.size(0) <= few_rows)
        return decoder_->logits(hidden);
    return at::linear(hidden, head_).to(at::kFloat);
}

KvCache LlamaModel::make_cache(int64_t capacity) const {
    KvCache cache;
    const auto options = at::TensorOptions().dtype(dtype_).device(device_);
    for (int layer = 0; layer < geometry().layers; ++layer) {
        cache.keys.push_back(at::empty({capacity, geometry().key_value_heads, geometry().head_dim}, options));
        cache.values.push_back(at::empty_like(cache.keys.back()));
    }
    return cache;
}

Result<std::shared_ptr<CausalModel>> load_llama(std::shared_ptr<const BaseModel> base,
                                                const ComputeChoice& compute, const LoadOptions& options) {
    const Result<Weights> weights = expand_weights(*base, LlamaModel::tensor_names(*base), compute.device,
                                                   compute.dtype, at::get_num_threads(), options);
    if (!weights) return weights.error();
    return std::shared_ptr<CausalModel>(
        std::make_shared<LlamaModel>(std::move(base), *weights, compute.device, compute.dtype));
}

}  // namespace lora::engine
