// SPDX-License-Identifier: Apache-2.0
// A step of decoding with a Llama model over stored weights on the processor, float32: one new token behind
// each of a few caches. As LlamaPass computes it, but as one parallel part: what is cheap every thread makes
// for itself, and threads meet where they need what others made.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/engine/models/llama/float_room.h"
#include "core/engine/models/llama/meeting.h"
#include "core/engine/models/llama/narrow.h"
#include "core/engine/models/model.h"
#include "core/engine/models/rope.h"

namespace lora::engine {

class LlamaStep {
  public:
    /// Whether `batch` is such a step.
    static bool takes(const PackedBatch& batch);

    /// Everything named must outlive the step. `rope`: of the batch's tokens.
    LlamaStep(const StoredLlama& model, const PackedBatch& batch, const RopeTables& rope, FloatRoom& room);
    /// Hidden states [tokens, hidden_size] behind the final norm. Appends to the batch's caches but leaves
    /// their length to the caller.
    at::Tensor forward();

  private:
    class Worker;
    int64_t lay_out(RoomParts parts);
    /// A share of attention: `part` of a row's positions, by the queries that share a key head.
    struct Unit {
        int64_t part, row, head, first, count;
    };
    Unit unit_at(int64_t at) const;
    int64_t units() const { return tokens_ * geometry_.key_value_heads * parts_; }
    const std::byte* keys_of(int layer, const Unit& unit) const;
    const std::byte* values_of(int layer, const Unit& unit) const;
    const std::byte* positions_of(const std::vector<at::Tensor>& held, int layer, const Unit& unit) const;

    const StoredLlama& model_;
    const ModelGeometry& geometry_;
    const PackedBatch& batch_;
    const RopeTables& rope_;
    int64_t tokens_, hidden_, query_width_, key_width_, intermediate_, parts_;
    std::vector<Few<Narrow>> narrow_;  ///< by layer and module; each layer's values lie over the last one's
    /// What threads make for each other, [tokens, its width]: a row is whole once they have met. Of attention
    /// by part, outs [parts, tokens, query width] and their log sums [parts, tokens, attention heads].
    float *embedded_ = nullptr, *query_ = nullptr, *key_ = nullptr, *value_ = nullptr, *outs_ = nullptr,
          *log_sums_ = nullptr, *branch_ = nullptr, *gate_ = nullptr, *up_ = nullptr;
    float* hidden_states_ = nullptr;
};

}  // namespace lora::engine
