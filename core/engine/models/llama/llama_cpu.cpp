// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/llama_cpu.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/ivalue.h>
#include <torch/csrc/autograd/custom_function.h>

#include <mutex>

#include "core/engine/models/llama/held_cache.h"
#include "core/engine/models/llama/llama_step.h"
#include "core/engine/phase_clock.h"
#include "kernels/include/row_ops.h"

namespace lora::engine {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Logits held at a time: 26 M, 104 MB; the head's weights are laid out twice for each such chunk, so that
/// 512 rows of a vocabulary of 49152 are one.
constexpr int64_t chunk_elements = int64_t(26) << 20;

/// Memory of passes, handed from one to the next.
class RoomPool {
  public:
    std::shared_ptr<FloatRoom> take() {
        const std::lock_guard guard(mutex_);
        for (const auto& room : rooms_)
            if (room.use_count() == 1) return room;
        return rooms_.emplace_back(std::make_shared<FloatRoom>());
    }

  private:
    std::mutex mutex_;  // guards rooms_
    std::vector<std::shared_ptr<FloatRoom>> rooms_;
};

/// A pass and what it reads, as long as autograd may come back to it.
struct KeptPass : torch::CustomClassHolder {
    PackedBatch batch;
    std::shared_ptr<FloatRoom> room;
    std::unique_ptr<LlamaPass> pass;
};

/// The whole model as one node of autograd's graph.
struct RunPass : torch::autograd::Function<RunPass> {
    static at::Tensor forward(AutogradContext* context, const at::TensorList& /*parameters*/,
                              const c10::intrusive_ptr<KeptPass>& kept) {
        context->saved_data["pass"] = at::IValue::make_capsule(kept);
        return kept->pass->forward();
    }
    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto capsule = context->saved_data["pass"].toCapsule();
        auto& kept = static_cast<KeptPass&>(*capsule);
        TORCH_CHECK(kept.pass, "the gradients of a pass can be asked for once");
        std::vector<at::Tensor> out = kept.pass->backward(gradients[0]);
        kept.pass.reset();
        kept.room.reset();   // the next pass may have the memory, whoever still holds the graph
        out.emplace_back();  // of the pass itself
        return out;
    }
};

class LlamaCpu final : public CausalModel {
  public:
    LlamaCpu(StoredLlama model, Purpose purpose)
        : model_(std::move(model)), purpose_(purpose), rope_(model_.geometry()) {}
    const ModelGeometry& geometry() const override { return model_.geometry(); }
    const BaseModel& base() const override { return *model_.base; }
    at::Device device() const override { return at::kCPU; }
    at::ScalarType dtype() const override { return at::kFloat; }
    at::ScalarType products() const override { return number_type(model_.factors); }

    at::Tensor hidden_states(const PackedBatch& batch, bool training) override {
        RopeTables tables = rope_.tables(batch.positions, batch.starts);
        const std::shared_ptr<FloatRoom> room = rooms_.take();
        if (learns(batch)) {
            auto kept = c10::make_intrusive<KeptPass>();
            kept->batch = batch;
            kept->room = room;
            kept->pass =
                std::make_unique<LlamaPass>(model_, kept->batch, tables, true, recompute(), training, *room);
            const at::TensorList parameters(kept->pass->parameters());
            return RunPass::apply(parameters, kept);
        }
        const at::NoGradGuard no_gradients;
        at::Tensor out =
            !training && LlamaStep::takes(batch)
                ? LlamaStep(model_, batch, tables, *room).forward()
                : LlamaPass(model_, batch, std::move(tables), false, Recompute::off, training, *room)
                      .forward();
        for (size_t segment = 0; segment < batch.caches.size(); ++segment)
            batch.caches[segment]->length += batch.starts[segment + 1] - batch.starts[segment];
        return out;
    }

    at::Tensor logits(const at::Tensor& hidden) const override {
        const InPhase in_phase(Phase::loss);
        const at::NoGradGuard no_gradients;
        const at::Tensor rows = hidden.contiguous();
        at::Tensor out = at::empty({rows.size(0), model_.head.outputs}, at::kFloat);
        multiply_head(rows.const_data_ptr<float>(), rows.size(0), out.mutable_data_ptr<float>());
        return out;
    }

