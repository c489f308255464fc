// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "kernels/cuda/launch.cuh"
#include "kernels/cuda/operations.cuh"

namespace lora::kernels::cuda {

namespace {

/// A thread a pair.
__global__ void rope_kernel(float* x, int64_t pairs, int heads, int half, const float* __restrict__ cosine,
                            const float* __restrict__ sine, int64_t table_positions,
                            const int32_t* __restrict__ positions) {
    const int64_t i = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
    if (i >= pairs) return;
    const int64_t head = i / half;  // counted over all tokens
    const int d = static_cast<int>(i % half);
    const int64_t position = positions[head / heads];
    float* first = x + head * 2 * half + d;
    float* second = first + half;
    if (position < 0 || position >= table_positions) {
        *first = *second = nanf("");
        return;
    }
    const float c = cosine[position * half + d];
    const float s = sine[position * half + d];
    const float a = *first;
    const float b = *second;
    *first = a * c - b * s;
    *second = b * c + a * s;
}

}  // namespace

CudaStatus rope(float* x, int64_t tokens, int heads, int head_dim, const float* cosine, const float* sine,
                int64_t table_positions, const int32_t* positions, CudaStream stream) {
    if (tokens < 0 || heads <= 0 || head_dim <= 0 || head_dim % 2 != 0)
        return failure("rope: impossible shape");
    if (tokens == 0) return {};
    const int64_t pairs = tokens * heads * (head_dim / 2);
    const unsigned grid = grid_for(pairs);
    if (grid == 0) return failure("rope: too many tokens for one launch");
    rope_kernel<<<grid, threads_per_block, 0, stream_of(stream)>>>(x, pairs, heads, head_dim / 2, cosine,
                                                                   sine, table_positions, positions);
    return launched("rope");
}

}  // namespace lora::kernels::cuda
