// SPDX-License-Identifier: Apache-2.0
// Dropout whose mask is a function of a seed, so that the backward pass makes it again instead of keeping it.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lora::engine {

/// A seed from LibTorch's default CPU generator, whose state a training checkpoint holds.
uint64_t draw_dropout_seed();

/// x with each element zeroed with probability p, the others divided by 1 - p. The same seed, shape and p
/// give the same mask on every device and thread count.
at::Tensor seeded_dropout(const at::Tensor& x, double p, uint64_t seed);

}  // namespace lora::engine
