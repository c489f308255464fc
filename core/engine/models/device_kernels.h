// SPDX-License-Identifier: Apache-2.0
// Our own kernels on a GPU, each in place of the form that LibTorch's operations make up, once it has agreed
// with that form on the device at hand.
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "core/base/result.h"
#include "kernels/include/cuda_backend.h"

namespace lora::engine {

/// What there are two forms of.
enum class DeviceOperation {
    rms_norm,
    rope,
    swiglu,
    cross_entropy,
    adamw,
    expand_blocks,
    block_gemv,
    lora_segments,
};
inline constexpr const char* device_operation_names[] = {
    "rms_norm", "rope", "swiglu", "cross_entropy", "adamw", "expand_blocks", "block_gemv", "lora_segments"};

/// How an operation will be computed from now on.
struct DeviceKernelCheck {
    DeviceOperation operation = DeviceOperation::rms_norm;
    bool used = false;
    std::string reason;  ///< "agrees with the composed form", or by how much it does not, or what failed
};

/// Lets tensors on `device` be computed by `backend`: each operation runs in both forms on small inputs
/// there, in float32 and bfloat16, and is used only where they agree. Null takes all back. Not to be called
/// while a model computes.
std::vector<DeviceKernelCheck> use_device_kernels(const kernels::CudaBackend* backend, at::Device device);

/// The checks of the last use_device_kernels.
const std::vector<DeviceKernelCheck>& device_kernel_checks();

/// The backend for tensors of `type` on `device`, where `operation` is used there and the type is float32 or
/// bfloat16; else null.
const kernels::CudaBackend* device_kernels(DeviceOperation operation, at::Device device, at::ScalarType type);
inline const kernels::CudaBackend* device_kernels(DeviceOperation operation, const at::Tensor& x) {
    return device_kernels(operation, x.device(), x.scalar_type());
}

/// Arguments of a launch.
DType device_type_of(const at::Tensor& x);
kernels::CudaStream device_stream_of(const at::Tensor& x);
/// Throws c10::Error with the reason where a launch was refused.
void check_launch(const kernels::CudaStatus& status);

}  // namespace lora::engine
