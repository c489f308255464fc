// SPDX-License-Identifier: Apache-2.0
#include "core/engine/adapters/dropout_mask.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>

#include <mutex>
#include <utility>

#include "kernels/include/row_ops.h"

namespace lora::engine {
namespace {

thread_local DropoutSeeds* seeds_in_use = nullptr;

uint64_t seed_of_generator() {
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const std::lock_guard guard(generator.mutex());
    return generator.get<at::CPUGeneratorImpl>()->random64();
}

}  // namespace

DropoutSeeds::DropoutSeeds(std::vector<uint64_t>& seeds, bool again)
    : seeds_(seeds), again_(again), outer_(std::exchange(seeds_in_use, this)) {}

DropoutSeeds::~DropoutSeeds() {
    seeds_in_use = outer_;
}

uint64_t draw_dropout_seed() {
    DropoutSeeds* list = seeds_in_use;
    if (!list) return seed_of_generator();
    if (!list->again_) return list->seeds_.emplace_back(seed_of_generator());
    TORCH_CHECK(list->next_ < list->seeds_.size(), "a pass draws more dropout masks again than before");
    return list->seeds_[list->next_++];
}

at::Tensor seeded_dropout(const at::Tensor& x, double p, uint64_t seed) {
    const at::Tensor in = x.to(at::kCPU, at::kFloat).contiguous();
    at::Tensor out = at::empty_like(in);
    const float* from = in.const_data_ptr<float>();
    float* to = out.mutable_data_ptr<float>();
    at::parallel_for(0, in.numel(), 1 << 15, [&](int64_t first, int64_t end) {
        kernels::dropout_row(from + first, end - first, first, seed, p, false, to + first);
    });
    return out.to(x.device(), x.scalar_type());
}

}  // namespace lora::engine
