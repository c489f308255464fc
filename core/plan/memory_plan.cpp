// SPDX-License-Identifier: Apache-2.0
#include "core/plan/memory_plan.h"

#include <algorithm>

namespace lora {
namespace {

constexpr uint64_t program_bytes = uint64_t(350) << 20;  // program, LibTorch's libraries, allocator slack
/// What a way of computing keeps, as numbers.
struct Kept {
    int64_t by_layer;      ///< per token, for the backward pass
    int64_t at_once;       ///< per token, that live at the same moment in one layer
    int64_t loss_numbers;  ///< logits that the loss holds, and copies of them
};

/// Float32 with our own kernels: of each layer the residual stream twice, queries and what attention gives,
/// keys and values, gate and up; everything else is made again.
Kept kept_by_own_kernels(const ModelGeometry& geometry) {
    const int64_t hidden = geometry.hidden_size, intermediate = geometry.intermediate_size;
    const int64_t queries = int64_t(geometry.attention_heads) * geometry.head_dim;
    const int64_t keys = int64_t(geometry.key_value_heads) * geometry.head_dim;
    return {2 * hidden + 2 * queries + 2 * keys + 2 * intermediate + geometry.attention_heads,
            4 * hidden + 4 * queries + 2 * keys + 2 * std::max(intermediate, queries), int64_t(16) << 20};
}

/// Bfloat16 with LibTorch's: attention never crosses examples and forms no whole matrix of weights; dropout's
/// mask is drawn again from its seed.
Kept kept_by_libtorch(const ModelGeometry& geometry) {
    const int64_t hidden = geometry.hidden_size, intermediate = geometry.intermediate_size;
    const int64_t queries = int64_t(geometry.attention_heads) * geometry.head_dim;
    const int64_t norms = 4 * hidden;       // of each norm the input, and the normed row that adapters read
    const int64_t attention = 5 * queries;  // queries; keys and values spread over heads; output, and joined
    const int64_t mlp = 3 * intermediate;   // gate, up, and their product
    // Logits, log-probabilities, their gradient.
    return {norms + attention + mlp, 4 * std::max(intermediate, hidden), (int64_t(8) << 20) * 3};
}

/// Powers of ten, as everywhere a person reads a size.
std::string gigabytes(uint64_t bytes) {
    const uint64_t tenths = (bytes + 50'000'000) / 100'000'000;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GB";
}

}  // namespace

MemoryPlan plan_memory(const ModelGeometry& geometry, const std::vector<AdapterTarget>& targets,
                       int64_t max_seq_length, int64_t per_device_batch_size, int compute_bytes,
                       uint64_t stored_bytes) {
    MemoryPlan plan;
    const int64_t tokens = std::max<int64_t>(max_seq_length, 1) * std::max<int64_t>(per_device_batch_size, 1);
    const bool own = compute_bytes == 4;
    plan.weights_bytes =
        own ? stored_bytes
            : static_cast<uint64_t>(geometry.parameters) * static_cast<uint64_t>(compute_bytes);

    const Kept kept = own ? kept_by_own_kernels(geometry) : kept_by_libtorch(geometry);
    int64_t numbers = geometry.layers * kept.by_layer + 2 * geometry.hidden_size + kept.at_once;
    for (const AdapterTarget& target : targets)
        numbers += target.rank;  // x·A
    const int64_t logits = std::min(kept.loss_numbers, tokens * geometry.vocab_size * (own ? 1 : 3));
    plan.activations_bytes = static_cast<uint64_t>(numbers * tokens) * static_cast<uint64_t>(compute_bytes) +
                             static_cast<uint64_t>(logits) * 4;

    plan.optimiser_bytes = static_cast<uint64_t>(trainable_parameters(targets, geometry)) * 4 * 4;
    plan.reserve_bytes = program_bytes;
    return plan;
}

std::string cheapest_remedy(const MemoryPlan& plan, uint64_t available_bytes, int64_t max_seq_length,
                            int64_t per_device_batch_size) {
    if (plan.total_bytes() <= available_bytes) return {};
    const uint64_t fixed = plan.weights_bytes + plan.optimiser_bytes + plan.reserve_bytes;
    const std::string gap =
        "This needs " + gigabytes(plan.total_bytes()) + " and " + gigabytes(available_bytes) + " are free: ";
    if (fixed >= available_bytes) {
        return gap + "choose a smaller base model, its weights alone need " + gigabytes(plan.weights_bytes);
    }
    const double share = static_cast<double>(available_bytes - fixed) /
                         static_cast<double>(std::max<uint64_t>(plan.activations_bytes, 1));
    const auto batch = static_cast<int64_t>(static_cast<double>(per_device_batch_size) * share);
    if (per_device_batch_size > 1 && batch >= 1) {
        return gap + "lower the batch size to " + std::to_string(batch) +
               " and raise gradient accumulation by as much, which trains the same";
    }
    const auto length =
        static_cast<int64_t>(static_cast<double>(max_seq_length * per_device_batch_size) * share) / 64 * 64;
    if (length >= 64) {
        const std::string and_batch = per_device_batch_size > 1 ? "lower the batch size to 1 and " : "";
        return gap + and_batch + "shorten the longest sequence to " + std::to_string(length) + " tokens";
    }
    return gap + "close other programs, or choose a smaller base model";
}

}  // namespace lora
