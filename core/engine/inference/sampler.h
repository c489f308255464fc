// SPDX-License-Identifier: Apache-2.0
// One token from a row of logits: greedy, or by temperature, top-k and top-p; on the processor, or where the
// logits lie.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <vector>

#include "core/engine/inference/generate.h"

namespace lora::engine {

struct SampledToken {
    int32_t id = 0;
    double logprob = 0;       ///< natural log, of the untempered distribution
    double base_logprob = 0;  ///< the same by another row, see sample_rows
};

/// `step` numbers the tokens of one text: equal logits, seed and step give the same token. Order of the
/// filters as in transformers: temperature, top-k, then top-p over what is left. Ties fall to the smaller id.
SampledToken sample_token(std::span<const float> logits, const SamplingOptions& options, uint64_t step);

/// A token for each of the first judges.size() rows of `logits` [rows, vocab] float32, on any device;
/// judges[i] is the row that gives base_logprob for row i's token. Where the device samples
/// (DeviceOperation::sample), only tokens come back from it; else each row's is sample_token's.
/// Log-probabilities only where options.logprobs.
std::vector<SampledToken> sample_rows(const at::Tensor& logits, const std::vector<int64_t>& judges,
                                      const SamplingOptions& options, uint64_t step);

/// The former, on the device alone: nothing is copied from or to it. judges [rows] int64; uniforms [rows]
/// float64, each row's random_uniform(seed, step). The result is [rows, 3] float64: id, logprob,
/// base_logprob.
at::Tensor sample_on_device(const at::Tensor& logits, const at::Tensor& judges, const at::Tensor& uniforms,
                            const SamplingOptions& options);

/// Copies what sample_on_device gave.
std::vector<SampledToken> sampled_tokens(const at::Tensor& sampled);

}  // namespace lora::engine
