// SPDX-License-Identifier: Apache-2.0
// Which device and type compute, and the reason in words.
#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "core/base/result.h"
#include "kernels/include/cuda_backend.h"

namespace lora::engine {

/// Whether a GPU can be used; `reason` says what is there, or what is missing.
struct CudaState {
    bool usable = false;
    std::string reason;
};

/// Opens the lora_cuda library (lib/ beside the program's folder) on the first call and asks it; the answer
/// stays.
const CudaState& cuda_state();

/// The library's kernels, where a GPU can be used and the library is of this version; else null.
const kernels::CudaBackend* cuda_backend();

/// What is free on `device` for tensors, where that is less than `wanted`: what LibTorch keeps of freed ones
/// is handed back first. Without our library a GPU cannot be asked, and all of `wanted` passes for free.
uint64_t free_memory_bytes(at::Device device, uint64_t wanted);

struct ComputeChoice {
    at::Device device = at::kCPU;
    at::ScalarType dtype = at::kFloat;
    std::string reason;
};

/// `device`: auto, cpu, cuda; `dtype`: auto, float32, bfloat16.
Result<ComputeChoice> choose_compute(const std::string& device, const std::string& dtype);

}  // namespace lora::engine
