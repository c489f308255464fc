// SPDX-License-Identifier: Apache-2.0
// What the loop does when somebody asks: the user through control.jsonl, the system through a signal, a full disk.
#include <ATen/ATen.h>

#include <chrono>
#include <thread>

#include "core/engine/training/loop.h"

namespace lora::engine {

Status TrainingLoop::set_paused(bool paused) {
    paused_ = paused;
    return reporter_.event(paused ? "paused" : "resumed", {{"step", state_.step}}, paused);
}

Result<TrainingLoop::Next> TrainingLoop::serve_requests() {
    // A disk that filled up while events were written pauses the run like one that filled up in a checkpoint.
    if (!paused_ && reporter_.waits_for_room()) {
        if (auto status = set_paused(true); !status) return status.error();
    }
    do {
        if (auto status = reporter_.check_folder(); !status) return status.error();
        auto requests = desk_.poll(paused_);
        if (!requests) return requests.error();
        auto next = serve(*requests);
        if (!next || *next == Next::stop) return next;
        if (options_.interrupted && options_.interrupted()) {
            if (checkpoint_step_ != state_.step && state_.step > 0) {
                if (auto status = checkpoint_now("last"); !status) return status.error();
            }
            return Error{ErrorCode::interrupted, "Interrupted after step " + std::to_string(state_.step),
                         run_.path.string(), "Resume it with lora-worker train --resume"};
        }
        // Requests come through a file that any program may append to on any file system.
        if (paused_) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    } while (paused_);
    return Next::go_on;
}

Result<TrainingLoop::Next> TrainingLoop::serve(const std::vector<Control>& requests) {
    for (const auto& request : requests) {
        Status status;
        switch (request.kind) {
            case ControlKind::stop: return Next::stop;
            case ControlKind::pause: status = set_paused(true); break;
            case ControlKind::resume:
                // What stopped the run is tried again first; if it fails again the run stays paused.
                if (!failed_checkpoint_.empty()) status = checkpoint_now(failed_checkpoint_);
                if (status.ok() && failed_checkpoint_.empty()) status = set_paused(false);
                break;
            case ControlKind::checkpoint: status = checkpoint_now("requested"); break;
            case ControlKind::sample: status = sample_now(request.prompt); break;
        }
        if (!status) return status.error();
    }
    return Next::go_on;
}

}  // namespace lora::engine
