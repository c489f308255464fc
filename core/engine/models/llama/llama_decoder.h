// SPDX-License-Identifier: Apache-2.0
// One token a sequence on the processor: weights are multiplied as the file stores them, so that a step reads
// each of them once, in its few bits, and nothing is allocated but a few rows.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <span>
#include <vector>

#include "core/engine/models/model.h"
#include "core/engine/models/rope.h"

namespace lora::engine {

/// A matrix [outputs, inputs] where the file has it; valid as long as its BaseModel. Rows in transformers'
/// order.
struct StoredMatrix {
    DType type = DType::f32;
    const std::byte* bytes = nullptr;
    int64_t outputs = 0, inputs = 0;
    std::shared_ptr<const std::vector<std::byte>>
        copy;         ///< what `bytes` points into, where the file's order is another
    at::Tensor bias;  ///< [outputs] float32 in transformers' order; undefined where the model has none
};

/// Everything that a step reads besides the cache. Norms: [hidden_size] float32.
struct StoredLlama {
    struct Layer {
        at::Tensor input_norm, post_attention_norm;
        StoredMatrix q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj;
    };
    std::shared_ptr<const BaseModel> base;  ///< keeps the file mapped
    std::vector<Layer> layers;
    at::Tensor embedding, final_norm;
    StoredMatrix head;
};

class LlamaDecoder {
  public:
    explicit LlamaDecoder(StoredLlama model) : model_(std::move(model)) {}
    /// Whether every segment is one token with a cache, which is what `hidden_states` here is made for.
    static bool serves(const PackedBatch& batch);
    /// As CausalModel::hidden_states, float32 on the processor, without gradients. Appends to the caches but
    /// leaves their length to the caller. `mixes`: one for each row, null where the base answers alone.
    at::Tensor hidden_states(const PackedBatch& batch, const std::vector<const AdapterMix*>& mixes,
                             const RopeTables& rope) const;
    /// As CausalModel::logits.
    at::Tensor logits(const at::Tensor& hidden) const;

  private:
    struct Step;
    void attention(Step& step, int layer) const;
    void feed_forward(Step& step, int layer) const;
    StoredLlama model_;
};

}  // namespace lora::engine
