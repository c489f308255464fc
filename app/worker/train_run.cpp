// SPDX-License-Identifier: Apache-2.0
#include "app/worker/train_run.h"

#include "app/worker/train_progress.h"
#include "core/base/log.h"
#include "core/engine/training/train.h"

namespace lora::worker {
namespace fs = std::filesystem;
namespace {

/// A worker that the window started has its standard error in log.txt already.
Status open_log(const RunFolder& run) {
    std::error_code code;
    if (fs::equivalent("/proc/self/fd/2", run.log(), code)) return {};
    return add_log_file(run.log());
}

}  // namespace

Status work_on_run(const RunFolder& run, bool resume, Output& out, const std::function<void(const Event&)>& on_event) {
    if (auto status = open_log(run); !status) return status;
    catch_stop_signals();
    int64_t total_steps = 0;
    engine::TrainOptions options;
    options.resume = resume;
    options.program = "lora-worker " LORA_VERSION;
    options.interrupted = stop_requested;
    options.on_event = [&](const Event& event) {
        if (event.type == "run_started") total_steps = event.body.value("total_steps", int64_t{0});
        if (on_event) on_event(event);
        if (out.json()) out.document(parse_json(to_line(event), "event").value());
        const std::string line = terminal_line(event, total_steps);
        if (!line.empty()) out.line(line);
    };
    return engine::train(run, options);
}

Status start_run(const fs::path& folder, const RunSpec& spec, Output& out, const std::function<void(const Event&)>& on_event) {
    if (auto status = validate(spec); !status) return status;
    std::error_code code;
    const bool was_there = fs::exists(folder, code);
    if (was_there && !fs::is_empty(folder, code)) {
        return bad_input("This folder is not empty", folder.string(), "Name a new folder for the run");
    }
    auto run = RunFolder::create(folder, spec);
    if (!run) return run.error();
    bool began = false;
    const Status status = work_on_run(*run, false, out, [&](const Event& event) {
        began = began || event.type == "run_started";
        if (on_event) on_event(event);
    });
    if (!status && !began && status.error().code != ErrorCode::interrupted) {
        for (const auto& entry : fs::directory_iterator(folder, code)) fs::remove_all(entry.path(), code);
        if (!was_there) fs::remove(folder, code);
    }
    return status;
}

}  // namespace lora::worker
