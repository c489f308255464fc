// SPDX-License-Identifier: Apache-2.0
// The launchers, one file each, that the backend's table names. Meanings and shapes:
// kernels/include/cuda_backend.h.
#pragma once

#include "kernels/include/cuda_backend.h"

namespace lora::kernels::cuda {

CudaStatus expand_blocks(DType type, const void* in, int64_t elements, float* out, CudaStream stream);
CudaStatus rms_norm(const float* x, const float* weight, int64_t rows, int64_t columns, float epsilon,
                    float* y, CudaStream stream);
CudaStatus rope(float* x, int64_t tokens, int heads, int head_dim, const float* cosine, const float* sine,
                int64_t table_positions, const int32_t* positions, CudaStream stream);
CudaStatus swiglu(const float* gate, const float* up, int64_t elements, float* y, CudaStream stream);

}  // namespace lora::kernels::cuda
