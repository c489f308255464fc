// SPDX-License-Identifier: Apache-2.0
// Frozen linear modules with what adapters add to them.
#pragma once

#include <ATen/core/Tensor.h>

#include <span>
#include <vector>

#include "core/engine/adapters/adapter_run.h"
#include "core/engine/adapters/lora/rounded_factors.h"
#include "core/engine/models/device_matrix.h"

namespace lora::engine {

/// Products y_i [rows, outputs_i] of modules that read the same x [rows, inputs]: x·Wᵢᵀ + biasᵢ + Σ weight ·
/// scaling · (dropout(x)·Aᵀ)·Bᵀ over each run's adapters of (layer, names[i]). ΔW is never formed; gradients
/// reach x, A and B. One step of autograd for all of them: x is kept once, and on the way back the products
/// add to x's gradient themselves. `room` as for linear(); `rounded`: of the runs, or of none.
std::vector<at::Tensor> adapted_linears(const at::Tensor& x, std::span<const FrozenLinear> linears, int layer,
                                        std::span<const char* const> names,
                                        const std::vector<AdapterRun>& runs, bool training,
                                        const at::Tensor& room, const RoundedFactors& rounded = {});

}  // namespace lora::engine
