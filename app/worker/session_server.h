// SPDX-License-Identifier: Apache-2.0
// The attached session: requests are read while one of them is worked on, so that it can be cancelled.
#pragma once

#include <condition_variable>
#include <deque>
#include <iosfwd>
#include <mutex>
#include <set>

#include "app/worker/output.h"
#include "app/worker/session_models.h"
#include "core/base/json.h"
#include "core/base/result.h"

namespace lora::worker {

/// Speaks core/contract/session_messages.h. One thread reads, a second one works through the requests in
/// order.
class SessionServer {
  public:
    explicit SessionServer(const ModelOptions& options) : models_(options) {}
    /// Until the input ends. An error when the other side's greeting is not understood.
    Status run(std::istream& input);

  private:
    void take_line(const std::string& line);
    void work();
    void answer(int64_t id, const Json& request);
    Result<Json> open(int64_t id, const Json& request);
    Result<Json> generate(int64_t id, const Json& request);
    Result<Json> tokenize(const Json& request);
    Result<Json> export_adapter(int64_t id, const Json& request);
    void cancel(int64_t id, const Json& request);
    /// Sends {"id","type",…body}.
    void send(int64_t id, const char* type, Json body);
    bool is_cancelled(int64_t id);
    /// For phases of long work; false once the request was cancelled.
    bool progress(int64_t id, const std::string& phase, int64_t done, int64_t total);
    Result<SessionModels::Loaded> load(int64_t id, const Json& request);

    Output out_{true};
    SessionModels models_;
    std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    std::deque<std::pair<int64_t, Json>> queue_;
    std::set<int64_t> pending_, cancelled_;  ///< waiting or being worked on; asked to stop
    bool ended_ = false;
};

}  // namespace lora::worker
