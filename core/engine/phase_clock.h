// SPDX-License-Identifier: Apache-2.0
// Where the time of a step goes, for `lora-worker bench`: nothing is measured unless somebody listens.
#pragma once

#include <array>
#include <chrono>
#include <utility>

namespace lora::engine {

enum class Phase { host, embedding, attention, linear, lora, pointwise, loss, optimiser };
inline constexpr const char* phase_names[] = {"host", "embedding", "attention", "linear",
                                              "lora", "pointwise", "loss",      "optimiser"};

/// Seconds by phase of the thread that made it, from then until it goes. What is in no phase counts as host.
class PhaseClock {
  public:
    PhaseClock() { listening() = this; }
    ~PhaseClock() { listening() = nullptr; }
    PhaseClock(const PhaseClock&) = delete;
    PhaseClock& operator=(const PhaseClock&) = delete;

    /// Seconds so far, by Phase.
    const std::array<double, std::size(phase_names)>& seconds() {
        enter(phase_);
        return seconds_;
    }
    /// The clock of this thread, or null.
    static PhaseClock*& listening() {
        thread_local PhaseClock* clock = nullptr;
        return clock;
    }

  private:
    friend class InPhase;
    /// Counts the time since the last change for the phase that ends; returns that phase.
    Phase enter(Phase phase) {
        const auto now = std::chrono::steady_clock::now();
        seconds_[static_cast<size_t>(phase_)] += std::chrono::duration<double>(now - since_).count();
        since_ = now;
        return std::exchange(phase_, phase);
    }
    std::array<double, std::size(phase_names)> seconds_{};
    std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
    Phase phase_ = Phase::host;
};

/// Until its end of life, time counts for `phase`; phases nest.
class InPhase {
  public:
    explicit InPhase(Phase phase) : clock_(PhaseClock::listening()) {
        if (clock_) before_ = clock_->enter(phase);
    }
    ~InPhase() {
        if (clock_) clock_->enter(before_);
    }
    InPhase(const InPhase&) = delete;
    InPhase& operator=(const InPhase&) = delete;

  private:
    PhaseClock* clock_;
    Phase before_ = Phase::host;
};

}  // namespace lora::engine
