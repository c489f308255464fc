// SPDX-License-Identifier: Apache-2.0
// CUDA's operations as one table of functions, behind which the lora_cuda library is opened at run time:
// callers need neither its headers nor its libraries, and where it cannot work it says why.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/include/block_types.h"

namespace lora::kernels {

/// Grows when the table changes; a caller refuses a library with another number.
inline constexpr int cuda_backend_version = 1;

/// Success, or what failed in words. Plain bytes: it crosses from one library to another.
struct CudaStatus {
    bool ok = true;
    char reason[255] = {};
};

struct CudaDevice {
    char name[256] = {};
    int compute_major = 0, compute_minor = 0;
    int multiprocessors = 0;
    int64_t total_memory_bytes = 0, free_memory_bytes = 0;
};

/// A cudaStream_t; null is the default stream.
using CudaStream = void*;

/// Operations are queued on `stream` of the current device and return at once; pointers are device memory.
/// What goes wrong while a kernel runs is told by synchronize. No function throws. Outputs must not alias
/// inputs unless said.
struct CudaBackend {
    int version = cuda_backend_version;

    /// How many devices can be used. Where none can, `why` says so: no driver, too old a driver, no GPU.
    int (*device_count)(CudaStatus* why);
    CudaStatus (*describe_device)(int index, CudaDevice* device);

    /// Memory for callers that have no allocator of their own.
    CudaStatus (*allocate)(size_t bytes, void** out);
    CudaStatus (*release)(void* memory);
    CudaStatus (*copy_to_device)(void* device, const void* host, size_t bytes, CudaStream stream);
    CudaStatus (*copy_to_host)(void* host, const void* device, size_t bytes, CudaStream stream);
    CudaStatus (*synchronize)(CudaStream stream);

    /// As expand_blocks: `elements` values of `type` at `in` become float32, equal to the reference bit for
    /// bit.
    CudaStatus (*expand_blocks)(DType type, const void* in, int64_t elements, float* out, CudaStream stream);

    /// RMSNorm (arXiv:1910.07467): y[r][c] = x[r][c] / sqrt(mean over c of x² + epsilon) * weight[c].
    /// x, y: [rows, columns]; weight: [columns]; float32, sums in float32. y may be x.
    CudaStatus (*rms_norm)(const float* x, const float* weight, int64_t rows, int64_t columns, float epsilon,
                           float* y, CudaStream stream);

    /// RoPE (arXiv:2104.09864) in place, pairs half a head apart as transformers has them.
    /// x: [tokens, heads, head_dim]; cosine, sine: [table_positions, head_dim / 2]; positions: [tokens].
    /// A token whose position lies outside the tables becomes NaN, so that it cannot pass unseen.
    CudaStatus (*rope)(float* x, int64_t tokens, int heads, int head_dim, const float* cosine,
                       const float* sine, int64_t table_positions, const int32_t* positions,
                       CudaStream stream);

    /// SwiGLU (arXiv:2002.05202): y[i] = gate[i] / (1 + exp(-gate[i])) * up[i]. y may be gate or up.
    CudaStatus (*swiglu)(const float* gate, const float* up, int64_t elements, float* y, CudaStream stream);
};

/// Names under which the library exports its table, and a text that says whether LibTorch can use a GPU
/// through it: empty where it can, else why not. The first call of the latter opens libtorch_cuda where a GPU
/// was found.
inline constexpr const char* cuda_backend_symbol = "lora_cuda_backend";
inline constexpr const char* cuda_probe_symbol = "lora_cuda_probe";
using CudaBackendFunction = const CudaBackend* (*)();
using CudaProbeFunction = const char* (*)();

}  // namespace lora::kernels
