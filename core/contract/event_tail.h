// SPDX-License-Identifier: Apache-2.0
// The newest events of a long file without reading all of it.
#pragma once

#include <functional>

#include "core/contract/events.h"

namespace lora {

struct EventTail {
    std::vector<Event> newest_first;
    uint64_t whole_bytes = 0;  ///< size of the file up to its last line feed
};

/// Events from the end of the file back to the first for which `enough` says so. Broken lines are passed
/// over. A file that does not exist is empty.
Result<EventTail> read_event_tail(const std::filesystem::path& events_file,
                                  const std::function<bool(const Event&)>& enough);

}  // namespace lora
