// SPDX-License-Identifier: Apache-2.0
// Kernels of a GPU (our own, and those of LibTorch's that only GPUs have), each in place of the form that
// LibTorch's common operations make up, once it has agreed with that form on the device at hand.
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/engine/models/step_graph.h"
#include "kernels/include/cuda_attention.h"
#include "kernels/include/cuda_backend.h"

namespace lora::engine {

/// What there are two forms of.
enum class DeviceOperation {
    rms_norm,
    rope,
    swiglu,
    dropout,
    cross_entropy,
    adamw,
    attention,
    even_attention,
    sample,
    room_attention,
    store_in_rooms,
    step_graph,
    expand_blocks,
    block_gemv,
    lora_segments,
};
inline constexpr const char* device_operation_names[] = {
    "rms_norm",       "rope",       "swiglu",         "dropout",    "cross_entropy",
    "adamw",          "attention",  "even_attention", "sample",     "room_attention",
    "store_in_rooms", "step_graph", "expand_blocks",  "block_gemv", "lora_segments"};

/// How an operation will be computed from now on.
struct DeviceKernelCheck {
    DeviceOperation operation = DeviceOperation::rms_norm;
    bool used = false;
    std::string reason;  ///< "agrees with the composed form", or by how much it does not, or what failed
};

/// Gives a library's table, or throws c10::Error with the reason why there is none.
using CudaAttentionSource = const kernels::CudaAttention& (*)();

/// Lets tensors on `device` be computed by `backend`: each operation runs in both forms on small inputs
/// there, in each type that it serves, and is used only where they agree. `recorder`, which must live on,
/// records steps there, `attention` gives even_attention's kernels (null: nothing does). A null backend takes
/// all back. Not to be called while a model computes.
std::vector<DeviceKernelCheck> use_device_kernels(const kernels::CudaBackend* backend, at::Device device,
                                                  StepRecorder* recorder = nullptr,
                                                  CudaAttentionSource attention = nullptr);

/// The checks of the last use_device_kernels, and what was left out since.
const std::vector<DeviceKernelCheck>& device_kernel_checks();

/// Whether `operation` serves tensors of `type` on `device`.
bool device_operation_used(DeviceOperation operation, at::Device device, at::ScalarType type);

/// The backend for tensors of `type` on `device`, where `operation` serves them; else null.
const kernels::CudaBackend* device_kernels(DeviceOperation operation, at::Device device, at::ScalarType type);
inline const kernels::CudaBackend* device_kernels(DeviceOperation operation, const at::Tensor& x) {
    return device_kernels(operation, x.device(), x.scalar_type());
}

/// The kernels for tensors like `x`, where DeviceOperation::even_attention is used there; else null. That is
/// tried when it is first asked for, since it takes seconds that only training is worth.
const kernels::CudaAttention* even_attention_library(const at::Tensor& x);

/// What records steps on `device`, where DeviceOperation::step_graph is used there; else null.
StepRecorder* step_recorder(at::Device device);

/// Ends the use of `operation`, for a reason that came up later than the checks: it stands among them, and in
/// the log.
void leave_out(DeviceOperation operation, const std::string& reason);

/// Largest difference between tensors of two runs, relative to numbers above one; NaN where one holds it.
double largest_difference(const std::vector<at::Tensor>& wanted, const std::vector<at::Tensor>& got);

/// Arguments of a launch.
DType device_type_of(const at::Tensor& x);
kernels::CudaStream device_stream_of(const at::Tensor& x);
/// Throws c10::Error with the reason where a launch was refused.
void check_launch(const kernels::CudaStatus& status);

}  // namespace lora::engine
