// SPDX-License-Identifier: Apache-2.0
// What training will need in memory, before it starts.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/plan/adapter_plan.h"

namespace lora {

/// What of a layer's activations a pass with gradients makes again in its backward pass instead of keeping
/// them (arXiv:1604.06174, arXiv:2205.05198). Gradients are the same.
enum class Recompute {
    off,  ///< nothing
    /// The feed-forward part: more than half of what a layer keeps, for the products of gate and up.
    /// Attention's results stay: they are smaller, and cost what grows with the length besides.
    selective,
    full,  ///< all but the layer's input
};
inline constexpr const char* recompute_names[] = {"off", "selective", "full"};
constexpr const char* recompute_name(Recompute mode) {
    return recompute_names[static_cast<size_t>(mode)];
}

struct MemoryPlan {
    uint64_t weights_bytes = 0;      ///< the base as it is held
    uint64_t activations_bytes = 0;  ///< kept for the backward pass, and the largest temporary
    uint64_t optimiser_bytes = 0;    ///< adapter, its gradient and AdamW's two moments
    uint64_t reserve_bytes = 0;      ///< program, LibTorch, allocator slack
    uint64_t total_bytes() const {
        return weights_bytes + activations_bytes + optimiser_bytes + reserve_bytes;
    }
};

/// Where and in what a base computes.
struct Computation {
    bool on_gpu = false;
    int number_bytes = 4;  ///< 4: float32; 2: bfloat16
    /// Of the base's file. Float32 on the processor reads the base as the file stores it, and GPUs keep
    /// quantised matrices so; else it is expanded.
    uint64_t stored_bytes = 0;
};

/// Whether sequences of this length, where a batch has no other, may be attended by a kernel made for them
/// (DeviceOperation::even_attention), which needs a workspace, at most so large.
constexpr bool may_attend_evenly(int64_t length) {
    return length >= 1024 && length % 256 == 0;
}
inline constexpr uint64_t even_attention_most_bytes = uint64_t(2) << 30;

MemoryPlan plan_memory(const ModelGeometry& geometry, const std::vector<AdapterTarget>& targets,
                       int64_t max_seq_length, int64_t per_device_batch_size, const Computation& computation,
                       Recompute recompute);

/// What to recompute, and why in a sentence.
struct RecomputeChoice {
    Recompute mode = Recompute::off;
    MemoryPlan plan;
    std::string reason;
};
/// Word of TrainingSpec::activation_recompute → a mode. "auto": the fastest whose plan fits into
/// `available_bytes`, the least that can be kept where none does.
RecomputeChoice choose_recompute(const std::string& asked, const std::function<MemoryPlan(Recompute)>& plan,
                                 uint64_t available_bytes);

/// The one change that saves most at least cost when the chosen plan exceeds `available_bytes`, as a
/// sentence; empty if it fits. `plan` as for choose_recompute.
std::string cheapest_remedy(const RecomputeChoice& chosen, const std::function<MemoryPlan(Recompute)>& plan,
                            uint64_t available_bytes, int64_t max_seq_length, int64_t per_device_batch_size);

}  // namespace lora
