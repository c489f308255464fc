// SPDX-License-Identifier: Apache-2.0
#include "core/contract/run_folder.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/contract/event_tail.h"

namespace lora {
namespace fs = std::filesystem;

fs::path RunFolder::checkpoint(int64_t step) const {
    char name[32];
    std::snprintf(name, sizeof name, "step-%06lld", static_cast<long long>(step));
    return checkpoints() / name;
}

Result<RunFolder> RunFolder::create(const fs::path& path, const RunSpec& spec) {
    const RunFolder run{path};
    std::error_code code;
    if (fs::exists(run.spec(), code) || fs::exists(run.events(), code)) {
        return bad_input("This folder already holds a run", path.string(),
                         "Choose another folder, or resume the run");
    }
    const bool made = !fs::exists(path, code);
    if (auto status = make_folders(path); !status) return status.error();
    if (auto status = write_file_atomic(run.spec(), to_pretty_text(to_json(spec))); !status) {
        if (made) fs::remove(path, code);
        return status.error();
    }
    return run;
}

Result<RunFolder> RunFolder::open(const fs::path& path) {
    const RunFolder run{path};
    std::error_code code;
    if (!fs::is_directory(path, code))
        return bad_input("There is no such run folder", path.string(), "Check the path");
    if (!fs::is_regular_file(run.spec(), code)) {
        return bad_input("This folder holds no run: spec.json is missing", path.string(),
                         "Choose the folder of a run");
    }
    return run;
}

Json to_json(const WorkerInfo& info) {
    return {{"format", info.format},
            {"pid", info.process_id},
            {"process_start_ticks", info.process_start_ticks},
            {"host", info.host},
            {"device", info.device},
            {"started", info.started},
            {"versions", info.versions}};
}

Result<WorkerInfo> read_worker_info(const fs::path& path) {
    auto json = read_json_file(path);
    if (!json) return json.error();
    FieldReader fields(*json, path.string());
    WorkerInfo info;
    fields.require("format");
    fields.require("pid");
    fields.integer("format", info.format, 1, 1);
    fields.integer("pid", info.process_id, 0, std::numeric_limits<int64_t>::max());
    fields.integer("process_start_ticks", info.process_start_ticks, uint64_t{0},
                   std::numeric_limits<uint64_t>::max());
    fields.text("host", info.host);
    fields.text("device", info.device);
    fields.text("started", info.started);
    if (const Json* versions = fields.object("versions")) info.versions = *versions;
    if (!fields.ok()) return fields.status().error();
    return info;
}

std::string to_text(RunState state) {
    switch (state) {
        case RunState::not_started:
            return "not_started";
        case RunState::running:
            return "running";
        case RunState::paused:
            return "paused";
        case RunState::interrupted:
            return "interrupted";
        case RunState::finished:
            return "finished";
        case RunState::stopped:
            return "stopped";
        case RunState::failed:
            return "failed";
    }
    return "unknown";
}

Result<RunState> run_state(const RunFolder& run) {
    // Asked before the events are read: a worker writes its end first and frees the lock after.
    const bool held = FileLock::is_held(run.lock());
    // What the user asked and how it was answered goes on while a run is paused; all else means that it
    // moves.
    const auto is_about_moving = [](const Event& event) {
        static constexpr std::array<std::string_view, 5> asides{"control", "checkpoint", "checkpoint_failed",
                                                                "sample", "warning"};
        return std::find(asides.begin(), asides.end(), event.type) == asides.end();
    };
    bool moving_known = false;
    auto tail = read_event_tail(run.events(),
                                [&](const Event& event) { return moving_known = is_about_moving(event); });
    if (!tail) return tail.error();
    if (tail->newest_first.empty()) return held ? RunState::running : RunState::not_started;
    const Event& newest = tail->newest_first.front();
    const Event& deciding = moving_known ? tail->newest_first.back() : newest;
    if (deciding.type == "run_finished") return RunState::finished;
    if (deciding.type == "run_stopped") return RunState::stopped;
    if (deciding.type == "run_failed") return RunState::failed;
    if (!held) return RunState::interrupted;
    return deciding.type == "paused" ? RunState::paused : RunState::running;
}

}  // namespace lora
