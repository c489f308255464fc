// SPDX-License-Identifier: Apache-2.0
// From a spec to all that the loop works on, with every refusal made before the weights are loaded.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/data/prepare.h"
#include "core/engine/adapters/adapter.h"
#include "core/engine/models/model.h"
#include "core/engine/training/batches.h"
#include "core/engine/training/checkpoint.h"
#include "core/engine/training/reporter.h"
#include "core/engine/training/train.h"
#include "core/plan/memory_plan.h"

namespace lora::engine {

/// Intervals in steps, none of them 0.
struct Intervals {
    int64_t evaluate = 1, save = 1, sample = 1;
};
/// Where the spec leaves them open: about ten evaluations a run, and a checkpoint and samples at each.
Intervals resolve_intervals(const TrainingSpec& spec, int64_t total_steps);

struct TrainingSetup {
    RunSpec spec;
    std::shared_ptr<const BaseModel> base;
    std::string base_fingerprint;
    std::string data_sha256;
    PreparedData data;
    BatchPlan plan;
    int64_t total_steps = 0;
    Intervals intervals;
    std::optional<Tokenizer> tokenizer;
    std::shared_ptr<CausalModel> model;
    std::shared_ptr<Adapter> adapter;
    std::vector<AdapterTarget> targets;
    RecomputeChoice recompute;
    /// Set when the run goes on from a checkpoint.
    std::optional<TrainerState> resumed_state;
    std::filesystem::path resumed_from;
};

/// Refusals name field or file: invalid spec, another base or other data than the spec names, an adapter that does not
/// fit, too little memory (no_resources). With `resume` the newest checkpoint that is whole decides where to go on.
Result<TrainingSetup> set_up(const RunFolder& run, const TrainOptions& options, Reporter& reporter);

/// SHA-256 over the bytes of the files, in order, as Dataset::sha256 has it.
Result<std::string> data_sha256(const std::vector<std::string>& paths);

}  // namespace lora::engine
