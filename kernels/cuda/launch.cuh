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

/// A block's threads, and the bytes of shared memory that dynamic_shared gives it beside what it declares.
struct Block {
    int threads;
    int shared_bytes;
    Block(int thread_count, int bytes = 0) : threads(thread_count), shared_bytes(bytes) {}
};

__device__ inline uint4* dynamic_shared() {
#ifdef __CUDACC__
    extern __shared__ uint4 asked_for[];
    return asked_for;
#else
    return static_cast<uint4*>(emulator::dynamic_shared());
#endif
}

/// Lets a kernel have more shared memory than it has unasked. What goes wrong is read by launched().
template <class Kernel>
void allow_shared(Kernel* kernel, const Block& block) {
#ifdef __CUDACC__
    constexpr int unasked = 48 << 10;
    if (block.shared_bytes > unasked)
        static_cast<void>(
            cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, block.shared_bytes));
#else
    static_cast<void>(kernel);
    static_cast<void>(block);
#endif
}

/// kernel<<<grid, block.threads, block.shared_bytes, stream>>>(arguments...), in the one place where the
/// emulator's stands beside it.
template <class Kernel, class... Arguments>
void launch(Kernel* kernel, dim3 grid, Block block, CudaStream stream, Arguments... arguments) {
#ifdef __CUDACC__
    allow_shared(kernel, block);
    kernel<<<grid, static_cast<unsigned>(block.threads), static_cast<size_t>(block.shared_bytes),
             stream_of(stream)>>>(arguments...);
#else
    static_cast<void>(stream);
    emulator::run_grid(
        grid, static_cast<unsigned>(block.threads), [=] { kernel(arguments...); },
        static_cast<size_t>(block.shared_bytes));
#endif
}

/// Of the current device; 0 where it does not say.
inline int device_attribute(cudaDeviceAttr attribute) {
    int device = 0, value = 0;
    const bool told = cudaGetDevice(&device) == cudaSuccess &&
                      cudaDeviceGetAttribute(&value, attribute, device) == cudaSuccess;
    return told ? value : 0;
}
/// Its compute capability's first number.
inline int compute_major() {
    return device_attribute(cudaDevAttrComputeCapabilityMajor);
}

/// launch, for a kernel that calls await_earlier in every thread before it reads what earlier launches write,
/// and before it writes: it begins while they still run, where the device can. Steps of decoding are chains
/// of kernels so short that beginning one takes as long as computing it.
template <class Kernel, class... Arguments>
void launch_early(Kernel* kernel, dim3 grid, Block block, CudaStream stream, Arguments... arguments) {
#ifdef __CUDACC__
    allow_shared(kernel, block);
    cudaLaunchAttribute attribute{};
    attribute.id = cudaLaunchAttributeProgrammaticStreamSerialization;
    attribute.val.programmaticStreamSerializationAllowed = 1;
    cudaLaunchConfig_t config{};
    config.gridDim = grid;
    config.blockDim = dim3(static_cast<unsigned>(block.threads));
    config.dynamicSmemBytes = static_cast<size_t>(block.shared_bytes);
    config.stream = stream_of(stream);
    config.attrs = &attribute;
    config.numAttrs = compute_major() >= 9 ? 1 : 0;  // else await_earlier has nothing to wait for
    // What goes wrong is read by launched().
    static_cast<void>(cudaLaunchKernelEx(&config, kernel, arguments...));
#else
    launch(kernel, grid, block, stream, arguments...);
#endif
}

}  // namespace lora::kernels::cuda
