// SPDX-License-Identifier: Apache-2.0
// Takes the user's requests between steps and answers each with an event.
#pragma once

#include <string>
#include <vector>

#include "core/contract/control.h"
#include "core/engine/training/reporter.h"

namespace lora::engine {

class ControlDesk {
  public:
    /// Goes on behind the requests that the run's events acknowledge. Requests older than `since` (ISO 8601) that
    /// nobody answered are refused: they were meant for a worker that is gone. Empty: none is too old.
    static Result<ControlDesk> open(const RunFolder& run, Reporter& reporter, std::string since);

    /// New requests that make sense now, each already acknowledged.
    Result<std::vector<Control>> poll(bool paused);

  private:
    ControlDesk(ControlReader reader, Reporter& reporter, std::string since)
        : reader_(std::move(reader)), reporter_(&reporter), since_(std::move(since)) {}
    ControlReader reader_;
    Reporter* reporter_;
    std::string since_;
};

}  // namespace lora::engine
