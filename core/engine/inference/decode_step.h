// SPDX-License-Identifier: Apache-2.0
// Decoding without the host: each step reads the tokens that the step before chose where they lie, so that
// only tokens come back, and the step can be recorded (step_graph.h).
#pragma once

#include <memory>
#include <vector>

#include "core/engine/inference/sampler.h"
#include "core/engine/models/model.h"
#include "core/engine/models/step_graph.h"

namespace lora::engine {

/// Whether `model`'s device samples, and attends over rooms or records steps better than it would without.
bool decodes_in_rooms(const CausalModel& model);

/// One text on its way.
struct DecodeRow {
    int64_t room = 0;
    int64_t base_room = -1;  ///< of the base over the same text, where its log-probabilities are wanted
    int64_t position = 0;    ///< of `token`, whose keys and values are yet to come
    int32_t token = 0;       ///< the last one chosen
    const AdapterMix* mix = nullptr;
};

/// Steps of the same rows. When a row ends, a new one is made for those that go on.
class DecodeStep {
  public:
    /// `step` numbers the first token to choose, as for sample_token. What is pointed to must outlive this
    /// object.
    DecodeStep(CausalModel& model, const KvRooms& rooms, const std::vector<DecodeRow>& rows,
               const SamplingOptions& options, uint64_t step);
    /// The next token of each row. A row's room must have space for the token before.
    std::vector<SampledToken> run();
    /// Whether steps are replayed from now on.
    bool replays() const { return repeated_->replays(); }

  private:
    void lay_out(const KvRooms& rooms, const std::vector<DecodeRow>& rows);
    void step();

    CausalModel& model_;
    const SamplingOptions& options_;
    PackedBatch batch_;    ///< rows, then those that follow as the base
    at::Tensor judges_;    ///< [rows] as sample_on_device has them
    at::Tensor sources_;   ///< [batch] whose token each row of the batch goes on with
    at::Tensor uniforms_;  ///< of every step to come, float64
    at::Tensor step_;      ///< [1] int64: which of them is next
    at::Tensor logits_, sampled_;
    std::unique_ptr<RepeatedStep> repeated_;
};

}  // namespace lora::engine
