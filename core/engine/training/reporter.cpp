// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/reporter.h"

#include "core/base/clock.h"
#include "core/base/log.h"

namespace lora::engine {

Status Reporter::check_folder() const {
    std::error_code code;
    if (std::filesystem::exists(run_.spec(), code)) return {};
    return bad_input("The run's folder was deleted or moved while the run was working", run_.path.string(),
                     "Nothing was written any more; start the run again");
}

Status Reporter::event(const std::string& type, Json body, bool durable) {
    if (auto status = check_folder(); !status) return status;
    const bool waited = !waiting_.empty();
    waiting_.push_back({type, std::move(body), durable});
    while (!waiting_.empty()) {
        const Waiting& next = waiting_.front();
        const Status status = writer_->append(next.type, next.body, next.durable);
        if (!status) {
            if (auto gone = check_folder(); !gone) return gone;
            if (!waited) log_error("Events wait until they can be written: " + status.error().text());
            return {};
        }
        if (on_event_) on_event_(writer_->last());
        waiting_.pop_front();
    }
    return {};
}

Status Reporter::phase(const std::string& name, int64_t done, int64_t total) {
    constexpr double least_seconds = 0.25;
    const double now = now_seconds();
    if (name == phase_ && now - phase_time_ < least_seconds) return {};
    phase_ = name;
    phase_time_ = now;
    return event("phase", {{"phase", name}, {"done", done}, {"total", total}});
}

Status Reporter::warning(const std::string& what, const std::string& hint, int64_t step) {
    return event("warning", {{"what", what}, {"hint", hint}, {"step", step}});
}

}  // namespace lora::engine
