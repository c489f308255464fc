// SPDX-License-Identifier: Apache-2.0
// A frozen linear module with the adapters that act on its rows.
#pragma once

#include <ATen/core/Tensor.h>

#include <string_view>
#include <vector>

#include "core/engine/adapters/adapter.h"

namespace lora::engine {

/// Neighbouring rows that share one mix of adapters.
struct AdapterRun {
    int64_t first_row = 0;
    int64_t rows = 0;
    const AdapterMix* mix = nullptr;  ///< null or empty: the base alone
};

/// The runs of a packed batch: `adapters` has one mix a segment, or one for all, or is empty.
std::vector<AdapterRun> adapter_runs(const std::vector<int64_t>& starts,
                                     const std::vector<AdapterMix>& adapters);

/// x [rows, inputs] → x·Wᵀ + bias + Σ weight · scaling · (dropout(x)·Aᵀ)·Bᵀ over each run's adapters of
/// (layer, module). The base's product runs once for all rows; ΔW is never formed; weight and bias get no
/// gradient.
at::Tensor adapted_linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, int layer,
                          std::string_view module, const std::vector<AdapterRun>& runs, bool training);

}  // namespace lora::engine
