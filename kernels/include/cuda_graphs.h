// SPDX-License-Identifier: Apache-2.0
// Recording what LibTorch asks of a GPU as a CUDA graph, as one table of functions behind which the
// lora_cuda_graphs library is opened at run time: it needs LibTorch's CUDA part, which only machines with a
// GPU load.
#pragma once

#include "kernels/include/cuda_backend.h"

namespace lora::kernels {

/// Grows when the table changes; a caller refuses a library with another number.
inline constexpr int cuda_graphs_version = 1;

/// A piece of the caller's work, which must not throw; false where it failed.
using CudaWork = bool (*)(void* context);

/// All act on the current device. No function throws.
struct CudaGraphs {
    int version = cuda_graphs_version;

    /// Runs `work` on the stream on which graphs are recorded, between what was and what will be queued on
    /// the current one.
    CudaStatus (*run)(CudaWork work, void* context);
    /// Runs `work` there while its launches are recorded and not made. Memory that it takes belongs to the
    /// graph. `graph` is set on success, and is the caller's to release.
    CudaStatus (*record)(CudaWork work, void* context, void** graph);
    /// Queues a graph on the current stream.
    CudaStatus (*replay)(void* graph);
    void (*release)(void* graph);
};

/// Name under which the library exports its table.
inline constexpr const char* cuda_graphs_symbol = "lora_cuda_graphs";
using CudaGraphsFunction = const CudaGraphs* (*)();

}  // namespace lora::kernels
