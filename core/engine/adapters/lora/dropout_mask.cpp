// SPDX-License-Identifier: Apache-2.0
#include "core/engine/adapters/lora/dropout_mask.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>

#include <cmath>
#include <mutex>

namespace lora::engine {
namespace {

/// 32 well-mixed bits for each element (C. Wellons' lowbias32 over the index, offset by the seed).
void drop_elements(const float* in, float* out, int64_t first, int64_t end, uint32_t seed_low, uint32_t seed_high,
                   uint32_t threshold, float keep_scale) {
    for (int64_t i = first; i < end; ++i) {
        uint32_t bits = (static_cast<uint32_t>(i) ^ seed_high) + seed_low;
        bits = (bits ^ (bits >> 16)) * 0x7feb352du;
        bits = (bits ^ (bits >> 15)) * 0x846ca68bu;
        bits ^= bits >> 16;
        out[i] = bits >= threshold ? in[i] * keep_scale : 0.0f;
    }
}

}  // namespace

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
    const auto threshold = static_cast<uint32_t>(std::min(p * 0x1.0p32, 0x1.0p32 - 1));
    const auto keep_scale = static_cast<float>(1 / (1 - p));
    const auto seed_low = static_cast<uint32_t>(seed), seed_high = static_cast<uint32_t>(seed >> 32);
    at::parallel_for(0, in.numel(), 1 << 15, [&](int64_t first, int64_t end) {
        drop_elements(from, to, first, end, seed_low, seed_high, threshold, keep_scale);
    });
    return out.to(x.device(), x.scalar_type());
}

}  // namespace lora::engine
