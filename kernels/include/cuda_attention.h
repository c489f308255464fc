// SPDX-License-Identifier: Apache-2.0
// Attention by cuDNN as one table of functions, behind which the lora_cuda_attention library is opened at run
// time: it needs cuDNN, which only machines with a GPU load.
#pragma once

#include "kernels/include/cuda_backend.h"

namespace lora::kernels {

/// Grows when the table changes; a caller refuses a library with another number.
inline constexpr int cuda_attention_version = 1;

/// Sequences of one length, laid end to end.
struct CudaAttentionShape {
    int64_t sequences = 0, length = 0;
    int32_t heads = 0, key_heads = 0, head_dim = 0;  ///< each key head serves heads / key_heads neighbours
};

/// Causal attention (arXiv:2205.14135) within each sequence, scaled by 1 / sqrt(head_dim), bfloat16 with sums
/// in float32. query and out: [sequences · length, heads, head_dim]; key and value: [sequences · length,
/// key_heads, head_dim]; gradients as what they are of; all bfloat16, contiguous, at multiples of 16 bytes.
/// All act on the current device and queue on `stream`; any thread may call. No function throws.
struct CudaAttention {
    int version = cuda_attention_version;

    /// Bytes of workspace for both directions. Compiles what they need, up to a second for a first shape and
    /// a tenth for each further one, and keeps it. Fails with the reason where cuDNN does not take the shape.
    CudaStatus (*plan)(const CudaAttentionShape& shape, int64_t* forward_bytes, int64_t* backward_bytes);
    /// sums: [sequences, heads, length] float32, logarithms of the sums of exponentials.
    CudaStatus (*forward)(const CudaAttentionShape& shape, const void* query, const void* key,
                          const void* value, void* out, float* sums, void* workspace, CudaStream stream);
    /// Every sum has one order: equal inputs give equal bits on one device.
    CudaStatus (*backward)(const CudaAttentionShape& shape, const void* out_gradient, const void* query,
                           const void* key, const void* value, const void* out, const float* sums,
                           void* query_gradient, void* key_gradient, void* value_gradient, void* workspace,
                           CudaStream stream);
};

/// Name under which the library exports its table.
inline constexpr const char* cuda_attention_symbol = "lora_cuda_attention";
using CudaAttentionFunction = const CudaAttention* (*)();

}  // namespace lora::kernels
