// SPDX-License-Identifier: Apache-2.0
// A frozen linear module with the adapters that act on its rows.
#pragma once

#include <ATen/core/Tensor.h>

#include <string_view>
#include <vector>

#include "core/engine/adapters/adapter_run.h"

namespace lora::engine {

/// x [rows, inputs] → x·Wᵀ + bias + Σ weight · scaling · (dropout(x)·Aᵀ)·Bᵀ over each run's adapters of
/// (layer, module). The base's product runs once for all rows; ΔW is never formed; weight and bias get no
/// gradient.
at::Tensor adapted_linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, int layer,
                          std::string_view module, const std::vector<AdapterRun>& runs, bool training);

}  // namespace lora::engine
