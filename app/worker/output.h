// SPDX-License-Identifier: Apache-2.0
// stdout as verbs write it: words for a person, or JSON lines for a script, never both.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"

namespace lora::worker {

class Output {
  public:
    explicit Output(bool json) : json_(json) {}
    bool json() const { return json_; }
    /// One JSON document on a line of its own; nothing unless JSON was asked for. Thread-safe, flushed.
    void document(const Json& json);
    /// A line for a person; nothing when JSON was asked for.
    void line(std::string_view text);
    /// The same without the line feed, flushed: text that streams.
    void stream(std::string_view text);

  private:
    std::mutex mutex_;
    bool json_;
};

/// {"error":{"what","where","hint","code"}}
Json error_document(const Error& error);

/// From now on SIGINT and SIGTERM set a flag instead of ending the process.
void catch_stop_signals();
/// Whether one of them came.
bool stop_requested();

}  // namespace lora::worker
