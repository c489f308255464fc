// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/control_desk.h"

#include "core/contract/event_tail.h"

namespace lora::engine {
namespace {

/// Why a request makes no sense now; empty if it does.
std::string refusal(const Control& control, bool paused, const std::string& since) {
    if (control.time < since) return "It was asked when no worker was running";
    if (control.kind == ControlKind::pause && paused) return "The run is paused already";
    if (control.kind == ControlKind::resume && !paused) return "The run is not paused";
    return {};
}

}  // namespace

Result<ControlDesk> ControlDesk::open(const RunFolder& run, Reporter& reporter, std::string since) {
    auto tail = read_event_tail(run.events(), [](const Event& event) { return event.type == "control"; });
    if (!tail) return tail.error();
    uint64_t acknowledged = 0;
    if (!tail->newest_first.empty()) {
        const Event& oldest_read = tail->newest_first.back();
        if (oldest_read.type == "control") {
            FieldReader fields(oldest_read.body, run.events().string());
            fields.integer("control_seq", acknowledged, uint64_t{0}, std::numeric_limits<uint64_t>::max());
            if (!fields.ok()) return fields.status().error();
        }
    }
    return ControlDesk(ControlReader(run.control(), acknowledged), reporter, std::move(since));
}

Result<std::vector<Control>> ControlDesk::poll(bool paused) {
    auto controls = reader_.read_new();
    if (!controls) return controls.error();
    std::vector<Control> accepted;
    for (auto& control : *controls) {
        const std::string why_not = refusal(control, paused, since_);
        const Json answer = {{"control_seq", control.seq},
                             {"accepted", why_not.empty()},
                             {"what", why_not.empty() ? to_text(control.kind) : why_not}};
        if (auto status = reporter_->event("control", answer); !status) return status.error();
        if (!why_not.empty()) continue;
        if (control.kind == ControlKind::pause) paused = true;
        if (control.kind == ControlKind::resume) paused = false;
        accepted.push_back(std::move(control));
    }
    return accepted;
}

}  // namespace lora::engine
