// SPDX-License-Identifier: Apache-2.0
// Loss and perplexity of examples under a model with adapters, over the tokens that carry loss.
#pragma once

#include <functional>
#include <vector>

#include "core/base/result.h"
#include "core/data/prepare.h"
#include "core/engine/models/model.h"

namespace lora::engine {

struct ExampleScore {
    double loss_sum = 0;
    int64_t tokens = 0;  ///< labels: masked tokens behind the first
    double loss() const { return tokens > 0 ? loss_sum / static_cast<double>(tokens) : 0; }
};

/// exp(loss), the measure people know.
double perplexity(double loss);

/// One score an example, in order. `progress` gets examples done and in all; false cancels (interrupted).
Result<std::vector<ExampleScore>> score_examples(CausalModel& model, const AdapterMix& mix,
                                                 const std::vector<TokenizedExample>& examples,
                                                 const std::function<bool(int64_t, int64_t)>& progress = {});

/// Logits [sequence, vocab_size] in float32 of one sequence. Ids outside the vocabulary and sequences longer
/// than the context are bad_input.
Result<at::Tensor> sequence_logits(CausalModel& model, const AdapterMix& mix,
                                   const std::vector<int32_t>& ids);

}  // namespace lora::engine
