// SPDX-License-Identifier: Apache-2.0
#include "core/contract/control.h"

#include <algorithm>

#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/log.h"

namespace lora {
namespace {

constexpr int control_format = 1;

struct KindName {
    ControlKind kind;
    const char* name;
};
constexpr KindName kind_names[] = {{ControlKind::pause, "pause"},
                                   {ControlKind::resume, "resume"},
                                   {ControlKind::stop, "stop"},
                                   {ControlKind::checkpoint, "checkpoint"},
                                   {ControlKind::sample, "sample"}};

Result<Control> control_from_json(const Json& json, const std::string& where) {
    FieldReader fields(json, where);
    int format = 0;
    Control control;
    std::string type;
    for (const char* key : {"v", "seq", "time", "type"})
        fields.require(key);
    fields.integer("v", format, 1, control_format);
    fields.integer("seq", control.seq, uint64_t{1}, std::numeric_limits<uint64_t>::max());
    fields.text("time", control.time);
    fields.text("type", type);
    fields.text("prompt", control.prompt);
    if (!fields.ok()) return fields.status().error();
    auto kind = control_kind_from_text(type);
    if (!kind) return kind.error();
    control.kind = *kind;
    return control;
}

}  // namespace

std::string to_text(ControlKind kind) {
    for (const auto& entry : kind_names) {
        if (entry.kind == kind) return entry.name;
    }
    return "unknown";
}

Result<ControlKind> control_kind_from_text(const std::string& text) {
    for (const auto& entry : kind_names) {
        if (text == entry.name) return entry.kind;
    }
    return bad_input("\"" + text + "\" is not a request that a run understands", "type",
                     "Use pause, resume, stop, checkpoint or sample");
}

Result<uint64_t> append_control(const std::filesystem::path& control_file, ControlKind kind,
                                const std::string& prompt) {
    auto lock = FileLock::lock(control_file);
    if (!lock) return lock.error();
    auto bytes = read_file(control_file);
    if (!bytes) return bytes.error();
    uint64_t last = 0;
    for (size_t at = 0; at < bytes->size();) {
        const size_t feed = std::min(bytes->find('\n', at), bytes->size());
        const auto line = parse_json(std::string_view(*bytes).substr(at, feed - at), control_file.string());
        if (line && line->is_object() && line->contains("seq") && line->at("seq").is_number_unsigned()) {
            last = std::max(last, line->at("seq").get<uint64_t>());
        }
        at = feed + 1;
    }
    Json json = {{"v", control_format}, {"seq", last + 1}, {"time", now_iso8601()}, {"type", to_text(kind)}};
    if (!prompt.empty()) json["prompt"] = prompt;
    // A writer that died within its line must not spoil ours.
    const bool torn = !bytes->empty() && bytes->back() != '\n';
    const Status status = append_to_file(control_file, (torn ? "\n" : "") + to_text(json) + "\n", false);
    if (!status) return status.error();
    return last + 1;
}

Result<std::vector<Control>> ControlReader::read_new() {
    auto batch = follower_.read_new();
    if (!batch) return batch.error();
    std::vector<Control> controls;
    for (const auto& json : batch->lines) {
        auto control = control_from_json(json, follower_.path().string());
        if (!control) {
            log_warning("A request was passed over: " + control.error().text());
            continue;
        }
        if (control->seq <= acknowledged_seq_) continue;
        acknowledged_seq_ = control->seq;
        controls.push_back(std::move(*control));
    }
    return controls;
}

}  // namespace lora
