// SPDX-License-Identifier: Apache-2.0
// Forward and backward of training passes over tensors that stay where they are, so that a GPU records them
// once and replays them (step_graph.h): the thousands of launches that a pass of a small model is made of
// take the host longer than the device takes to compute them.
#pragma once

#include <memory>

#include "core/engine/models/step_graph.h"
#include "core/engine/training/adamw.h"
#include "core/engine/training/batches.h"

namespace lora::engine {

/// The largest pass that can come.
struct PassLimits {
    int64_t tokens = 0;
    int64_t segments = 0;            ///< examples in it
    uint64_t activations_bytes = 0;  ///< what it keeps for its way back
};

class RepeatedPass {
  public:
    /// Null where it would not serve: the device does not record or attend to whole batches by one kernel,
    /// the model's passes are so large that launching them is no matter, layers are recomputed, or the memory
    /// is too little for what a recording holds besides. `model` and `parameters` must outlive this object.
    static std::unique_ptr<RepeatedPass> make(CausalModel& model, const AdapterMix& mix,
                                              FlatParameters& parameters, const PassLimits& limits);

    /// Whether a pass lies within the limits.
    bool takes(const Collated& pass) const;
    /// Adds the gradient of weight · (sum of the losses of `pass`, collated on the processor). What a pass
    /// adds depends on nothing that went before: not on whether it was replayed.
    void run(const Collated& pass, double weight);
    /// weight · sum of the losses of all passes since the last call. Waits for the device.
    double take_loss();
    /// Whether passes are replayed from now on.
    bool replays() const { return repeated_->replays(); }

  private:
    RepeatedPass(CausalModel& model, const AdapterMix& mix, FlatParameters& parameters,
                 const PassLimits& limits);
    void step();

    CausalModel& model_;
    PassLimits limits_;
    PackedBatch batch_;   ///< of limits_.tokens; those behind a pass's own are a segment without labels
    at::Tensor labels_;   ///< [tokens] int64
    at::Tensor weights_;  ///< [tokens] float32: of each token's loss, 0 where it has no label
    at::Tensor seeds_;    ///< [dropout masks of a pass] int64
    at::Tensor pass_loss_, loss_;  ///< [] float32: of a pass; [] float64: of all since take_loss
    std::unique_ptr<RepeatedStep> repeated_;
};

}  // namespace lora::engine
