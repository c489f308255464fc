// SPDX-License-Identifier: Apache-2.0
#include "kernels/cuda/launch.cuh"
#include "kernels/cuda/operations.cuh"

namespace lora::kernels::cuda {

namespace {

constexpr int warp_size = 32;
constexpr int warps = threads_per_block / warp_size;

/// Sum over the block, in every thread; the same order of additions at every run.
__device__ float block_sum(float value) {
    __shared__ float partial[warps];
    for (int step = warp_size / 2; step > 0; step /= 2)
        value += __shfl_xor_sync(0xffffffffU, value, step);
    if (threadIdx.x % warp_size == 0) partial[threadIdx.x / warp_size] = value;
    __syncthreads();
    float sum = 0;
    for (int warp = 0; warp < warps; ++warp)
        sum += partial[warp];
    return sum;
}

/// A block a row.
__global__ void rms_norm_kernel(const float* x, const float* __restrict__ weight, int64_t columns,
                                float epsilon, float* y) {
    const int64_t row = static_cast<int64_t>(blockIdx.x) * columns;
    float squares = 0;
    for (int64_t c = threadIdx.x; c < columns; c += threads_per_block)
        squares += x[row + c] * x[row + c];
    const float scale = 1.0F / sqrtf(block_sum(squares) / static_cast<float>(columns) + epsilon);
    for (int64_t c = threadIdx.x; c < columns; c += threads_per_block)
        y[row + c] = x[row + c] * scale * weight[c];
}

}  // namespace

CudaStatus rms_norm(const float* x, const float* weight, int64_t rows, int64_t columns, float epsilon,
                    float* y, CudaStream stream) {
    if (rows < 0 || columns <= 0 || rows > INT32_MAX) return failure("rms_norm: impossible shape");
    if (rows == 0) return {};
    rms_norm_kernel<<<static_cast<unsigned>(rows), threads_per_block, 0, stream_of(stream)>>>(
        x, weight, columns, epsilon, y);
    return launched("rms_norm");
}

}  // namespace lora::kernels::cuda
