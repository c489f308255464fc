// SPDX-License-Identifier: Apache-2.0
// The emulated GPU, whose memory is the processor's, and a recorder of steps for it.
#pragma once

#include <ATen/DynamicLibrary.h>

#include <QtCore/QByteArray>

#include "core/engine/models/device_kernels.h"

namespace lora::test {

/// Null where it was not built.
inline const kernels::CudaBackend* emulated() {
    const QByteArray path = qgetenv("LORA_CUDA_LIBRARY");
    if (path.isEmpty()) return nullptr;
    static at::DynamicLibrary opened(path.constData(), nullptr, true);
    return reinterpret_cast<kernels::CudaBackendFunction>(opened.sym(kernels::cuda_backend_symbol))();
}

/// Keeps a step and takes it again over the tensors that it names.
class KeptSteps final : public engine::StepRecorder {
  public:
    int recorded = 0, replayed = 0;
    int stale_from = 1 << 30;  ///< recordings from this one on replay nothing
    std::function<void()> behind_replay = [] {};

    void run(const std::function<void()>& step) override { step(); }
    std::unique_ptr<engine::StepGraph> record(const std::function<void()>& step) override {
        return std::make_unique<Kept>(
            *this, ++recorded < stale_from ? step : [] {});
    }

  private:
    struct Kept final : engine::StepGraph {
        Kept(KeptSteps& by, std::function<void()> step) : owner(by), kept(std::move(step)) {}
        void replay() override {
            ++owner.replayed;
            kept();
            owner.behind_replay();
        }
        KeptSteps& owner;
        std::function<void()> kept;
    };
};

}  // namespace lora::test
