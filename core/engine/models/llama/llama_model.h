// SPDX-License-Identifier: Apache-2.0
// The Llama family in LibTorch's operations and our device kernels, for GPUs and for bfloat16: RMSNorm,
// rotary grouped-query attention, SwiGLU, untied or tied head. Quantised weights may stay as their file
// stores them. Float32 on the processor has a form of its own (llama_cpu.h), which this one checks.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/engine/adapters/adapter_products.h"
#include "core/engine/models/device_matrix.h"
#include "core/engine/models/host_rows.h"
#include "core/engine/models/llama/stored_llama.h"
#include "core/engine/models/model.h"
#include "core/engine/models/rope.h"
#include "core/engine/models/segment_attention.h"
#include "core/engine/models/weights.h"

namespace lora::engine {

class LlamaModel final : public CausalModel {
  public:
    LlamaModel(std::shared_ptr<const BaseModel> base, const Weights& weights, at::Device device,
               at::ScalarType dtype);
    const ModelGeometry& geometry() const override { return base_->geometry(); }
    const BaseModel& base() const override { return *base_; }
    at::Device device() const override { return device_; }
    at::ScalarType dtype() const override { return dtype_; }
    at::Tensor hidden_states(const PackedBatch& batch, bool training) override;
    at::Tensor cross_entropy(const at::Tensor& hidden, const at::Tensor& labels,
                             at::Tensor* gradient) const override;
    at::Tensor logits(const at::Tensor& hidden) const override;
    KvCache make_cache(int64_t capacity) override;
    KvRooms make_rooms(int64_t sequences, int64_t capacity) const override;
    std::optional<DeviceLayout> layout(const PackedBatch& batch, int64_t segments) const override;
    /// Where memory is short enough to make everything again, a GPU also reads the embedding table's rows
    /// from the host's memory from then on, unless the head needs the table, and layers' inputs wait there
    /// for the backward pass.
    void set_recompute(Recompute mode) override;

    /// Names of the tensors that a model of this geometry is made of.
    static std::vector<std::string> tensor_names(const BaseModel& base);

  private:
    struct Layer {
        at::Tensor input_norm, post_attention_norm;
        std::vector<FrozenLinear> linears;  ///< by Module
    };
    /// What all layers of one pass share.
    struct Pass {
        const PackedBatch& batch;
        std::vector<AdapterRun> runs;
        RopeTables rope;
        AttentionPass attention;
        bool training;
        const LoraSegments* segments;    ///< of the runs, where they do their work; else null
        RoundedFactors factors;          ///< of the runs otherwise, unless layers are made again in full
        std::shared_ptr<HostRows> host;  ///< where layers' inputs wait that are made again in full; or null
    };
    /// Products of x with `count` modules of a layer from `first` on, adapters' parts included.
    std::vector<at::Tensor> project(const ModuleInput& in, int layer, Module first, size_t count,
                                    const Pass& pass) const;
    /// What `maker` can compute of those modules' adapters along with their input.
    NarrowedRows narrowed_by(DeviceOperation maker, int layer, Module first, size_t count,
                             const Pass& pass) const;
    RopeTables angles(const PackedBatch& batch) const;
    at::Tensor attention(int layer, const ModuleInput& in, const Pass& pass) const;
    at::Tensor feed_forward(int layer, const ModuleInput& in, const Pass& pass) const;
    /// The residual stream, normed, behind all layers, each addition of a part one with the norm that
    /// follows.
    at::Tensor through_layers(const at::Tensor& x, const Pass& pass) const;
    /// The residual stream behind a layer's attention, and behind its feed-forward part.
    at::Tensor behind_attention(int layer, const at::Tensor& x, const Pass& pass) const;
    at::Tensor behind_feed_forward(int layer, const at::Tensor& x, const Pass& pass) const;
    /// Adapters' tensors that learn in these modules of a layer, each once.
    std::vector<at::Tensor> learning(int layer, std::span<const char* const> modules, const Pass& pass) const;
    /// `step` of a layer, with its activations made again in the backward pass where `again` and it learns.
    using Step = at::Tensor (LlamaModel::*)(int, const at::Tensor&, const Pass&) const;
    at::Tensor take(Step step, int layer, std::span<const char* const> modules, const at::Tensor& x,
                    const std::shared_ptr<const Pass>& pass, bool again) const;
    at::Tensor behind_layer(int layer, const at::Tensor& x, const Pass& pass) const;

    std::shared_ptr<const BaseModel> base_;
    at::Device device_;
    at::ScalarType dtype_;
    Rope rope_;
    DeviceMatrix embedding_, head_;
    at::Tensor final_norm_;
    std::vector<Layer> layers_;
    at::Tensor room_;  ///< see Weights
    LoraSegments segments_;
};

}  // namespace lora::engine
