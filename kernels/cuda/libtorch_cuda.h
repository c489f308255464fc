// SPDX-License-Identifier: Apache-2.0
// LibTorch finds its GPU part only in a library that is loaded already, and loading it needs all of CUDA's:
// so it is opened late, where a GPU was found, and a machine without one hears of the GPU and not of a
// missing library.
#pragma once

#include "kernels/include/cuda_backend.h"

namespace lora::kernels::cuda {

/// Opens libtorch_cuda for the life of the process, or says which library is missing.
CudaStatus open_libtorch_cuda();

}  // namespace lora::kernels::cuda
