// SPDX-License-Identifier: Apache-2.0
// Row-wise pieces of a decoder with gradients that keep no more than they need.
#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/include/cuda_backend.h"

namespace lora::engine {

/// x / sqrt(mean(x²) + epsilon) · weight over the last dimension (arXiv:1910.07467); x [rows, width], weight
/// [width] frozen. The mean is taken in float32. `narrow`, here and below: what the device's kernel computes
/// along with the result (see LoraSegments::narrowed); null where the operation has no kernel there.
at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double epsilon,
                    const kernels::CudaNarrow* narrow = nullptr);

/// x + delta, and rms_norm of it.
struct SumAndNorm {
    at::Tensor sum, normed;
};
SumAndNorm add_rms_norm(const at::Tensor& x, const at::Tensor& delta, const at::Tensor& weight,
                        double epsilon, const kernels::CudaNarrow* narrow = nullptr);

/// silu(gate) · up (arXiv:2002.05202). Keeps gate and up alone for the backward pass.
at::Tensor swiglu(const at::Tensor& gate, const at::Tensor& up, const kernels::CudaNarrow* narrow = nullptr);

/// Cross entropy in nats of each row of logits [rows, columns] with labels [rows] int64: losses [rows]
/// float32. With `gradient` the logits become softmax - onehot, the gradient of a row's loss.
at::Tensor cross_entropy_rows(const at::Tensor& logits, const at::Tensor& labels, bool gradient);

}  // namespace lora::engine
