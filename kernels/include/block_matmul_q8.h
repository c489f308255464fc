// SPDX-License-Identifier: Apache-2.0
// Products of few rows with weights in blocks, the rows rounded to eight bits first, as llama.cpp decodes:
// whole numbers are multiplied, which takes a third of the instructions that floats do. A choice, not the
// rule: answers part from those in float32 at the first near tie.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/include/block_types.h"

namespace lora::kernels {

/// A row of activations, 32 elements a block: value i is scale · q[i].
struct Q8Block {
    float scale;  ///< largest magnitude / 127
    float sum;    ///< scale · sum of q
    int8_t q[32];
};

/// x: `columns` floats, a multiple of 32, to columns / 32 blocks. Each value is off by at most half a scale.
/// Every form gives the same blocks. NaN and infinity give NaN in scale, so that products show them.
void quantize_q8(const float* x, int64_t columns, Q8Block* out);

/// Types that block_matmul_q8 multiplies by: q4_0, q4_1, q8_0, q4_k, q6_k.
bool can_matmul_q8(DType type);

/// y[r * y_stride + o] = Σ over c of x_r[c] · W[o][c], exact but for rounding of float32 sums. W as
/// block_matmul reads it, `columns` a multiple of the type's block_elements; x: rows of columns / 32 blocks
/// laid end to end. Thread-safe; callers split outputs over threads.
void block_matmul_q8(DType type, const std::byte* weights, int64_t outputs, int64_t columns, const Q8Block* x,
                     int64_t rows, float* y, int64_t y_stride);

void quantize_q8_reference(const float* x, int64_t columns, Q8Block* out);
void block_matmul_q8_reference(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                               const Q8Block* x, int64_t rows, float* y, int64_t y_stride);

}  // namespace lora::kernels
