// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

namespace {

/// The factors of a step, rounded to float32 where LibTorch rounds its scalars.
struct Factors {
    float decay, first_share, second_keep, second_share, inverse_correction, epsilon, step;
};

/// One parameter by LibTorch's own operations: mul, lerp, mul, addcmul, sqrt, div, add, addcdiv. Its compiler
/// fuses a product with the sum that follows inside one operation, and its division by a scalar is a product
/// with the inverse; here both are written out.
__device__ void step_one(const Factors& by, float& parameter, float gradient, float& first, float& second) {
    parameter *= by.decay;
    first = fabsf(by.first_share) < 0.5F ? fmaf(by.first_share, gradient - first, first)
                                         : fmaf(first - gradient, 1.0F - by.first_share, gradient);
    second = fmaf(by.second_share, gradient * gradient, second * by.second_keep);
    const float denominator = sqrtf(second) * by.inverse_correction + by.epsilon;
    parameter = fmaf(by.step, first / denominator, parameter);
}

/// A thread `width` neighbours; the last thread takes what is left one by one.
template <int width>
__global__ void adamw_kernel(float* parameters, const float* __restrict__ gradient, float* first_moment,
                             float* second_moment, int64_t elements, Factors by) {
    const int64_t at = (static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x) * width;
    if (at + width <= elements) {
        float p[width], g[width], first[width], second[width];
        load(parameters + at, p);
        load(gradient + at, g);
        load(first_moment + at, first);
        load(second_moment + at, second);
#pragma unroll
        for (int i = 0; i < width; ++i)
            step_one(by, p[i], g[i], first[i], second[i]);
        store(parameters + at, p);
        store(first_moment + at, first);
        store(second_moment + at, second);
        return;
    }
    for (int64_t i = at; i < elements; ++i)
        step_one(by, parameters[i], gradient[i], first_moment[i], second_moment[i]);
}

}  // namespace

CudaStatus adamw(float* parameters, const float* gradient, float* first_moment, float* second_moment,
                 int64_t elements, const CudaAdamW* step, CudaStream stream) {
    if (elements < 0 || !step) return failure("adamw: impossible shape");
    if (!(step->first_correction > 0) || !(step->second_correction > 0))
        return failure("adamw: a bias correction must be above 0");
    if (elements == 0) return {};
    const Factors by{static_cast<float>(1 - step->learning_rate * step->weight_decay),
                     static_cast<float>(1 - step->beta1),
                     static_cast<float>(step->beta2),
                     static_cast<float>(1 - step->beta2),
                     1.0F / static_cast<float>(step->second_correction),
                     static_cast<float>(step->epsilon),
                     static_cast<float>(-step->learning_rate / step->first_correction)};
    constexpr int width = vector_width<float>;
    const bool vectors = aligned({parameters, gradient, first_moment, second_moment});
    const unsigned grid = grid_for(vectors ? (elements + width - 1) / width : elements);
    if (grid == 0) return failure("adamw: too many elements for one launch");
    const auto kernel = vectors ? adamw_kernel<width> : adamw_kernel<1>;
    launch(kernel, grid, threads_per_block, stream, parameters, gradient, first_moment, second_moment,
           elements, by);
    return launched("adamw");
}

}  // namespace lora::kernels::cuda
