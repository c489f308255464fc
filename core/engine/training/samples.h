// SPDX-License-Identifier: Apache-2.0
// Answers of the adapter as it is, in the middle of its training.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/engine/inference/generate.h"

namespace lora::engine {

/// Renders the prompt as a user's turn (as it is where the model has no chat template) and answers it greedily, so
/// that samples of different steps can be compared. Leaves the random state of training as it was.
Result<Generation> sample_answer(CausalModel& model, const Tokenizer& tokenizer, const AdapterMix& mix,
                                 const std::string& prompt, int max_new_tokens);

}  // namespace lora::engine
