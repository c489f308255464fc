// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "ui/services/paths.h"
#include "ui/services/run_service.h"

namespace lora::ui {
namespace {

double number(const Json& body, const char* key, double fallback = 0) {
    const auto it = body.find(key);
    return it != body.end() && it->is_number() ? it->get<double>() : fallback;
}

int64_t whole(const Json& body, const char* key, int64_t fallback = 0) {
    const auto it = body.find(key);
    return it != body.end() && it->is_number() ? it->get<int64_t>() : fallback;
}

std::string raw_text(const Json& body, const char* key) {
    const auto it = body.find(key);
    return it != body.end() && it->is_string() ? it->get<std::string>() : std::string();
}

QString text(const Json& body, const char* key) { return QString::fromStdString(raw_text(body, key)); }

bool truth(const Json& body, const char* key) {
    const auto it = body.find(key);
    return it != body.end() && it->is_boolean() && it->get<bool>();
}

/// After a resume the worker repeats steps since its checkpoint: what they said before is replaced.
template <class Row>
void drop_from(std::vector<Row>& rows, int64_t step) {
    while (!rows.empty() && rows.back().step >= step)
        rows.pop_back();
}

/// From the pace of the latest steps: an estimate that follows a machine getting busier.
void estimate_time_left(RunView& view) {
    view.seconds_left = -1;
    if (view.steps.size() < 2 || view.total_steps <= 0) return;
    const size_t last = view.steps.size() - 1, first = last > 12 ? last - 12 : 0;
    const double seconds = view.steps[last].seconds - view.steps[first].seconds;
    const auto steps = static_cast<double>(view.steps[last].step - view.steps[first].step);
    if (steps <= 0 || seconds < 0) return;
    view.seconds_left = seconds / steps * static_cast<double>(std::max<int64_t>(0, view.total_steps - view.step));
}

void apply_started(RunView& view, const Json& body) {
    view.device = text(body, "device");
    view.kernels = text(body, "kernels");
    view.dtype = text(body, "dtype");
    view.total_steps = whole(body, "total_steps", view.total_steps);
    view.failure.reset();
    const int64_t step = whole(body, "step");
    if (truth(body, "resumed")) {
        drop_from(view.steps, step + 1);
        drop_from(view.evaluations, step + 1);
        drop_from(view.samples, step + 1);
        view.step = step;
    }
}

void apply_step(RunView& view, const Json& body) {
    StepPoint point;
    point.step = whole(body, "step");
    point.loss = number(body, "loss", std::nan(""));
    point.learning_rate = number(body, "learning_rate");
    point.grad_norm = number(body, "grad_norm", std::nan(""));
    point.tokens_per_second = number(body, "tokens_per_second");
    point.seconds = number(body, "seconds");
    point.tokens = whole(body, "tokens");
    point.memory_bytes = number(body, "memory_bytes");
    drop_from(view.steps, point.step);
    view.steps.push_back(point);
    view.step = point.step;
    view.phase = QStringLiteral("training");
    view.phase_progress = view.total_steps > 0 ? static_cast<double>(view.step) / static_cast<double>(view.total_steps) : -1;
    estimate_time_left(view);
}

void apply_evaluation(RunView& view, const Json& body) {
    const EvaluationPoint point{whole(body, "step"), number(body, "loss", std::nan("")), truth(body, "best")};
    drop_from(view.evaluations, point.step);
    if (point.best)
        for (EvaluationPoint& other : view.evaluations)
            other.best = false;
    view.evaluations.push_back(point);
    if (point.step == 0) view.eval_loss_before = point.loss;
}

void apply_checkpoint(RunView& view, const Json& body) {
    CheckpointRow row{whole(body, "step"), from_path(to_path(view.path) / raw_text(body, "path")), text(body, "kind"),
                      text(body, "sha256")};
    const auto same = [&](const CheckpointRow& other) { return other.path == row.path; };
    view.checkpoints.erase(std::remove_if(view.checkpoints.begin(), view.checkpoints.end(), same), view.checkpoints.end());
    // Best and last are so until another is: one of each carries the word.
    for (CheckpointRow& other : view.checkpoints)
        if (other.kind == row.kind) other.kind = QStringLiteral("regular");
    view.checkpoints.push_back(std::move(row));
}

void apply_end(RunView& view, const Json& body) {
    view.phase.clear();
    view.phase_progress = -1;
    view.seconds_left = -1;
    view.step = whole(body, "step", view.step);
    if (body.contains("eval_loss_before") && body["eval_loss_before"].is_number())
        view.eval_loss_before = number(body, "eval_loss_before");
    if (const std::string adapter = raw_text(body, "adapter"); !adapter.empty())
        view.adapter_path = from_path(to_path(view.path) / adapter);
    view.adapter_sha256 = text(body, "adapter_sha256");
}

}  // namespace

void apply_event(RunView& view, const Event& event) {
    const Json& body = event.body;
    if (event.type == "run_started") {
        apply_started(view, body);
    } else if (event.type == "phase") {
        view.phase = text(body, "phase");
        const double total = number(body, "total");
        view.phase_progress = total > 0 ? number(body, "done") / total : -1;
    } else if (event.type == "step") {
        apply_step(view, body);
    } else if (event.type == "evaluation") {
        apply_evaluation(view, body);
    } else if (event.type == "sample") {
        view.samples.push_back({whole(body, "step"), text(body, "prompt"), text(body, "text"), text(body, "weights_sha256")});
    } else if (event.type == "checkpoint") {
        apply_checkpoint(view, body);
    } else if (event.type == "checkpoint_failed" || event.type == "warning") {
        view.warnings.push_back({text(body, "what"), text(body, "hint")});
    } else if (event.type == "control") {
        view.last_rejection = truth(body, "accepted") ? QString() : text(body, "what");
    } else if (event.type == "paused" || event.type == "resumed") {
        view.seconds_left = -1;
    } else if (event.type == "run_finished" || event.type == "run_stopped") {
        apply_end(view, body);
    } else if (event.type == "run_failed") {
        apply_end(view, body);
        view.failure = Error{static_cast<ErrorCode>(whole(body, "exit_code", 1)), raw_text(body, "what"),
                             raw_text(body, "where"), raw_text(body, "hint")};
    }
}

}  // namespace lora::ui
