// SPDX-License-Identifier: Apache-2.0
// Loss of a model with an adapter: of a training step with its gradient, and over held-out examples without.
#pragma once

#include <functional>

#include "core/engine/training/batches.h"
#include "core/engine/training/repeated_pass.h"

namespace lora::engine {

struct StepLoss {
    double loss = 0;  ///< mean over the supervised tokens of all passes
    int64_t tokens = 0;
    int64_t supervised_tokens = 0;
};

/// Forward and backward over all passes of one optimiser step. Each token weighs the same, however the step is cut
/// into passes: sums of losses are divided by the step's supervised tokens. Stops after the first pass whose loss is
/// not finite. `repeated`, where it is not null, computes those passes that it takes.
StepLoss forward_backward(CausalModel& model, const AdapterMix& mix, const std::vector<Pass>& passes,
                          RepeatedPass* repeated = nullptr);

struct EvaluationResult {
    double loss = 0;
    double perplexity = 0;
    int64_t tokens = 0;  ///< supervised
    int64_t examples = 0;
};

/// Mean loss over the supervised tokens of `examples`, dropout off. `progress` gets passes done and in all.
EvaluationResult evaluate(CausalModel& model, const AdapterMix& mix, const std::vector<TokenizedExample>& examples,
                          const BatchPlan& plan, const std::function<void(int64_t, int64_t)>& progress = {});

}  // namespace lora::engine