    at::Tensor cross_entropy(const at::Tensor& hidden, const at::Tensor& labels,
                             at::Tensor* gradient) const override {
        const InPhase in_phase(Phase::loss);
        const at::NoGradGuard no_gradients;
        const StoredMatrix& head = model_.head;
        const at::Tensor rows = hidden.contiguous(), targets = labels.contiguous();
        at::Tensor losses = at::empty({rows.size(0)}, at::kFloat);
        if (gradient) *gradient = at::empty(rows.sizes(), at::kFloat);
        const int64_t step = std::max<int64_t>(1, chunk_elements / head.outputs);
        const std::shared_ptr<FloatRoom> room = rooms_.take();
        float* logits = room->at_least(std::min(step, rows.size(0)) * head.outputs);
        for (int64_t first = 0; first < rows.size(0); first += step) {
            const int64_t count = std::min(step, rows.size(0) - first);
            const int64_t* label = targets.const_data_ptr<int64_t>() + first;
            float* loss = losses.mutable_data_ptr<float>() + first;
            for (int64_t r = 0; r < count; ++r)
                TORCH_CHECK(label[r] >= 0 && label[r] < head.outputs, "label ", label[r], " is no token");
            multiply_head(rows.const_data_ptr<float>() + first * head.inputs, count, logits);
            at::parallel_for(0, count, 1, [&](int64_t begin, int64_t end) {
                for (int64_t r = begin; r < end; ++r)
                    loss[r] = kernels::cross_entropy_row(logits + r * head.outputs, head.outputs, label[r],
                                                         gradient);
            });
            if (!gradient) continue;
            float* to = gradient->mutable_data_ptr<float>() + first * head.inputs;
            multiply({count, {backward_term(logits, head)}, head.inputs, to, head.inputs, false, {}},
                     model_.factors);
        }
        return losses;
    }

    KvCache make_cache(int64_t capacity) override {
        if (purpose_ == Purpose::answers) turn_for_steps(model_);
        return make_held_cache(geometry(), capacity);
    }

  private:
    /// Whether a gradient can be asked for: then the pass must keep what its way back needs.
    static bool learns(const PackedBatch& batch) {
        if (!at::GradMode::is_enabled() || !batch.caches.empty()) return false;
        for (const AdapterMix& mix : batch.adapters)
            for (const WeightedAdapter& entry : mix)
                for (const AdapterModule& module : entry.adapter->modules())
                    if (entry.weight != 0 && (module.a.requires_grad() || module.b.requires_grad()))
                        return true;
        return false;
    }
    void multiply_head(const float* rows, int64_t count, float* out) const {
        const StoredMatrix& head = model_.head;
        thread_local std::vector<uint16_t> room;
        if (model_.factors != Factors::float32)
            room.resize(std::max(room.size(), static_cast<size_t>(count * kernels::rounded_row_size(
                                                                              head.inputs, model_.factors))));
        multiply({count,
                  {forward_term(rows, head, rounded(rows, count, head.inputs, model_.factors, room.data()))},
                  head.outputs,
                  out,
                  head.outputs,
                  false,
                  {}},
                 model_.factors);
    }

    StoredLlama model_;
    Purpose purpose_;
    Rope rope_;
    mutable RoomPool rooms_;
};

}  // namespace

Result<std::shared_ptr<CausalModel>> load_llama_cpu(std::shared_ptr<const BaseModel> base,
                                                    const ComputeChoice& compute,
                                                    const LoadOptions& options) {
    Result<StoredLlama> model = stored_llama(std::move(base), options);
    if (!model) return model.error();
    model->factors = factors_of(compute.products);
    model->eight_bits = options.activations == "int8";
    return std::shared_ptr<CausalModel>(std::make_shared<LlamaCpu>(std::move(*model), options.purpose));
}

}  // namespace lora::engine
