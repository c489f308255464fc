// SPDX-License-Identifier: Apache-2.0
#include "core/engine/adapters/dropout_mask.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>

#include <mutex>
#include <utility>

#include "core/engine/models/device_kernels.h"
#include "kernels/include/row_ops.h"

namespace lora::engine {
namespace {

thread_local DropoutSeeds* seeds_in_use = nullptr;

uint64_t seed_of_generator() {
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const std::lock_guard guard(generator.mutex());
    return generator.get<at::CPUGeneratorImpl>()->random64();
}

std::vector<DropoutSeed> seeds_at(const at::Tensor& places) {
    std::vector<DropoutSeed> seeds;
    for (int64_t draw = 0; draw < places.size(0); ++draw)
        seeds.push_back({0, places.narrow(0, draw, 1)});
    return seeds;
}

}  // namespace

DropoutSeeds::DropoutSeeds(std::vector<DropoutSeed>& seeds, bool again)
    : seeds_(seeds), again_(again), outer_(std::exchange(seeds_in_use, this)) {}

DropoutSeeds::DropoutSeeds(const at::Tensor& places)
    : own_(seeds_at(places)), seeds_(own_), again_(true), outer_(std::exchange(seeds_in_use, this)) {}

DropoutSeeds::~DropoutSeeds() {
    seeds_in_use = outer_;
}

DropoutSeed draw_dropout_seed() {
    DropoutSeeds* list = seeds_in_use;
    if (!list) return {seed_of_generator(), {}};
    if (!list->again_) return list->seeds_.emplace_back(DropoutSeed{seed_of_generator(), {}});
    TORCH_CHECK(list->next_ < list->seeds_.size(), "a pass draws more dropout masks than there are seeds");
    return list->seeds_[list->next_++];
}

at::Tensor seeded_dropout(const at::Tensor& x, double p, const DropoutSeed& seed) {
    if (const auto* own = device_kernels(DeviceOperation::dropout, x)) {
        const at::Tensor in = x.contiguous();
        at::Tensor out = at::empty_like(in);
        const auto* place = seed.place.defined() ? seed.place.const_data_ptr<int64_t>() : nullptr;
        check_launch(own->dropout(device_type_of(in), in.const_data_ptr(), in.numel(),
                                  reinterpret_cast<const uint64_t*>(place), seed.value, p,
                                  out.mutable_data_ptr(), device_stream_of(in)));
        return out;
    }
    const uint64_t bits =
        seed.place.defined() ? static_cast<uint64_t>(seed.place.item<int64_t>()) : seed.value;
    const at::Tensor in = x.to(at::kCPU, at::kFloat).contiguous();
    at::Tensor out = at::empty_like(in);
    const float* from = in.const_data_ptr<float>();
    float* to = out.mutable_data_ptr<float>();
    at::parallel_for(0, in.numel(), 1 << 15, [&](int64_t first, int64_t end) {
        kernels::dropout_row(from + first, end - first, first, bits, p, false, to + first);
    });
    return out.to(x.device(), x.scalar_type());
}

}  // namespace lora::engine
