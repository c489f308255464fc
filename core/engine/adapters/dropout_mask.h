// SPDX-License-Identifier: Apache-2.0
// Dropout whose mask is a function of a seed, so that the backward pass makes it again instead of keeping it.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace lora::engine {

/// What a mask is made of.
struct DropoutSeed {
    uint64_t value = 0;
    /// Where it is defined, [1] int64 whose bits count instead: read when a mask is made, so that a recorded
    /// pass has other masks each time.
    at::Tensor place;
};

/// A seed from LibTorch's default CPU generator, whose state a training checkpoint holds; or the next of a
/// list, where this thread draws from one.
DropoutSeed draw_dropout_seed();

/// While it lives, seeds that this thread draws are written down in `seeds`; or, with `again`, are read from
/// there in the same order, and the generator is left alone. Throws c10::Error where more are drawn again
/// than before.
class DropoutSeeds {
  public:
    DropoutSeeds(std::vector<DropoutSeed>& seeds, bool again);
    /// Seeds are the elements of `places` [draws] int64, in this order.
    explicit DropoutSeeds(const at::Tensor& places);
    ~DropoutSeeds();
    DropoutSeeds(const DropoutSeeds&) = delete;
    DropoutSeeds& operator=(const DropoutSeeds&) = delete;

  private:
    friend DropoutSeed draw_dropout_seed();
    std::vector<DropoutSeed> own_;
    std::vector<DropoutSeed>& seeds_;
    bool again_;
    size_t next_ = 0;
    DropoutSeeds* outer_;
};

/// x with each element zeroed with probability p, the others divided by 1 - p. The same seed, shape and p
/// give the same mask on every device and thread count.
at::Tensor seeded_dropout(const at::Tensor& x, double p, const DropoutSeed& seed);

}  // namespace lora::engine
