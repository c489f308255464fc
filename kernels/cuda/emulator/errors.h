// SPDX-License-Identifier: Apache-2.0
// The error that cudaGetLastError tells next, kept by the emulated runtime.
#pragma once

#include <cuda_runtime_api.h>

#include <string>

namespace lora::kernels::cuda::emulator {

/// `text` is what cudaGetErrorString says of this error from now on; empty for the usual words.
void keep_error(cudaError_t error, const std::string& text);

}  // namespace lora::kernels::cuda::emulator
