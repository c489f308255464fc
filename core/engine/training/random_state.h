// SPDX-License-Identifier: Apache-2.0
// State of the random generators that dropout draws from: kept by checkpoints, and put back after what is not training.
#pragma once

#include <ATen/core/Tensor.h>

namespace lora::engine {

struct RandomState {
    at::Tensor cpu;     ///< [bytes] uint8
    at::Tensor device;  ///< of the model's device where that is not the CPU; else undefined
};
RandomState random_state(at::Device device);
void set_random_state(const RandomState& state, at::Device device);

/// Puts the generators back to where they were: evaluating and sampling must not change what training draws.
class RandomStateGuard {
  public:
    explicit RandomStateGuard(at::Device device) : device_(device), state_(random_state(device)) {}
    ~RandomStateGuard() { set_random_state(state_, device_); }
    RandomStateGuard(const RandomStateGuard&) = delete;
    RandomStateGuard& operator=(const RandomStateGuard&) = delete;

  private:
    at::Device device_;
    RandomState state_;
};

}  // namespace lora::engine
