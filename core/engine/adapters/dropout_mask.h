// SPDX-License-Identifier: Apache-2.0
// Dropout whose mask is a function of a seed, so that the backward pass makes it again instead of keeping it.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace lora::engine {

/// A seed from LibTorch's default CPU generator, whose state a training checkpoint holds; or the next of a
/// list, where this thread repeats what it drew.
uint64_t draw_dropout_seed();

/// While it lives, seeds that this thread draws are written down in `seeds`; or, with `again`, are read from
/// there in the same order, and the generator is left alone. Throws c10::Error where more are drawn again
/// than before.
class DropoutSeeds {
  public:
    DropoutSeeds(std::vector<uint64_t>& seeds, bool again);
    ~DropoutSeeds();
    DropoutSeeds(const DropoutSeeds&) = delete;
    DropoutSeeds& operator=(const DropoutSeeds&) = delete;

  private:
    friend uint64_t draw_dropout_seed();
    std::vector<uint64_t>& seeds_;
    bool again_;
    size_t next_ = 0;
    DropoutSeeds* outer_;
};

/// x with each element zeroed with probability p, the others divided by 1 - p. The same seed, shape and p
/// give the same mask on every device and thread count.
at::Tensor seeded_dropout(const at::Tensor& x, double p, uint64_t seed);

}  // namespace lora::engine
