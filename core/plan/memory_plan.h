// SPDX-License-Identifier: Apache-2.0
// What training will need in memory, before it starts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/plan/adapter_plan.h"

namespace lora {

struct MemoryPlan {
    uint64_t weights_bytes = 0;      ///< the base as it is held
    uint64_t activations_bytes = 0;  ///< kept for the backward pass, and the largest temporary
    uint64_t optimiser_bytes = 0;    ///< adapter, its gradient and AdamW's two moments
    uint64_t reserve_bytes = 0;      ///< program, LibTorch, allocator slack
    uint64_t total_bytes() const {
        return weights_bytes + activations_bytes + optimiser_bytes + reserve_bytes;
    }
};

/// On the processor. `compute_bytes` per number: 4 for float32, which reads the base as its file stores it, in
/// `stored_bytes`; 2 for bfloat16, to which the base is expanded.
MemoryPlan plan_memory(const ModelGeometry& geometry, const std::vector<AdapterTarget>& targets,
                       int64_t max_seq_length, int64_t per_device_batch_size, int compute_bytes,
                       uint64_t stored_bytes);

/// The one change that saves most at least cost when the plan exceeds `available_bytes`, as a sentence; empty
/// if it fits.
std::string cheapest_remedy(const MemoryPlan& plan, uint64_t available_bytes, int64_t max_seq_length,
                            int64_t per_device_batch_size);

}  // namespace lora
