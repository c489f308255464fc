// SPDX-License-Identifier: Apache-2.0
// One token from a row of logits: greedy, or by temperature, top-k and top-p.
#pragma once

#include <cstdint>
#include <span>

#include "core/engine/inference/generate.h"

namespace lora::engine {

struct SampledToken {
    int32_t id = 0;
    double logprob = 0;  ///< natural log, of the untempered distribution
};

/// `step` numbers the tokens of one text: equal logits, seed and step give the same token. Order of the
/// filters as in transformers: temperature, top-k, then top-p over what is left. Ties fall to the smaller id.
SampledToken sample_token(std::span<const float> logits, const SamplingOptions& options, uint64_t step);

/// Natural log of the probability that the distribution `logits` gives to `id`.
double log_probability(std::span<const float> logits, int32_t id);

}  // namespace lora::engine
