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

/// Of the current device, its compute capability's first number; 0 where it does not say.
inline int compute_major() {
    int device = 0, major = 0;
    const bool told =
        cudaGetDevice(&device) == cudaSuccess &&
        cudaDeviceGetAttribute(&major, cudaDevAttrComputeCapabilityMajor, device) == cudaSuccess;
    return told ? major : 0;
}

/// launch, for a kernel that calls await_earlier in every thread before it reads what earlier launches write,
/// and before it writes: it begins while they still run, where the device can. Steps of decoding are chains
/// of kernels so short that beginning one takes as long as computing it.
template <class Kernel, class... Arguments>
void launch_early(Kernel* kernel, dim3 grid, int threads, CudaStream stream, Arguments... arguments) {
#ifdef __CUDACC__
    cudaLaunchAttribute attribute{};
    attribute.id = cudaLaunchAttributeProgrammaticStreamSerialization;
    attribute.val.programmaticStreamSerializationAllowed = 1;
    cudaLaunchConfig_t config{};
    config.gridDim = grid;
    config.blockDim = dim3(static_cast<unsigned>(threads));
    config.stream = stream_of(stream);
    config.attrs = &attribute;
    config.numAttrs = compute_major() >= 9 ? 1 : 0;  // else await_earlier has nothing to wait for
    // What goes wrong is read by launched().
    static_cast<void>(cudaLaunchKernelEx(&config, kernel, arguments...));
#else
    launch(kernel, grid, threads, stream, arguments...);
#endif
}

}  // namespace lora::kernels::cuda
