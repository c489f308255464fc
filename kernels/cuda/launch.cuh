// SPDX-License-Identifier: Apache-2.0
// What every launcher shares: grid sizes, and errors that are read and worded.
#pragma once

#include <cstdint>
#include <cstdio>

#include "kernels/cuda/device.cuh"
#include "kernels/include/cuda_backend.h"

namespace lora::kernels::cuda {

inline constexpr int threads_per_block = 256;

inline CudaStatus failure(const char* what) {
    CudaStatus status;
    status.ok = false;
    std::snprintf(status.reason, sizeof status.reason, "%s", what);
    return status;
}

/// Success, or `doing` with CUDA's own words.
inline CudaStatus checked(cudaError_t error, const char* doing) {
    if (error == cudaSuccess) return {};
    CudaStatus status;
    status.ok = false;
    std::snprintf(status.reason, sizeof status.reason, "%s failed: %s (%s)", doing, cudaGetErrorString(error),
                  cudaGetErrorName(error));
    return status;
}

/// The error of the launch just made. Reading it clears it, so that the next launch does not answer for this
/// one.
inline CudaStatus launched(const char* kernel) {
    return checked(cudaGetLastError(), kernel);
}

/// Blocks that give each of `items` a thread; 0 where a grid cannot hold that many.
inline unsigned grid_for(int64_t items) {
    const int64_t blocks = (items + threads_per_block - 1) / threads_per_block;
    return blocks > INT32_MAX ? 0U : static_cast<unsigned>(blocks);
}

inline cudaStream_t stream_of(CudaStream stream) {
    return static_cast<cudaStream_t>(stream);
}

/// kernel<<<grid, threads, 0, stream>>>(arguments...), in the one place where the emulator's stands beside
/// it.
template <class Kernel, class... Arguments>
void launch(Kernel* kernel, dim3 grid, int threads, CudaStream stream, Arguments... arguments) {
#ifdef __CUDACC__
    kernel<<<grid, static_cast<unsigned>(threads), 0, stream_of(stream)>>>(arguments...);
#else
    static_cast<void>(stream);
    emulator::run_grid(grid, static_cast<unsigned>(threads), [=] { kernel(arguments...); });
#endif
}

}  // namespace lora::kernels::cuda
