// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/train.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

#include <chrono>
#include <numeric>
#include <thread>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/platform/process.h"
#include "core/engine/torch_errors.h"
#include "core/engine/training/loop.h"
#include "kernels/include/expand_blocks.h"

namespace lora::engine {
namespace {

/// Readers ask for a moment's shared lock to learn whether a worker lives: one that is busy is tried again.
Result<std::unique_ptr<FileLock>> take_lock(const RunFolder& run) {
    for (int attempt = 0; attempt < 20; ++attempt) {
        auto lock = FileLock::try_lock(run.lock());
        if (!lock) return lock.error();
        if (*lock) return lock;
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    return bad_input("Another worker is working on this run", run.path.string(),
                     "Wait until it ends, or stop it first");
}

Status write_worker_info(const RunFolder& run, const TrainOptions& options, const std::string& device) {
    WorkerInfo info;
    info.process_id = current_process_id();
    info.process_start_ticks = process_start_ticks(info.process_id);
    info.host = host_name();
    info.device = device;
    info.started = now_iso8601();
    info.versions = {{"program", options.program},
                     {"libtorch", TORCH_VERSION},
                     {"spec_format", run_spec_format},
                     {"event_format", event_format}};
    return write_file_atomic(run.worker(), to_pretty_text(to_json(info)));
}

std::string device_text(const CausalModel& model) {
    if (!model.device().is_cpu()) return model.device().str();
    const int threads = at::get_num_threads();
    return "CPU, " + processor_name() + ", " + std::to_string(threads) +
           (threads == 1 ? " thread" : " threads");
}

Json started_body(const TrainingSetup& setup, bool resumed) {
    int64_t tokens = 0;
    for (const auto& example : setup.data.train) tokens += static_cast<int64_t>(example.ids.size());
    const auto parameters = setup.adapter->parameters();
    const int64_t trainable = std::accumulate(parameters.begin(), parameters.end(), int64_t{0},
                                              [](int64_t sum, const at::Tensor& t) { return sum + t.numel(); });
    return {{"resumed", resumed},
            {"step", setup.resumed_state ? setup.resumed_state->step : 0},
            {"total_steps", setup.total_steps},
            {"device", device_text(*setup.model)},
            {"kernels", kernels::expand_blocks_form()},
            {"dtype", number_name(setup.model->products())},
            {"trainable_parameters", trainable},
            {"examples", setup.data.train.size()},
            {"eval_examples", setup.data.eval.size()},
            {"truncated", setup.data.truncated},
            {"refused", setup.data.refused.size()},
            {"tokens_per_epoch", tokens},
            {"weights_sha256", setup.base_fingerprint},
            {"activation_recompute", recompute_name(setup.recompute.mode)},
            {"activation_recompute_reason", setup.recompute.reason}};
}

/// An ended run is not resumed in silence: what it would do is nothing.
Status check_state(const RunFolder& run, bool resume) {
    auto reader = EventReader(run.events());
    auto batch = reader.read_new();
    if (!batch) return batch.error();
    if (!resume && !batch->events.empty()) {
        return bad_input("This run was already started", run.path.string(), "Resume it, or make a new run");
    }
    if (resume && !batch->events.empty() && batch->events.back().type == "run_finished") {
        return bad_input("This run is finished", run.path.string(),
                         "Make a new run; init_adapter goes on from this one's adapter");
    }
    return {};
}

Status work(const RunFolder& run, const TrainOptions& options, Reporter& reporter, const std::string& began,
            int64_t& step) {
    auto setup = set_up(run, options, reporter);
    if (!setup) return setup.error();
    if (auto status = write_worker_info(run, options, device_text(*setup->model)); !status) return status;
    auto desk = ControlDesk::open(run, reporter, options.resume ? began : std::string());
    if (!desk) return desk.error();
    TrainingLoop loop(run, options, *setup, reporter, *desk);
    if (auto status = loop.begin(); !status) return status;
    if (auto status = reporter.event("run_started", started_body(*setup, options.resume), true); !status) return status;
    const auto status = guard_torch("training", [&] { return loop.run(); });
    step = loop.step();
    return status;
}

/// Says in the events why the run ended, where that can still be said.
void report_failure(const RunFolder& run, Reporter& reporter, const Error& error, int64_t step) {
    if (!reporter.check_folder()) return;
    const auto checkpoints = list_checkpoints(run);
    const Json last_good =
        checkpoints.empty() ? Json(nullptr)
                            : Json(std::filesystem::relative(checkpoints.back().second, run.path).generic_string());
    const auto status = reporter.event("run_failed",
                                       {{"what", error.what},
                                        {"where", error.where},
                                        {"hint", error.hint},
                                        {"exit_code", static_cast<int>(error.code)},
                                        {"step", step},
                                        {"last_good_checkpoint", last_good}},
                                       true);
    if (!status) log_error(status.error().text());
}

}  // namespace

Status train(const RunFolder& run, const TrainOptions& options) {
    const std::string began = now_iso8601();
    auto opened = RunFolder::open(run.path);
    if (!opened) return opened.error();
    auto lock = take_lock(run);
    if (!lock) return lock.error();
    if (auto status = check_state(run, options.resume); !status) return status;
    if (auto status = write_worker_info(run, options, "not chosen yet"); !status) return status;
    auto writer = EventWriter::open(run.events());
    if (!writer) return writer.error();
    Reporter reporter(run, std::move(*writer), options.on_event);
    int64_t step = 0;
    Status status = guard_torch("preparing the run", [&] { return work(run, options, reporter, began, step); });
    // Progress that could not be written cancels what was going on: the reason is the folder then.
    if (!status) {
        if (auto gone = reporter.check_folder(); !gone) status = gone;
    }
    if (!status && status.error().code != ErrorCode::interrupted) report_failure(run, reporter, status.error(), step);
    return status;
}

}  // namespace lora::engine
