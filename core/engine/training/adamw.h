// SPDX-License-Identifier: Apache-2.0
// AdamW (arXiv:1711.05101) over one flat buffer, number for number as torch.optim.AdamW steps.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace lora::engine {

struct AdamWOptions {
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weight_decay = 0;
};

/// Moves tensors into one buffer, so that clipping and stepping are a handful of operations whatever the number of
/// modules. Each tensor keeps its identity and becomes a view; each begins on a 64-byte boundary, the gaps stay zero.
class FlatParameters {
  public:
    /// The tensors must be float32 leaves on one device. They get a gradient that is a view as well, zeroed.
    explicit FlatParameters(const std::vector<at::Tensor>& parameters);
    at::Tensor& values() { return values_; }
    at::Tensor& gradient() { return gradient_; }
    void zero_gradient();

  private:
    at::Tensor values_, gradient_;  ///< [elements with gaps] float32
};

/// torch.nn.utils.clip_grad_norm_: scales by max_norm / (norm + 1e-6) where that is below 1; a max_norm of 0 leaves the
/// gradient as it is. Returns the norm before.
double clip_gradient(at::Tensor& gradient, double max_norm);

class AdamW {
  public:
    AdamW(const at::Tensor& values, AdamWOptions options);
    /// One step. `gradient` is not changed.
    void step(at::Tensor& values, const at::Tensor& gradient, double learning_rate);

    /// What a checkpoint keeps: both moments, as long as the values, and the number of steps made.
    const at::Tensor& first_moment() const { return first_moment_; }
    const at::Tensor& second_moment() const { return second_moment_; }
    int64_t steps() const { return steps_; }
    void restore(const at::Tensor& first_moment, const at::Tensor& second_moment, int64_t steps);

  private:
    AdamWOptions options_;
    at::Tensor first_moment_, second_moment_;
    int64_t steps_ = 0;
};

}  // namespace lora::engine
