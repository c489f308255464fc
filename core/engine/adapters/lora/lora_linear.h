// SPDX-License-Identifier: Apache-2.0
// What adapters add to a frozen linear module's product.
#pragma once

#include <ATen/core/Tensor.h>

#include <string_view>
#include <vector>

#include "core/engine/adapters/adapter_run.h"

namespace lora::engine {

/// y [rows, outputs], a frozen module's product with x [rows, inputs], + Σ weight · scaling ·
/// (dropout(x)·Aᵀ)·Bᵀ over each run's adapters of (layer, module); ΔW is never formed. y must be the caller's
/// own: it is added to in place, but where runs record gradients apart.
at::Tensor add_adapters(at::Tensor y, const at::Tensor& x, int layer, std::string_view module,
                        const std::vector<AdapterRun>& runs, bool training);

}  // namespace lora::engine
