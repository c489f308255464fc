// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/step_graph.h"

#include <cmath>
#include <limits>

#include "core/engine/models/device_kernels.h"

namespace lora::engine {
namespace {

/// A replay makes the same launches; products may still be chosen anew, and bfloat16 keeps eight bits.
constexpr double tolerance = 2e-2;

std::vector<at::Tensor> copies(const std::vector<at::Tensor>& tensors) {
    std::vector<at::Tensor> out;
    for (const at::Tensor& tensor : tensors)
        out.push_back(tensor.clone());
    return out;
}

/// Largest difference of what was added to tensors, each time by the largest number that was.
double largest_share(const std::vector<at::Tensor>& before, const std::vector<at::Tensor>& wanted,
                     const std::vector<at::Tensor>& got) {
    double most = 0;
    for (size_t i = 0; i < wanted.size(); ++i) {
        const double added = (wanted[i] - before[i]).abs().max().item<double>();
        const double apart = (got[i] - wanted[i]).abs().max().item<double>();
        // A largest number that is not one counts as the worst.
        if (std::isnan(apart) || std::isnan(added)) return std::numeric_limits<double>::infinity();
        if (apart > 0) most = std::max(most, apart / added);
    }
    return most;
}

std::vector<at::Tensor> joined(std::vector<at::Tensor> first, const std::vector<at::Tensor>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

void restore(const std::vector<at::Tensor>& tensors, const std::vector<at::Tensor>& values) {
    for (size_t i = 0; i < tensors.size(); ++i)
        tensors[i].copy_(values[i]);
}

}  // namespace

RepeatedStep::RepeatedStep(std::function<void()> step, std::vector<at::Tensor> state,
                           std::vector<at::Tensor> results, std::vector<at::Tensor> sums)
    : step_(std::move(step)),
      state_(std::move(state)),
      results_(std::move(results)),
      sums_(std::move(sums)) {}

void RepeatedStep::run() {
    if (trusted_) return graph_->replay();
    StepRecorder* recorder = step_recorder(results_.front().device());
    if (!recorder) {
        graph_ = nullptr;
        return step_();
    }
    if (graph_) return compare(*recorder);
    if (runs_++ < runs_before_replay - 2) return step_();
    record(*recorder);
}

void RepeatedStep::record(StepRecorder& recorder) {
    recorder.run(step_);
    try {
        graph_ = recorder.record(step_);
    } catch (const std::exception& problem) {
        leave_out(DeviceOperation::step_graph, problem.what());
    }
}

void RepeatedStep::compare(StepRecorder& recorder) {
    const auto before = copies(state_), sums_before = copies(sums_);
    recorder.run(step_);
    const auto after = copies(state_), sums_after = copies(sums_), wanted = copies(results_);
    for (const at::Tensor& result : results_)
        result.fill_(std::numeric_limits<double>::quiet_NaN());  // a replay must write them
    restore(state_, before);
    restore(sums_, sums_before);
    std::string problem;
    try {
        graph_->replay();
        const double apart = std::max(largest_difference(joined(after, wanted), joined(state_, results_)),
                                      largest_share(sums_before, sums_after, sums_));
        trusted_ = apart <= tolerance;
        if (!trusted_) problem = "a replay differs from the step by " + std::to_string(apart);
    } catch (const std::exception& error) {
        problem = error.what();
    }
    if (trusted_) return;
    graph_ = nullptr;
    restore(state_, after);
    restore(sums_, sums_after);
    restore(results_, wanted);
    leave_out(DeviceOperation::step_graph, problem);
}

}  // namespace lora::engine
