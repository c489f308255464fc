// SPDX-License-Identifier: Apache-2.0
// The CUDA runtime's functions that our library calls, for one device that is the program's own memory. An
// error of a kernel is told once, by the next cudaGetLastError, and then forgotten; on a GPU it would stay.
#include <cuda_runtime_api.h>

#include <cstdio>
#include <cstring>
#include <mutex>
#include <new>
#include <set>

#include "kernels/cuda/emulator/errors.h"

namespace {

constexpr int multiprocessors = 64;      ///< as if: what shares work among them shares it here
constexpr int compute_major = 9;         ///< whose instructions the emulator knows
constexpr int shared_bytes = 100 << 10;  ///< of a multiprocessor, as the smallest GPUs of our time have them
constexpr size_t device_bytes = size_t{1} << 30;
constexpr std::align_val_t alignment{256};

std::mutex mutex;
std::set<void*> allocations;
cudaError_t last_error = cudaSuccess;
cudaError_t told_error = cudaSuccess;  ///< that told_text is about
std::string told_text;

}  // namespace

void lora::kernels::cuda::emulator::keep_error(cudaError_t error, const std::string& text) {
    const std::lock_guard lock(mutex);
    last_error = told_error = error;
    told_text = text;
}

extern "C" {

cudaError_t cudaDriverGetVersion(int* version) {
    *version = CUDART_VERSION;
    return cudaSuccess;
}

cudaError_t cudaGetDeviceCount(int* count) {
    *count = 1;
    return cudaSuccess;
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device) {
    if (device != 0) return cudaErrorInvalidDevice;
    *properties = {};
    std::snprintf(properties->name, sizeof properties->name, "emulated GPU");
    properties->multiProcessorCount = multiprocessors;
    properties->major = compute_major;
    properties->totalGlobalMem = device_bytes;
    return cudaSuccess;
}

cudaError_t cudaGetDevice(int* device) {
    *device = 0;
    return cudaSuccess;
}

cudaError_t cudaSetDevice(int device) {
    return device == 0 ? cudaSuccess : cudaErrorInvalidDevice;
}

cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device) {
    if (device != 0) return cudaErrorInvalidValue;
    if (attribute == cudaDevAttrMultiProcessorCount)
        *value = multiprocessors;
    else if (attribute == cudaDevAttrComputeCapabilityMajor)
        *value = compute_major;
    else if (attribute == cudaDevAttrMaxSharedMemoryPerMultiprocessor)
        *value = shared_bytes;
    else
        return cudaErrorInvalidValue;
    return cudaSuccess;
}

cudaError_t cudaMemGetInfo(size_t* free_bytes, size_t* total_bytes) {
    *free_bytes = *total_bytes = device_bytes;
    return cudaSuccess;
}

cudaError_t cudaMalloc(void** out, size_t bytes) {
    *out = nullptr;
    if (bytes == 0) return cudaSuccess;
    // As many bytes as asked for and no more, so that AddressSanitizer knows where they end.
    void* memory = ::operator new(bytes, alignment, std::nothrow);
    if (!memory) return cudaErrorMemoryAllocation;
    std::memset(memory, 0xff, bytes);  // NaN, should anybody read what nobody wrote
    const std::lock_guard lock(mutex);
    allocations.insert(memory);
    *out = memory;
    return cudaSuccess;
}

cudaError_t cudaFree(void* memory) {
    if (!memory) return cudaSuccess;
    {
        const std::lock_guard lock(mutex);
        if (allocations.erase(memory) == 0) return cudaErrorInvalidValue;
    }
    ::operator delete(memory, alignment);
    return cudaSuccess;
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t bytes, cudaMemcpyKind, cudaStream_t) {
    if (bytes > 0) std::memcpy(to, from, bytes);
    return cudaSuccess;
}

cudaError_t cudaStreamSynchronize(cudaStream_t) {
    return cudaSuccess;
}

cudaError_t cudaGetLastError() {
    const std::lock_guard lock(mutex);
    const cudaError_t error = last_error;
    last_error = cudaSuccess;
    return error;
}

const char* cudaGetErrorName(cudaError_t error) {
    switch (error) {
        case cudaSuccess:
            return "cudaSuccess";
        case cudaErrorInvalidConfiguration:
            return "cudaErrorInvalidConfiguration";
        case cudaErrorInvalidDevice:
            return "cudaErrorInvalidDevice";
        case cudaErrorInvalidValue:
            return "cudaErrorInvalidValue";
        case cudaErrorLaunchFailure:
            return "cudaErrorLaunchFailure";
        case cudaErrorMemoryAllocation:
            return "cudaErrorMemoryAllocation";
        default:
            return "unrecognized error code";
    }
}

const char* cudaGetErrorString(cudaError_t error) {
    const std::lock_guard lock(mutex);
    return error == told_error && !told_text.empty() ? told_text.c_str() : cudaGetErrorName(error);
}

}  // extern "C"
