// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/cuda_graphs.h"

#include <ATen/cuda/CUDAEvent.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include <cstdio>
#include <exception>
#include <memory>

namespace lora::kernels {
namespace {

CudaStatus failure(const char* reason) {
    CudaStatus status;
    status.ok = false;
    std::snprintf(status.reason, sizeof status.reason, "%s", reason);
    return status;
}

template <class Work>
CudaStatus guarded(Work&& work) {
    try {
        return work();
    } catch (const c10::Error& problem) {
        return failure(problem.what_without_backtrace());
    } catch (const std::exception& problem) {
        return failure(problem.what());
    }
}

/// One for the process: LibTorch's products keep room for each stream that they ever ran on.
const c10::cuda::CUDAStream& recording_stream() {
    static const c10::cuda::CUDAStream stream = c10::cuda::getStreamFromPool();
    return stream;
}

/// `second` goes on once what `first` was given is done.
void order(const c10::cuda::CUDAStream& first, const c10::cuda::CUDAStream& second) {
    at::cuda::CUDAEvent done;
    done.record(first);
    done.block(second);
}

CudaStatus run(CudaWork work, void* context) {
    return guarded([&] {
        const c10::cuda::CUDAStream outer = c10::cuda::getCurrentCUDAStream();
        order(outer, recording_stream());
        bool done = false;
        {
            const c10::cuda::CUDAStreamGuard guard(recording_stream());
            done = work(context);
        }
        order(recording_stream(), outer);
        return done ? CudaStatus{} : failure("the work failed");
    });
}

/// The allocator may still hold functions that read the graph: it is told that the recording ended, and the
/// graph is left to it all the same, since nothing says whether it listened. It happens once: nothing is
/// recorded afterwards.
void abandon(at::cuda::CUDAGraph*, at::cuda::MempoolId_t pool) {
    const CudaStatus ignored = guarded([&] {
        c10::cuda::CUDACachingAllocator::endAllocateToPool(c10::cuda::current_device(), pool);
        return CudaStatus{};
    });
    static_cast<void>(ignored);
}

CudaStatus record(CudaWork work, void* context, void** graph) {
    return guarded([&] {
        const c10::cuda::CUDAStream outer = c10::cuda::getCurrentCUDAStream();
        order(outer, recording_stream());
        const c10::cuda::CUDAStreamGuard guard(recording_stream());
        auto recorded = std::make_unique<at::cuda::CUDAGraph>();
        const at::cuda::MempoolId_t pool = at::cuda::graph_pool_handle();
        bool done = false;
        try {
            // Other threads may go on using the device.
            recorded->capture_begin(pool, cudaStreamCaptureModeThreadLocal);
            done = work(context);
            recorded->capture_end();
        } catch (...) {
            abandon(recorded.release(), pool);
            throw;
        }
        if (!done) return failure("the work failed");
        *graph = recorded.release();
        return CudaStatus{};
    });
}

CudaStatus replay(void* graph) {
    return guarded([&] {
        static_cast<at::cuda::CUDAGraph*>(graph)->replay();
        return CudaStatus{};
    });
}

void release(void* graph) {
    delete static_cast<at::cuda::CUDAGraph*>(graph);
}

}  // namespace
}  // namespace lora::kernels

extern "C" __attribute__((visibility("default"))) const lora::kernels::CudaGraphs* lora_cuda_graphs() {
    using namespace lora::kernels;
    static const CudaGraphs table{cuda_graphs_version, run, record, replay, release};
    return &table;
}
