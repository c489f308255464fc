// SPDX-License-Identifier: Apache-2.0
// Row-wise pieces of a decoder with gradients that keep no more than they need.
#pragma once

#include <ATen/core/Tensor.h>

namespace lora::engine {

/// x / sqrt(mean(x²) + epsilon) · weight over the last dimension (arXiv:1910.07467); x [rows, width], weight
/// [width] frozen. The mean is taken in float32.
at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double epsilon);

/// x + delta, and rms_norm of it.
struct SumAndNorm {
    at::Tensor sum, normed;
};
SumAndNorm add_rms_norm(const at::Tensor& x, const at::Tensor& delta, const at::Tensor& weight,
                        double epsilon);

/// silu(gate) · up (arXiv:2002.05202). Keeps gate and up alone for the backward pass.
at::Tensor swiglu(const at::Tensor& gate, const at::Tensor& up);

/// Cross entropy in nats of each row of logits [rows, columns] with labels [rows] int64: losses [rows]
/// float32. With `gradient` the logits become softmax - onehot, the gradient of a row's loss.
at::Tensor cross_entropy_rows(const at::Tensor& logits, const at::Tensor& labels, bool gradient);

}  // namespace lora::engine
