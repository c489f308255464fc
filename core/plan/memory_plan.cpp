// SPDX-License-Identifier: Apache-2.0
#include "core/plan/memory_plan.h"

#include <algorithm>
#include <map>

namespace lora {
namespace {

constexpr uint64_t program_bytes = uint64_t(350) << 20;  // program, LibTorch's libraries, allocator slack
constexpr uint64_t gpu_bytes = uint64_t(1) << 30;  // CUDA's context, workspaces, fragments of the allocator

/// Widths of what flows through a layer.
struct Widths {
    int64_t hidden, intermediate, queries, keys, heads;
    explicit Widths(const ModelGeometry& geometry)
        : hidden(geometry.hidden_size),
          intermediate(geometry.intermediate_size),
          queries(geometry.query_width()),
          keys(geometry.key_width()),
          heads(geometry.attention_heads) {}
};

/// What a way of computing keeps, as numbers.
struct Kept {
    int64_t input;                    ///< of a layer, per token
    int64_t attention, feed_forward;  ///< per layer and token, for the backward pass
    int64_t at_once;                  ///< per token, that live at the same moment in one layer besides
    int64_t loss_bytes;               ///< of logits that the loss holds, and copies of them

    /// Per token. A part that is made again lives in one layer at a time.
    int64_t numbers(int64_t inputs, int64_t layers, Recompute recompute) const {
        const int64_t attentions = recompute == Recompute::full ? 1 : layers;
        const int64_t feed_forwards = recompute == Recompute::off ? layers : 1;
        return inputs * input + attentions * attention + feed_forwards * feed_forward + at_once;
    }
};

/// Float32 with our own kernels: of each layer the residual stream twice, queries and what attention gives,
/// keys and values, gate and up; everything else is made again.
Kept kept_by_own_kernels(const Widths& w) {
    return {w.hidden, w.hidden + 2 * w.queries + 2 * w.keys + w.heads, 2 * w.intermediate,
            6 * w.hidden + 4 * w.queries + 2 * w.keys + 2 * std::max(w.intermediate, w.queries),
            int64_t(64) << 20};
}

/// With LibTorch's operations: attention never crosses examples and forms no whole matrix of weights;
/// dropout's mask is drawn again from its seed.
Kept kept_by_libtorch(const Widths& w, const Computation& computation) {
    // The normed row that adapters read; queries; keys and values spread over heads; output, and joined; the
    // residual stream behind it.
    const int64_t attention = 2 * w.hidden + 5 * w.queries;
    const int64_t feed_forward = w.hidden + 3 * w.intermediate;  // normed row; gate, up, and their product
    // On a GPU logits that become their own gradient; else also log-probabilities, in float32 as that is.
    const int64_t loss_bytes =
        computation.on_gpu ? (int64_t(64) << 20) * computation.number_bytes : (int64_t(8) << 20) * 3 * 4;
    return {w.hidden, attention, feed_forward, 2 * w.hidden + 4 * std::max(w.intermediate, w.hidden),
            loss_bytes};
}

/// Of the adapters' narrow products, per token: all of them, or those of the layer that has most.
int64_t narrow_numbers(const std::vector<AdapterTarget>& targets, Recompute recompute) {
    std::map<int, int64_t> by_layer;
    int64_t all = 0, most = 0;
    for (const AdapterTarget& target : targets) {
        all += target.rank;
        most = std::max(most, by_layer[target.layer] += target.rank);
    }
    return recompute == Recompute::full ? most : all;
}

/// The gradient of even attention: what each block of keys adds to the queries' is summed behind them all.
uint64_t even_attention_bytes(const ModelGeometry& geometry, int64_t length, int64_t sequences) {
    if (!may_attend_evenly(length)) return 0;
    const int64_t block = geometry.head_dim > 64 ? 256 : 128, sums = 1 + (length + block - 1) / block;
    const auto bytes = static_cast<uint64_t>(sequences * length * geometry.attention_heads *
                                             geometry.head_dim * sums * 4);
    return bytes > even_attention_most_bytes ? 0 : bytes;
}

/// Powers of ten, as everywhere a person reads a size.
std::string gigabytes(uint64_t bytes) {
    const uint64_t tenths = (bytes + 50'000'000) / 100'000'000;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GB";
}

}  // namespace

MemoryPlan plan_memory(const ModelGeometry& geometry, const std::vector<AdapterTarget>& targets,
                       int64_t max_seq_length, int64_t per_device_batch_size, const Computation& computation,
                       Recompute recompute) {
    MemoryPlan plan;
    const int64_t tokens = std::max<int64_t>(max_seq_length, 1) * std::max<int64_t>(per_device_batch_size, 1);
    const auto number_bytes = static_cast<uint64_t>(computation.number_bytes);
    const bool own = !computation.on_gpu && computation.number_bytes == 4;
    const uint64_t expanded = static_cast<uint64_t>(geometry.parameters) * number_bytes;
    // A GPU keeps quantised matrices as they are stored, and room to expand the largest.
    const uint64_t largest = static_cast<uint64_t>(geometry.hidden_size) *
                             static_cast<uint64_t>(std::max<int64_t>(geometry.intermediate_size, geometry.vocab_size)) *
                             number_bytes;
    plan.weights_bytes = own                  ? computation.stored_bytes
                         : computation.on_gpu ? std::min(expanded, computation.stored_bytes + largest)
                                              : expanded;
    // Made again in full, a GPU reads the embedding table from the host; of a file's blocks at least its share.
    if (computation.on_gpu && recompute == Recompute::full && !geometry.tied_head) {
        const double share = static_cast<double>(geometry.vocab_size * geometry.hidden_size) /
                             static_cast<double>(geometry.parameters);
        plan.weights_bytes -= static_cast<uint64_t>(
            share * static_cast<double>(std::min(expanded, computation.stored_bytes)));
    }

    const Widths widths(geometry);
    const Kept kept = own ? kept_by_own_kernels(widths) : kept_by_libtorch(widths, computation);
    // Made again in full, layers' inputs wait in the host's memory too, but for the ones that come and go.
    const bool in_host = computation.on_gpu && recompute == Recompute::full;
    const int64_t inputs = in_host ? std::min(geometry.layers, 3) : geometry.layers;
    const int64_t numbers =
        kept.numbers(inputs, geometry.layers, recompute) + narrow_numbers(targets, recompute);
    const int64_t loss_bytes = std::min(kept.loss_bytes, tokens * geometry.vocab_size * (own ? 4 : 12));
    plan.activations_bytes =
        static_cast<uint64_t>(numbers * tokens) * number_bytes + static_cast<uint64_t>(loss_bytes);

    if (computation.on_gpu && number_bytes == 2 && recompute != Recompute::full)
        plan.activations_bytes += even_attention_bytes(geometry, max_seq_length, per_device_batch_size);

    plan.optimiser_bytes = static_cast<uint64_t>(trainable_parameters(targets, geometry)) * 4 * 4;
    plan.reserve_bytes = computation.on_gpu ? gpu_bytes : program_bytes;
    return plan;
}

RecomputeChoice choose_recompute(const std::string& asked, const std::function<MemoryPlan(Recompute)>& plan,
                                 uint64_t available_bytes) {
    constexpr Recompute fastest_first[] = {Recompute::off, Recompute::selective, Recompute::full};
    for (const Recompute mode : fastest_first)
        if (asked == recompute_name(mode)) return {mode, plan(mode), "as asked"};
    RecomputeChoice choice;
    for (const Recompute mode : fastest_first) {
        choice.mode = mode;
        choice.plan = plan(mode);
        if (choice.plan.total_bytes() <= available_bytes) break;
    }
    const std::string free = gigabytes(available_bytes) + " are free";
    choice.reason = "needs " + gigabytes(choice.plan.total_bytes());
    if (choice.mode != Recompute::off)
        choice.reason += ", keeping all would need " + gigabytes(plan(Recompute::off).total_bytes());
    choice.reason += ", and " + free;
    return choice;
}

std::string cheapest_remedy(const RecomputeChoice& chosen, const std::function<MemoryPlan(Recompute)>& modes,
                            uint64_t available_bytes, int64_t max_seq_length, int64_t per_device_batch_size) {
    const MemoryPlan& plan = chosen.plan;
    if (plan.total_bytes() <= available_bytes) return {};
    const RecomputeChoice better = choose_recompute("auto", modes, available_bytes);
    const uint64_t fixed = plan.weights_bytes + plan.optimiser_bytes + plan.reserve_bytes;
    const std::string gap =
        "This needs " + gigabytes(plan.total_bytes()) + " and " + gigabytes(available_bytes) + " are free: ";
    if (fixed >= available_bytes) {
        return gap + "choose a smaller base model, its weights alone need " + gigabytes(plan.weights_bytes);
    }
    if (better.plan.total_bytes() <= available_bytes) {
        return gap + "recompute activations (" + recompute_name(better.mode) +
               "), which trains the same in more time and needs " + gigabytes(better.plan.total_bytes());
    }
    const double share = static_cast<double>(available_bytes - fixed) /
                         static_cast<double>(std::max<uint64_t>(better.plan.activations_bytes, 1));
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
