// SPDX-License-Identifier: Apache-2.0
// Which adapters act on which rows of a packed batch.
#pragma once

#include <cstdint>
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

}  // namespace lora::engine
