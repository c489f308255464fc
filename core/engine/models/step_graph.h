// SPDX-License-Identifier: Apache-2.0
// A step that is repeated over the same tensors many times, recorded once and replayed: on a GPU a CUDA
// graph, which spares the processor the hundreds of launches that a step of decoding is made of.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lora::engine {

/// What a device was asked to do in one step.
class StepGraph {
  public:
    virtual ~StepGraph() = default;
    /// Queues it anew, over the tensors that were there when it was recorded. Throws c10::Error.
    virtual void replay() = 0;
};

/// A device that can record. Both throw c10::Error with the reason where it fails, and what `step` throws.
class StepRecorder {
  public:
    virtual ~StepRecorder() = default;
    /// Runs `step` where it would be recorded, behind all that was queued, so that what a first run sets up
    /// there is not part of the graph.
    virtual void run(const std::function<void()>& step) = 0;
    /// Records what `step` asks of the device, which does nothing meanwhile: values must not be waited for.
    virtual std::unique_ptr<StepGraph> record(const std::function<void()>& step) = 0;
};

/// CUDA's, whose library (lib/liblora_cuda_graphs.so) is opened by the first use. Only where cuda_state() is
/// usable.
StepRecorder& cuda_step_recorder();

/// A step that records itself where its device does (DeviceOperation::step_graph): it runs as it is a few
/// times, is recorded, and its first replay is compared with the step itself, on other values than those it
/// was recorded with. Where they differ, or something throws, every step of the process goes on as it is, and
/// the reason is told.
class RepeatedStep {
  public:
    /// `step` may read and change tensors only in place. `state`: those that it changes and reads; `results`:
    /// those that it writes; `sums`: those that it adds to, whose differences count by their largest number.
    RepeatedStep(std::function<void()> step, std::vector<at::Tensor> state, std::vector<at::Tensor> results,
                 std::vector<at::Tensor> sums = {});
    void run();
    /// Runs until it replays: some as they are, since the first ones load kernels and choose among them, a
    /// recording, and a comparison.
    static constexpr int runs_before_replay = 4;
    /// Whether run() replays from now on.
    bool replays() const { return trusted_; }

  private:
    void record(StepRecorder& recorder);
    void compare(StepRecorder& recorder);

    std::function<void()> step_;
    std::vector<at::Tensor> state_, results_, sums_;
    std::unique_ptr<StepGraph> graph_;
    int runs_ = 0;
    bool trusted_ = false;
};

}  // namespace lora::engine
