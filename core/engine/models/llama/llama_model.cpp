// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/llama_model.h"

#include <ATen/Parallel.h>

#include <numeric>
#include <set>

#include "core/engine/models/device_kernels.h"
#include "core/engine/models/family.h"
#include "core/engine/models/llama/llama_cpu.h"
#include "core/engine/models/pointwise.h"
#include "core/engine/models/recompute.h"

namespace lora::engine {
namespace {

std::string layer_prefix(int layer) {
    return "model.layers." + std::to_string(layer) + ".";
}

at::Tensor vector_or_undefined(const Weights& weights, const std::string& name) {
    const auto found = weights.vectors.find(name);
    return found == weights.vectors.end() ? at::Tensor() : found->second;
}

/// Logits held at a time: 8 M, 32 MB in float32.
constexpr int64_t chunk_elements = int64_t(8) << 20;

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
    : base_(std::move(base)), device_(device), dtype_(dtype), rope_(base_->geometry()), room_(weights.room) {
    embedding_ = weights.matrices.at("model.embed_tokens.weight");
    head_ = geometry().tied_head ? embedding_ : weights.matrices.at("lm_head.weight");
    final_norm_ = weights.vectors.at("model.norm.weight");
    for (int layer = 0; layer < geometry().layers; ++layer) {
        auto linear = [&](const char* module) {
            const std::string path = module_path(layer, module);
            return Linear{weights.matrices.at(path + ".weight"),
                          vector_or_undefined(weights, path + ".bias")};
        };
        layers_.push_back({weights.vectors.at(layer_prefix(layer) + "input_layernorm.weight"),
                           weights.vectors.at(layer_prefix(layer) + "post_attention_layernorm.weight"),
                           linear("q_proj"), linear("k_proj"), linear("v_proj"), linear("o_proj"),
                           linear("gate_proj"), linear("up_proj"), linear("down_proj")});
    }
}

at::Tensor LlamaModel::project(const Linear& linear, const at::Tensor& x, int layer, std::string_view module,
                               const Pass& pass) const {
    return add_adapters(engine::linear(x, linear.weight, linear.bias, room_, pass.training), x, layer, module,
                        pass.runs, pass.training, pass.segments);
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
    const at::Tensor out = segment_attention(apply_rope(query, pass.rope), apply_rope(key, pass.rope), value,
                                             pass.attention, static_cast<size_t>(layer));
    return project(weights.o_proj, out, layer, "o_proj", pass);
}

at::Tensor LlamaModel::feed_forward(int layer, const at::Tensor& x, const Pass& pass) const {
    const Layer& weights = layers_[static_cast<size_t>(layer)];
    const at::Tensor gate = project(weights.gate_proj, x, layer, "gate_proj", pass);
    const at::Tensor up = project(weights.up_proj, x, layer, "up_proj", pass);
    return project(weights.down_proj, swiglu(gate, up), layer, "down_proj", pass);
}

RopeTables LlamaModel::angles(const PackedBatch& batch) const {
    if (batch.layout) return {batch.layout->cos, batch.layout->sin};
    if (!batch.rooms) return rope_.tables(batch.positions.to(device_), batch.starts);
    const KvRooms& rooms = *batch.rooms->rooms;
    return {rooms.cos.index_select(0, batch.positions), rooms.sin.index_select(0, batch.positions)};
}

at::Tensor LlamaModel::behind_attention(int layer, const at::Tensor& x, const Pass& pass) const {
    const Layer& weights = layers_[static_cast<size_t>(layer)];
    return x + attention(layer, rms_norm(x, weights.input_norm, geometry().rms_norm_eps), pass);
}

at::Tensor LlamaModel::behind_feed_forward(int layer, const at::Tensor& x, const Pass& pass) const {
    const Layer& weights = layers_[static_cast<size_t>(layer)];
    return x + feed_forward(layer, rms_norm(x, weights.post_attention_norm, geometry().rms_norm_eps), pass);
}

at::Tensor LlamaModel::behind_layer(int layer, const at::Tensor& x, const Pass& pass) const {
    return behind_feed_forward(layer, behind_attention(layer, x, pass), pass);
}

std::vector<at::Tensor> LlamaModel::learning(int layer, std::span<const char* const> modules,
                                             const Pass& pass) const {
    std::vector<at::Tensor> found;
    std::set<const AdapterModule*> seen;
    for (const AdapterRun& run : pass.runs) {
        if (!run.mix) continue;
        for (const WeightedAdapter& entry : *run.mix) {
            for (const char* name : modules) {
                const AdapterModule* module = entry.adapter->find(layer, name);
                if (!module || entry.weight == 0 || !seen.insert(module).second) continue;
                for (const at::Tensor& parameter : {module->a, module->b})
                    if (parameter.requires_grad()) found.push_back(parameter);
            }
        }
    }
    return found;
}

at::Tensor LlamaModel::take(Step step, int layer, std::span<const char* const> modules, const at::Tensor& x,
                            const std::shared_ptr<const Pass>& pass, bool again) const {
    if (!again) return (this->*step)(layer, x, *pass);
    const std::vector<at::Tensor> parameters = learning(layer, modules, *pass);
    if (parameters.empty() && !x.requires_grad()) return (this->*step)(layer, x, *pass);
    return recomputed(x, parameters, [this, step, layer, pass](const at::Tensor& input) {
        return (this->*step)(layer, input, *pass);
    });
}

at::Tensor LlamaModel::hidden_states(const PackedBatch& batch, bool training) {
    const bool records = at::GradMode::is_enabled() && batch.caches.empty();
    const Recompute mode = records ? recompute() : Recompute::off;
    // What runs again reads the batch when the caller may have let it go.
    const std::shared_ptr<const PackedBatch> held =
        mode == Recompute::off ? std::shared_ptr<const PackedBatch>(std::shared_ptr<void>(), &batch)
                               : std::make_shared<const PackedBatch>(batch);
    // The graph holds the pass, and with it the batch.
    const std::shared_ptr<Pass> made(
        new Pass{*held, adapter_runs(held->starts, held->adapters), angles(*held),
                 attention_pass(*held, device_, dtype_, geometry().head_dim), training, nullptr},
        [held](const Pass* done) { delete done; });
    if (segments_.take(made->runs, geometry().layers, device_, dtype_, training)) made->segments = &segments_;
    const std::shared_ptr<const Pass> pass = made;
    const std::span<const char* const> modules(linear_modules);
    at::Tensor x = gathered_rows(embedding_, batch.input_ids.to(device_), dtype_);
    for (int layer = 0; layer < geometry().layers; ++layer) {
        // The uppermost layer would run again at once.
        const bool again = layer + 1 < geometry().layers;
        if (mode == Recompute::full) {
            x = take(&LlamaModel::behind_layer, layer, modules, x, pass, again);
            continue;
        }
        x = behind_attention(layer, x, *pass);
        x = take(&LlamaModel::behind_feed_forward, layer, modules.subspan(gate_proj), x, pass,
                 again && mode == Recompute::selective);
    }
    for (size_t segment = 0; segment < batch.caches.size(); ++segment) {
        batch.caches[segment]->length += batch.starts[segment + 1] - batch.starts[segment];
    }
    return rms_norm(x, final_norm_, geometry().rms_norm_eps);
}

at::Tensor LlamaModel::logits(const at::Tensor& hidden) const {
    return linear(hidden, head_, {}, room_, false).to(at::kFloat);
}

at::Tensor LlamaModel::cross_entropy(const at::Tensor& hidden, const at::Tensor& labels,
                                     at::Tensor* gradient) const {
    const at::NoGradGuard no_gradients;
    if (gradient) *gradient = at::empty_like(hidden);
    at::Tensor losses = at::empty({hidden.size(0)}, hidden.options().dtype(at::kFloat));
    const at::Tensor head = expanded(head_, room_);  // one expansion serves all chunks
    const int64_t step =
        std::clamp<int64_t>(chunk_elements / head.size(0), 1, std::max<int64_t>(hidden.size(0), 1));
    const at::Tensor wide = at::empty({step, head.size(0)}, losses.options());
    const bool rounds = dtype_ != at::kFloat;
    const at::Tensor computed = rounds ? at::empty_like(wide, hidden.options()) : wide;
    for (int64_t first = 0; first < hidden.size(0); first += step) {
        const int64_t rows = std::min(step, hidden.size(0) - first);
        at::Tensor products = computed.narrow(0, 0, rows), work = wide.narrow(0, 0, rows);
        at::mm_out(products, hidden.narrow(0, first, rows), head.t());
        if (rounds) work.copy_(products);
        losses.narrow(0, first, rows)
            .copy_(cross_entropy_rows(work, labels.narrow(0, first, rows), gradient));
        if (!gradient) continue;
        at::Tensor part = gradient->narrow(0, first, rows);
        if (rounds) work = products.copy_(work);
        at::mm_out(part, work, head);
    }
    return losses;
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

KvRooms LlamaModel::make_rooms(int64_t sequences, int64_t capacity) const {
    KvRooms rooms;
    rooms.capacity = capacity;
    const auto options = at::TensorOptions().dtype(dtype_).device(device_);
    // Zeros: what is masked out is still multiplied, and must not be NaN.
    for (int layer = 0; layer < geometry().layers; ++layer) {
        rooms.keys.push_back(
            at::zeros({sequences * capacity, geometry().key_value_heads, geometry().head_dim}, options));
        rooms.values.push_back(at::zeros_like(rooms.keys.back()));
    }
    // Each position a segment of its own, so that angles that depend on a text's length are right while it
    // grows.
    std::vector<int64_t> starts(static_cast<size_t>(capacity) + 1);
    std::iota(starts.begin(), starts.end(), 0);
    const RopeTables angles = rope_.tables(at::arange(capacity, at::kLong), starts);
    rooms.cos = angles.cos.to(device_);
    rooms.sin = angles.sin.to(device_);
    return rooms;
}

std::optional<DeviceLayout> LlamaModel::layout(const PackedBatch& batch, int64_t segments) const {
    if (!attends_by_kernel(DeviceOperation::attention, device_, dtype_, geometry().head_dim))
        return std::nullopt;
    std::vector<int64_t> boundaries = batch.starts;
    boundaries.resize(static_cast<size_t>(segments) + 1, batch.starts.back());
    const RopeTables angles = rope_.tables(batch.positions.to(at::kCPU), batch.starts);
    return DeviceLayout{at::tensor(boundaries, at::kLong).to(at::kInt), angles.cos, angles.sin};
}

Result<std::shared_ptr<CausalModel>> load_llama(std::shared_ptr<const BaseModel> base,
                                                const ComputeChoice& compute, const LoadOptions& options) {
    if (compute.device.is_cpu() && compute.dtype == at::kFloat)
        return load_llama_cpu(std::move(base), compute, options);
    if (compute.device.is_cuda() && device_kernel_checks().empty())
        use_device_kernels(cuda_backend(), compute.device, &cuda_step_recorder());
    // Without a kernel for it, expanding where the weights lie would take longer than it saves.
    const bool expands = device_kernels(DeviceOperation::expand_blocks, compute.device, compute.dtype);
    const Result<Weights> weights = load_weights(
        *base, LlamaModel::tensor_names(*base), compute.device, compute.dtype,
        expands ? QuantisedForm::stored : QuantisedForm::expanded, at::get_num_threads(), options);
    if (!weights) return weights.error();
    return std::shared_ptr<CausalModel>(
        std::make_shared<LlamaModel>(std::move(base), *weights, compute.device, compute.dtype));
}

}  // namespace lora::engine
