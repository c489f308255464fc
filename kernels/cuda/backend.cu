// SPDX-License-Identifier: Apache-2.0
// The table that the library hands out, and what it can say about devices.
#include "kernels/cuda/launch.cuh"
#include "kernels/cuda/libtorch_cuda.h"
#include "kernels/cuda/operations.cuh"

namespace lora::kernels::cuda {

namespace {

int device_count(CudaStatus* why) {
    int driver = 0;
    int count = 0;
    *why = {};
    if (cudaDriverGetVersion(&driver) != cudaSuccess || driver == 0) {
        *why = failure("no NVIDIA driver is installed");
        return 0;
    }
    const cudaError_t error = cudaGetDeviceCount(&count);
    if (error == cudaErrorInsufficientDriver) {
        char text[160];
        std::snprintf(text, sizeof text,
                      "the NVIDIA driver is too old: it knows CUDA %d.%d, this program needs %d.%d",
                      driver / 1000, driver % 1000 / 10, CUDART_VERSION / 1000, CUDART_VERSION % 1000 / 10);
        *why = failure(text);
        return 0;
    }
    if (error == cudaErrorNoDevice || (error == cudaSuccess && count == 0)) {
        *why = failure("the NVIDIA driver finds no GPU");
        return 0;
    }
    *why = checked(error, "asking the NVIDIA driver for GPUs");
    return error == cudaSuccess ? count : 0;
}

CudaStatus describe_device(int index, CudaDevice* device) {
    cudaDeviceProp properties{};
    if (auto status = checked(cudaGetDeviceProperties(&properties, index), "describing a GPU"); !status.ok)
        return status;
    *device = {};
    std::snprintf(device->name, sizeof device->name, "%s", properties.name);
    device->compute_major = properties.major;
    device->compute_minor = properties.minor;
    device->multiprocessors = properties.multiProcessorCount;
    device->total_memory_bytes = static_cast<int64_t>(properties.totalGlobalMem);
    int current = 0;
    if (auto status = checked(cudaGetDevice(&current), "asking for the current GPU"); !status.ok)
        return status;
    if (auto status = checked(cudaSetDevice(index), "choosing a GPU"); !status.ok) return status;
    size_t free_bytes = 0, total_bytes = 0;
    const auto asked = checked(cudaMemGetInfo(&free_bytes, &total_bytes), "asking for a GPU's free memory");
    if (auto status = checked(cudaSetDevice(current), "choosing a GPU"); !status.ok) return status;
    device->free_memory_bytes = static_cast<int64_t>(free_bytes);
    return asked;
}

CudaStatus allocate(size_t bytes, void** out) {
    return checked(cudaMalloc(out, bytes), "reserving GPU memory");
}

CudaStatus release(void* memory) {
    return checked(cudaFree(memory), "giving GPU memory back");
}

CudaStatus copy_to_device(void* device, const void* host, size_t bytes, CudaStream stream) {
    return checked(cudaMemcpyAsync(device, host, bytes, cudaMemcpyHostToDevice, stream_of(stream)),
                   "copying to the GPU");
}

CudaStatus copy_to_host(void* host, const void* device, size_t bytes, CudaStream stream) {
    return checked(cudaMemcpyAsync(host, device, bytes, cudaMemcpyDeviceToHost, stream_of(stream)),
                   "copying from the GPU");
}

CudaStatus synchronize(CudaStream stream) {
    return checked(cudaStreamSynchronize(stream_of(stream)), "work on the GPU");
}

constexpr CudaBackend backend{cuda_backend_version,
                              device_count,
                              describe_device,
                              allocate,
                              release,
                              copy_to_device,
                              copy_to_host,
                              synchronize,
                              expand_blocks,
                              rms_norm,
                              rms_norm_backward,
                              rope,
                              store_in_rooms,
                              room_attention,
                              swiglu,
                              swiglu_backward,
                              geglu,
                              geglu_backward,
                              dropout,
                              cross_entropy,
                              block_gemv,
                              lora_narrow,
                              lora_widen,
                              adamw,
                              sample};

}  // namespace

}  // namespace lora::kernels::cuda

extern "C" __attribute__((visibility("default"))) const lora::kernels::CudaBackend* lora_cuda_backend() {
    return &lora::kernels::cuda::backend;
}

extern "C" __attribute__((visibility("default"))) const char* lora_cuda_probe() {
    // Asked once: a driver does not come or go while a program runs.
    static const lora::kernels::CudaStatus why = [] {
        lora::kernels::CudaStatus status;
        if (lora::kernels::cuda::device_count(&status) > 0)
            status = lora::kernels::cuda::open_libtorch_cuda();
        return status;
    }();
    return why.reason;
}
