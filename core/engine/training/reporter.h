// SPDX-License-Identifier: Apache-2.0
// The run's voice: events to the file and to whoever listens, none lost while the disk is full.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "core/contract/events.h"
#include "core/contract/run_folder.h"

namespace lora::engine {

class Reporter {
  public:
    Reporter(RunFolder run, std::unique_ptr<EventWriter> writer, std::function<void(const Event&)> on_event)
        : run_(std::move(run)), writer_(std::move(writer)), on_event_(std::move(on_event)) {}

    /// Appends an event. Where the disk is full it is kept in memory and written before the next one. Fails only when
    /// the run's folder is gone (bad_input).
    Status event(const std::string& type, Json body, bool durable = false);
    /// A phase with its progress; repeats within a fraction of a second are dropped, a new phase is not.
    Status phase(const std::string& name, int64_t done, int64_t total);
    /// Something a user should know: what and hint.
    Status warning(const std::string& what, const std::string& hint, int64_t step);
    /// Whether events wait for room on the disk.
    bool waits_for_room() const { return !waiting_.empty(); }
    /// bad_input when the run's folder or its spec was deleted.
    Status check_folder() const;

  private:
    struct Waiting {
        std::string type;
        Json body;
        bool durable;
    };
    RunFolder run_;
    std::unique_ptr<EventWriter> writer_;
    std::function<void(const Event&)> on_event_;
    std::deque<Waiting> waiting_;
    std::string phase_;
    double phase_time_ = 0;
};

}  // namespace lora::engine
