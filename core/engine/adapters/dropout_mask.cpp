// SPDX-License-Identifier: Apache-2.0
#include "core/engine/adapters/dropout_mask.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>

#include <mutex>

#include "kernels/include/row_ops.h"

namespace lora::engine {

uint64_t draw_dropout_seed() {
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const std::lock_guard guard(generator.mutex());
    return generator.get<at::CPUGeneratorImpl>()->random64();
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
