// SPDX-License-Identifier: Apache-2.0
// The launchers that the backend's table names. Meanings and shapes: kernels/include/cuda_backend.h.
#pragma once

#include "kernels/include/cuda_backend.h"

namespace lora::kernels::cuda {

CudaStatus expand_blocks(DType type, const void* in, int64_t elements, DType values, void* out,
                         CudaStream stream);
CudaStatus rms_norm(DType values, const void* x, const void* residual, const void* weight, int64_t rows,
                    int64_t columns, float epsilon, void* sum, void* y, const CudaNarrow* narrow,
                    CudaStream stream);
CudaStatus rms_norm_backward(DType values, const void* x, const void* weight, const void* dy, const void* add,
                             int64_t rows, int64_t columns, float epsilon, void* dx, CudaStream stream);
CudaStatus rope(DType values, const void* x, int64_t x_row, void* y, int64_t y_row, int64_t tokens, int heads,
                int head_dim, const float* cosine, const float* sine, int64_t table_positions,
                const int32_t* positions, bool inverse, CudaStream stream);
CudaStatus store_in_rooms(DType values, void* query, int64_t query_row, const void* key, int64_t key_row,
                          const void* value, int64_t value_row, int64_t rows, int heads, int key_heads,
                          int head_dim, const float* cosine, const float* sine, const int64_t* places,
                          void* keys, void* all_values, CudaStream stream);
CudaStatus room_attention(DType values, const void* query, int64_t query_row, const void* keys,
                          const void* all_values, int64_t rows, int heads, int key_heads, int head_dim,
                          const int32_t* firsts, const int32_t* lengths, int64_t longest, float scale,
                          float* room, int64_t room_numbers, void* out, CudaStream stream);
CudaStatus swiglu(DType values, const void* gate, const void* up, int64_t rows, int64_t columns, void* y,
                  const CudaNarrow* narrow, CudaStream stream);
CudaStatus swiglu_backward(DType values, const void* gate, const void* up, const void* dy, int64_t elements,
                           void* dgate, void* dup, CudaStream stream);
CudaStatus geglu(DType values, const void* gate, const void* up, int64_t rows, int64_t columns, void* y,
                 const CudaNarrow* narrow, CudaStream stream);
CudaStatus geglu_backward(DType values, const void* gate, const void* up, const void* dy, int64_t elements,
                          void* dgate, void* dup, CudaStream stream);
CudaStatus dropout(DType values, const void* x, int64_t elements, const uint64_t* place, uint64_t seed,
                   double p, void* y, CudaStream stream);
CudaStatus cross_entropy(DType values, void* logits, int64_t rows, int64_t columns, const int64_t* labels,
                         float* losses, bool gradient, CudaStream stream);
CudaStatus block_gemv(DType type, const CudaGemv* products, int product_count, int64_t columns, DType values,
                      const void* x, int64_t x_row, int rows, const float* h, CudaStream stream);
CudaStatus lora_narrow(DType values, const void* x, int64_t x_row, int64_t inputs, DType weights,
                       const CudaLoraSegment* segments, int segment_count, int max_rank, float* h,
                       CudaStream stream);
CudaStatus lora_widen(DType values, const float* h, DType weights, const CudaLoraSegment* segments,
                      int segment_count, int64_t outputs, void* y, int64_t y_row, CudaStream stream);
CudaStatus adamw(float* parameters, const float* gradient, float* first_moment, float* second_moment,
                 int64_t elements, const CudaAdamW* step, CudaStream stream);
CudaStatus sample(DType values, const void* logits, int64_t rows, int64_t columns,
                  const CudaSampling* options, const double* uniforms, int64_t* tokens, CudaStream stream);

}  // namespace lora::kernels::cuda
