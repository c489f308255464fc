// SPDX-License-Identifier: Apache-2.0
// Which device and type compute, and the reason in words.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "kernels/include/cuda_backend.h"
#include "kernels/include/matmul.h"

namespace lora::engine {

/// Whether a GPU can be used; `reason` says what is there, or what is missing.
struct CudaState {
    bool usable = false;
    std::string reason;
};

/// A library that is opened at run time: beside the other private ones of an installation, or in lib/ of a
/// build tree. Empty where it is not part of this installation.
std::filesystem::path own_library(const std::string& name);

/// Opens the lora_cuda library (see own_library) on the first call and asks it; the answer
/// stays.
const CudaState& cuda_state();

/// The library's kernels, where a GPU can be used and the library is of this version; else null.
const kernels::CudaBackend* cuda_backend();

/// Memory that computing on `device` can take: what the system has available, or what is free on the GPU;
/// nothing where it cannot be asked. Where it is less than `wanted`, what LibTorch keeps of freed tensors is
/// handed back first.
std::optional<uint64_t> free_memory_bytes(at::Device device, uint64_t wanted = 0);

/// The most that tensors on a GPU took at a time since the program began.
uint64_t peak_device_bytes(at::Device device);

/// What a model is loaded for: training bears rounding better than answers that people compare do.
enum class Purpose { answers, training };

struct ComputeChoice {
    at::Device device = at::kCPU;
    at::ScalarType dtype = at::kFloat;  ///< of the numbers between products
    /// What products round their factors to; their sums are float32. kShort: kernels::Factors::int16.
    at::ScalarType products = at::kFloat;
    std::string reason;
};

/// `device`: auto, cpu, cuda; `dtype`: auto, float32, bfloat16, int16.
Result<ComputeChoice> choose_compute(const std::string& device, const std::string& dtype, Purpose purpose);

/// "float32", "bfloat16" or "int16".
const char* number_name(at::ScalarType type);
kernels::Factors factors_of(at::ScalarType products);
at::ScalarType number_type(kernels::Factors factors);

}  // namespace lora::engine
