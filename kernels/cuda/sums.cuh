// SPDX-License-Identifier: Apache-2.0
// Sums and maxima over a warp or a block, in an order that is the same at every run. Blocks are whole warps.
#pragma once

#include "kernels/cuda/device.cuh"

namespace lora::kernels::cuda {

inline constexpr int warp_size = 32;
inline constexpr unsigned whole_warp = 0xffffffffU;

struct Sum {
    static __device__ float join(float a, float b) { return a + b; }
};
struct Maximum {
    static __device__ float join(float a, float b) { return fmaxf(a, b); }
};

/// In every lane.
template <class Join = Sum>
__device__ float warp_joined(float value) {
#pragma unroll
    for (int step = warp_size / 2; step > 0; step /= 2)
        value = Join::join(value, __shfl_xor_sync(whole_warp, value, step));
    return value;
}

/// In every thread; every thread of the block calls it.
template <class Join = Sum>
__device__ float block_joined(float value) {
    __shared__ float partial[warp_size];
    value = warp_joined<Join>(value);
    __syncthreads();  // a call before this one may still be reading
    if (threadIdx.x % warp_size == 0) partial[threadIdx.x / warp_size] = value;
    __syncthreads();
    float joined = partial[0];
    for (unsigned warp = 1; warp < blockDim.x / warp_size; ++warp)
        joined = Join::join(joined, partial[warp]);
    return joined;
}

}  // namespace lora::kernels::cuda
