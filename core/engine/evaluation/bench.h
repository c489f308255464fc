// SPDX-License-Identifier: Apache-2.0
// How fast this machine trains, reads, writes, compares and opens a model: what `lora-worker bench` prints.
#pragma once

#include <memory>
#include <string>

#include "core/base/json.h"
#include "core/engine/models/model.h"

namespace lora::engine {

struct BenchOptions {
    int64_t seq_length = 512;     ///< tokens of a sequence, or of the prompt
    int64_t batch = 1;            ///< sequences of a training step
    int64_t example_length = 0;   ///< train: examples of about that many tokens, packed; 0: one a sequence
    int64_t max_new_tokens = 64;  ///< decode, compare
    int64_t steps = 5;            ///< measured, behind one that is not
    int64_t variants = 2;         ///< compare: rows of one batch, the first of them the base alone
    int rank = 16;
    double lora_dropout = 0;  ///< train
    std::string activation_recompute = "auto";  ///< train: as TrainingSpec has it
    std::vector<std::string> target_modules;    ///< empty: all
};

/// Each gives "tokens_per_second" (the median of the steps), "peak_memory_bytes", "phases" (seconds of all
/// steps by phase of the engine; of decode's and compare's tokens every other one, whose speed does not count)
/// and what it was measured on. Token ids are drawn from a fixed seed. Train
/// says "activation_recompute" besides, and why, and whether passes were "replayed" from a recording.
Result<Json> bench_train(CausalModel& model, const BenchOptions& options);
Result<Json> bench_prompt(CausalModel& model, const BenchOptions& options);
/// One stream, greedy, behind a prompt; with `adapter`, through an adapter left unmerged.
Result<Json> bench_decode(CausalModel& model, const BenchOptions& options, bool adapter);
/// `variants` rows a step against one: "step_ratio"; and "switch_seconds", a first step with another adapter.
Result<Json> bench_compare(CausalModel& model, const BenchOptions& options);
/// From the path: "describe_seconds" and "first_token_seconds".
Result<Json> bench_load(const std::string& path, const LoadOptions& load);

/// What the processor's own products can do over all threads, measured: operations a second of factors in `type`.
double measure_matrix_limit(at::ScalarType type);
/// Bytes a second that all threads together read from memory.
double measure_memory_limit();

}  // namespace lora::engine
