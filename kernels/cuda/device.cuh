// SPDX-License-Identifier: Apache-2.0
// CUDA's language: nvcc's own, or the emulator's for a compiler that knows C++ alone.
#pragma once

#ifdef __CUDACC__
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_runtime.h>
#else
#include "kernels/cuda/emulator/device.h"
#endif
