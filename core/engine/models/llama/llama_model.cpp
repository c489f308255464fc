// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/llama_model.h"

#include <ATen/Parallel.h>

#include <numeric>
#include <set>

#include "core/engine/models/device_kernels.h"
#include "core/engine/models/even_attention.h"
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

/// Logits held at a time, 32 MB on a processor, 128 MB on a GPU in bfloat16: products of fewer rows leave one
/// idle.
int64_t chunk_elements(at::Device device) {
    return int64_t(device.is_cuda() ? 64 : 8) << 20;
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
    : base_(std::move(base)), device_(device), dtype_(dtype), rope_(base_->geometry()), room_(weights.room) {
    embedding_ = weights.matrices.at("model.embed_tokens.weight");
    head_ = geometry().tied_head ? embedding_ : weights.matrices.at("lm_head.weight");
    final_norm_ = weights.vectors.at("model.norm.weight");
    for (int layer = 0; layer < geometry().layers; ++layer) {
        Layer& made = layers_.emplace_back();
        made.input_norm = weights.vectors.at(layer_prefix(layer) + "input_layernorm.weight");
        made.post_attention_norm =
            weights.vectors.at(layer_prefix(layer) + "post_attention_layernorm.weight");
        for (const char* module : linear_modules) {
            const std::string path = module_path(layer, module);
            made.linears.push_back(
                {weights.matrices.at(path + ".weight"), vector_or_undefined(weights, path + ".bias")});
        }
    }
}

std::vector<at::Tensor> LlamaModel::project(const ModuleInput& in, int layer, Module first, size_t count,
                                            const Pass& pass) const {
    const std::span<const FrozenLinear> linears(layers_[static_cast<size_t>(layer)].linears);
    const std::span<const char* const> names(linear_modules);
    return adapted_linears(in, linears.subspan(first, count), layer, names.subspan(first, count), pass.runs,
                           pass.training, room_, pass.segments, pass.factors);
}

NarrowedRows LlamaModel::narrowed_by(DeviceOperation maker, int layer, Module first, size_t count,
                                     const Pass& pass) const {
    if (!pass.segments || !device_operation_used(maker, device_, dtype_)) return {};
    return pass.segments->narrowed(layer, std::span(linear_modules).subspan(first, count), device_);
}

at::Tensor LlamaModel::attention(int layer, const ModuleInput& in, const Pass& pass) const {
    const auto products = project(in, layer, q_proj, 3, pass);
    const auto by_heads = [&](Module module, int heads) {
        return products[module].view({in.x.size(0), heads, geometry().head_dim});
    };
    const int heads = geometry().attention_heads, key_heads = geometry().key_value_heads;
    const at::Tensor out =
        segment_attention(by_heads(q_proj, heads), by_heads(k_proj, key_heads), by_heads(v_proj, key_heads),
                          pass.rope, pass.attention, static_cast<size_t>(layer));
    return project({out, {}}, layer, o_proj, 1, pass).front();
}

at::Tensor LlamaModel::feed_forward(int layer, const ModuleInput& in, const Pass& pass) const {
    const auto products = project(in, layer, gate_proj, 2, pass);
    const NarrowedRows narrow = narrowed_by(DeviceOperation::swiglu, layer, down_proj, 1, pass);
    const at::Tensor out = swiglu(products[0], products[1], narrow.asked());
    return project({out, narrow.h}, layer, down_proj, 1, pass).front();
}

RopeTables LlamaModel::angles(const PackedBatch& batch) const {
    if (batch.layout) return rounded({batch.layout->cos, batch.layout->sin}, dtype_);
    if (!batch.rooms) return rounded(rope_.tables(batch.positions.to(device_), batch.starts), dtype_);
    const KvRooms& rooms = *batch.rooms->rooms;
    return {rooms.cos.index_select(0, batch.positions), rooms.sin.index_select(0, batch.positions)};
}

at::Tensor LlamaModel::through_layers(const at::Tensor& x, const Pass& pass) const {
    const double epsilon = geometry().rms_norm_eps;
    const auto narrowed = [&](int layer, Module first, size_t count) {
        return narrowed_by(DeviceOperation::rms_norm, layer, first, count, pass);
    };
    NarrowedRows narrow = narrowed(0, q_proj, 3);
    SumAndNorm stream{x, rms_norm(x, layers_.front().input_norm, epsilon, narrow.asked())};
    for (int layer = 0; layer < geometry().layers; ++layer) {
        const Layer& weights = layers_[static_cast<size_t>(layer)];
        const bool last = layer + 1 == geometry().layers;
        const at::Tensor& next = last ? final_norm_ : layers_[static_cast<size_t>(layer) + 1].input_norm;
        const at::Tensor attended = attention(layer, {stream.normed, narrow.h}, pass);
        narrow = narrowed(layer, gate_proj, 2);
        stream = add_rms_norm(stream.sum, attended, weights.post_attention_norm, epsilon, narrow.asked());
        const at::Tensor fed = feed_forward(layer, {stream.normed, narrow.h}, pass);
        narrow = last ? NarrowedRows() : narrowed(layer + 1, q_proj, 3);
        stream = add_rms_norm(stream.sum, fed, next, epsilon, narrow.asked());
    }
    return stream.normed;
}

at::Tensor LlamaModel::behind_attention(int layer, const at::Tensor& x, const Pass& pass) const {
    const Layer& weights = layers_[static_cast<size_t>(layer)];
    return x + attention(layer, {rms_norm(x, weights.input_norm, geometry().rms_norm_eps), {}}, pass);
}

at::Tensor LlamaModel::behind_feed_forward(int layer, const at::Tensor& x, const Pass& pass) const {
    const Layer& weights = layers_[static_cast<size_t>(layer)];
    const at::Tensor normed = rms_norm(x, weights.post_attention_norm, geometry().rms_norm_eps);
    return x + feed_forward(layer, {normed, {}}, pass);
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
    const auto run = [this, step, layer, pass](const at::Tensor& input) {
        return (this->*step)(layer, input, *pass);
    };
    return recomputed(x, parameters, run, pass->host);
}

at::Tensor LlamaModel::hidden_states(const PackedBatch& batch, bool training) {
    const bool records = at::GradMode::is_enabled() && batch.caches.empty();
    const Recompute mode = records ? recompute() : Recompute::off;
    // What runs again reads the batch when the caller may have let it go.
    const std::shared_ptr<const PackedBatch> held =
        mode == Recompute::off ? std::shared_ptr<const PackedBatch>(std::shared_ptr<void>(), &batch)
                               : std::make_shared<const PackedBatch>(batch);
    // The graph holds the pass, and with it the batch.
    const std::shared_ptr<Pass> made(new Pass{*held,
                                              adapter_runs(held->starts, held->adapters),
                                              angles(*held),
                                              attention_pass(*held, device_, dtype_, geometry().head_dim,
                                                             records && training && mode != Recompute::full),
                                              training,
                                              nullptr,
                                              {},
                                              nullptr},
                                     [held](const Pass* done) { delete done; });
    if (segments_.take(made->runs, geometry().layers, device_, dtype_, training))
        made->segments = &segments_;
    else if (mode != Recompute::full)  // else memory is what is short: each layer rounds its own
        made->factors = RoundedFactors(made->runs, dtype_);
    if (mode == Recompute::full && device_.is_cuda()) made->host = std::make_shared<HostRows>(device_);
    const std::shared_ptr<const Pass> pass = made;
    const std::span<const char* const> modules(linear_modules);
    at::Tensor x = gathered_rows(embedding_, batch.input_ids.to(device_), dtype_);
    if (mode == Recompute::off) x = through_layers(x, *pass);
    for (int layer = 0; mode != Recompute::off && layer < geometry().layers; ++layer) {
        // The uppermost layer would run again at once.
        const bool again = layer + 1 < geometry().layers;
        if (mode == Recompute::full) {
            x = take(&LlamaModel::behind_layer, layer, modules, x, pass, again);
        } else {
            x = behind_attention(layer, x, *pass);
            x = take(&LlamaModel::behind_feed_forward, layer, modules.subspan(gate_proj), x, pass, again);
        }
    }
    if (mode != Recompute::off) x = rms_norm(x, final_norm_, geometry().rms_norm_eps);
    for (size_t segment = 0; segment < batch.caches.size(); ++segment) {
        batch.caches[segment]->length += batch.starts[segment + 1] - batch.starts[segment];
    }
    return x;
}

void LlamaModel::set_recompute(Recompute mode) {
    CausalModel::set_recompute(mode);
    if (mode == Recompute::full && device_.is_cuda() && !geometry().tied_head) move_to_host(embedding_);
}

at::Tensor LlamaModel::logits(const at::Tensor& hidden) const {
    return linear(hidden, {head_, {}}, room_, false).to(at::kFloat);
}

at::Tensor LlamaModel::cross_entropy(const at::Tensor& hidden, const at::Tensor& labels,
                                     at::Tensor* gradient) const {
    const at::NoGradGuard no_gradients;
    if (gradient) *gradient = at::empty_like(hidden);
    at::Tensor losses = at::empty({hidden.size(0)}, hidden.options().dtype(at::kFloat));
    const at::Tensor head = expanded(head_, room_);  // one expansion serves all chunks
    const int64_t step =
        std::clamp<int64_t>(chunk_elements(device_) / head.size(0), 1, std::max<int64_t>(hidden.size(0), 1));
    const at::Tensor room = at::empty({step, head.size(0)}, hidden.options());
    for (int64_t first = 0; first < hidden.size(0); first += step) {
        const int64_t rows = std::min(step, hidden.size(0) - first);
        at::Tensor products = room.narrow(0, 0, rows);
        at::mm_out(products, hidden.narrow(0, first, rows), head.t());
        losses.narrow(0, first, rows)
            .copy_(cross_entropy_rows(products, labels.narrow(0, first, rows), gradient));
        if (!gradient) continue;
        at::Tensor part = gradient->narrow(0, first, rows);
        at::mm_out(part, products, head);
    }
    return losses;
}

KvCache LlamaModel::make_cache(int64_t capacity) {
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
    rooms.attention =
        room_attention_workspace(sequences, capacity, geometry().attention_heads, geometry().key_value_heads,
                                 geometry().head_dim, device_, dtype_);
    // Each position a segment of its own, so that angles that depend on a text's length are right while it
    // grows.
    std::vector<int64_t> starts(static_cast<size_t>(capacity) + 1);
    std::iota(starts.begin(), starts.end(), 0);
    const RopeTables angles = rounded(rope_.tables(at::arange(capacity, at::kLong), starts), dtype_);
    rooms.cos = angles.cos.to(device_);
    rooms.sin = angles.sin.to(device_);
    return rooms;
}

std::optional<DeviceLayout> LlamaModel::layout(const PackedBatch& batch, int64_t segments) const {
    if (!attends_by_kernel(device_, dtype_, geometry().head_dim)) return std::nullopt;
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
        use_device_kernels(cuda_backend(), compute.device, &cuda_step_recorder(), cuda_attention);
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
