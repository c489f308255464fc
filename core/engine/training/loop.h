// SPDX-License-Identifier: Apache-2.0
// The training loop: steps, and between them evaluations, samples, checkpoints and what the user asks.
#pragma once

#include "core/engine/training/adamw.h"
#include "core/engine/training/control_desk.h"
#include "core/engine/training/repeated_pass.h"
#include "core/engine/training/setup.h"

namespace lora::engine {

class TrainingLoop {
  public:
    TrainingLoop(const RunFolder& run, const TrainOptions& options, TrainingSetup& setup, Reporter& reporter,
                 ControlDesk& desk);
    /// Puts the optimiser and the random state where the checkpoint left them, or at the start.
    Status begin();
    /// Until the last step, a stop, an interruption or a failure. Writes run_finished or run_stopped.
    Status run();
    int64_t step() const { return state_.step; }

  private:
    enum class Next { go_on, stop };

    Status run_step();
    Status after_step();
    Status evaluate_now(bool counts_as_best);
    Status sample_now(const std::string& only_prompt);
    /// Writes a checkpoint. A failure pauses the run instead of ending it.
    Status checkpoint_now(const std::string& kind);
    Result<Next> serve_requests();
    Result<Next> serve(const std::vector<Control>& requests);
    Status set_paused(bool paused);
    /// Writes result/ and the last event, and sets `ended_`. Where the result cannot be written the run pauses.
    Status end_run(bool stopped);
    Status save_failed(const Error& error);
    Error not_finite(const std::string& what) const;
    bool due(int64_t interval) const;
    bool is_last_step() const { return state_.step >= setup_.total_steps; }

    const RunFolder& run_;
    const TrainOptions& options_;
    TrainingSetup& setup_;
    Reporter& reporter_;
    ControlDesk& desk_;
    AdapterMix mix_;
    FlatParameters parameters_;
    AdamW optimiser_;
    BatchSource batches_;
    std::unique_ptr<RepeatedPass> repeated_;  ///< null where passes are not repeated
    TrainerState state_;
    int64_t checkpoint_step_ = -1;   ///< of the newest checkpoint on disk
    std::string failed_checkpoint_;  ///< kind of the checkpoint that could not be written, empty if none
    bool paused_ = false;
    bool ended_ = false;
};

}  // namespace lora::engine
