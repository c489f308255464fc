// SPDX-License-Identifier: Apache-2.0
// A run's events as a terminal shows them: one line each for what a person waits for.
#pragma once

#include <string>

#include "core/contract/events.h"

namespace lora::worker {

/// Empty for events that are not shown.
std::string terminal_line(const Event& event, int64_t total_steps);

}  // namespace lora::worker
