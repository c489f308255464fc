// SPDX-License-Identifier: Apache-2.0
// What the user asks of a running worker: control.jsonl. Everyone but the worker writes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/contract/events.h"

namespace lora {

enum class ControlKind { pause, resume, stop, checkpoint, sample };

struct Control {
    uint64_t seq = 0;
    std::string time;
    ControlKind kind = ControlKind::pause;
    std::string prompt;  ///< for sample; empty: the spec's prompts
};

std::string to_text(ControlKind kind);
Result<ControlKind> control_kind_from_text(const std::string& text);

/// Appends one request under a lock on the file itself, so that two windows cannot give the same number.
/// Returns the number.
Result<uint64_t> append_control(const std::filesystem::path& control_file, ControlKind kind, const std::string& prompt = {});

/// The worker's side. Requests up to `acknowledged_seq` (the largest control_seq in the events) were answered by an
/// earlier life of the run and are passed over.
class ControlReader {
  public:
    ControlReader(const std::filesystem::path& control_file, uint64_t acknowledged_seq)
        : follower_(control_file), acknowledged_seq_(acknowledged_seq) {}
    Result<std::vector<Control>> read_new();

  private:
    JsonLinesFollower follower_;
    uint64_t acknowledged_seq_;
};

}  // namespace lora
