// SPDX-License-Identifier: Apache-2.0
// A training run from its folder: start, continue, and end as the contract says.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/base/result.h"
#include "core/contract/events.h"
#include "core/contract/run_folder.h"

namespace lora::engine {

struct TrainOptions {
    bool resume = false;
    /// Who works, for worker.json: "lora-worker 0.1.0".
    std::string program;
    /// Sees every event as it is written (for `train --json` and progress in a terminal).
    std::function<void(const Event&)> on_event;
    /// Asked between steps: true ends the run as interrupted with a checkpoint (SIGINT, SIGTERM).
    std::function<bool()> interrupted;
};

/// Works on the run until it ends. Takes the lock (a second worker gets bad_input), writes worker.json, events,
/// checkpoints and result/. The status is run_finished's or run_stopped's: ok; interrupted: resumable.
Status train(const RunFolder& run, const TrainOptions& options);

}  // namespace lora::engine
