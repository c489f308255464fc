// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/random_state.h"

#include <ATen/ATen.h>
#include <ATen/Context.h>

#include <mutex>

namespace lora::engine {
namespace {

at::Tensor read(at::Device device) {
    auto generator = at::globalContext().defaultGenerator(device);
    const std::lock_guard guard(generator.mutex());
    return generator.get_state().clone();
}

void write(at::Device device, const at::Tensor& state) {
    if (!state.defined()) return;
    auto generator = at::globalContext().defaultGenerator(device);
    const std::lock_guard guard(generator.mutex());
    generator.set_state(state);
}

}  // namespace

RandomState random_state(at::Device device) {
    return {read(at::kCPU), device.is_cpu() ? at::Tensor() : read(device)};
}

void set_random_state(const RandomState& state, at::Device device) {
    write(at::kCPU, state.cpu);
    if (!device.is_cpu()) write(device, state.device);
}

}  // namespace lora::engine
