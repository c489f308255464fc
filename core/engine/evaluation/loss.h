// SPDX-License-Identifier: Apache-2.0
// Next-token cross entropy without ever holding a whole logits matrix.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/engine/models/model.h"

namespace lora::engine {

/// Sum of the losses of `labels` under the model's head, in float32, differentiable with respect to `hidden`.
/// hidden [rows, hidden_size]: rows that carry loss only, gathered by the caller; labels [rows] int64. The
/// head runs over chunks of rows; the gradient is made in the forward pass, so no logits are kept. weights
/// [rows] float32 on the hidden states' device: factors of the losses.
at::Tensor cross_entropy_sum(const CausalModel& model, const at::Tensor& hidden, const at::Tensor& labels,
                             const std::optional<at::Tensor>& weights = {});

/// The same per row, without gradient: [rows] float32.
at::Tensor cross_entropy_rows(const CausalModel& model, const at::Tensor& hidden, const at::Tensor& labels);

}  // namespace lora::engine
