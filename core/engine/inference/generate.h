// SPDX-License-Identifier: Apache-2.0
// Text from a model: several variants (mixes of adapters) of one prompt in one batch, each sampled with the
// same seed.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/engine/models/model.h"
#include "core/text/tokenizer.h"

namespace lora::engine {

struct SamplingOptions {
    uint64_t seed = 42;
    double temperature = 0.7;  ///< 0: greedy
    double top_p = 0.95;
    int top_k = 0;  ///< 0: off
    int max_new_tokens = 256;
    bool logprobs = false;
    /// With logprobs: also what the base alone gives each token, at the cost of a second row.
    bool base_logprobs = false;
};

struct Variant {
    std::string name;
    AdapterMix mix;
};

struct GeneratedToken {
    int variant = 0;
    int32_t id = 0;
    std::string text;         ///< whole UTF-8 only; may be empty while a character is incomplete
    double logprob = 0;       ///< natural log, of the untempered distribution
    double base_logprob = 0;  ///< the same under the base alone, after the same text
};

struct Generation {
    std::string name, text, finish_reason, weights_sha256;  ///< finish_reason: stop, length, cancelled
    std::vector<int32_t> ids;                               ///< generated only, the end token excluded
    std::vector<double> logprobs;
    double first_seconds = 0, seconds = 0;  ///< from the beginning until the first token, and the last
    /// Of the tokens behind the first, whose time is mostly that of reading the prompt: an answer is not
    /// slower for being shorter. Of a single token that of all.
    double tokens_per_second() const {
        const auto count = static_cast<double>(ids.size());
        const double more = count - (finish_reason == "stop" ? 0 : 1);  // the end token takes a step too
        if (more > 0 && seconds > first_seconds) return more / (seconds - first_seconds);
        return seconds > 0 ? count / seconds : 0;
    }
};

/// Generates for every variant in step, one row each; the base's products are shared. `on_token` sees tokens
/// as they come and returns false to cancel. A prompt that does not fit the context is bad_input.
Result<std::vector<Generation>> generate(CausalModel& model, const Tokenizer& tokenizer,
                                         const std::vector<int32_t>& prompt_ids,
                                         const std::vector<Variant>& variants, const SamplingOptions& options,
                                         const std::function<bool(const GeneratedToken&)>& on_token = {});

}  // namespace lora::engine
