// SPDX-License-Identifier: Apache-2.0
// The loop over outputs and rows, shared by the AVX2 and the AVX-512 form of block_matmul; see blocks_vector.h for why
// everything here has internal linkage.
#pragma once

#include "kernels/cpu/blocks_vector.h"

namespace lora::kernels {
namespace {

/// Dot<R> takes elements as a Vector does and adds up their products with R rows.
template <template <int> class Dot, int R>
inline void rows_at_once(DType type, const std::byte* weights, int64_t outputs, int64_t row_bytes, int64_t columns,
                         const float* x, int64_t x_stride, float* y, int64_t y_stride) {
    for (int64_t o = 0; o < outputs; ++o) {
        Dot<R> dot(x, x_stride);
        give_blocks(type, weights + o * row_bytes, columns, dot);
        for (int r = 0; r < R; ++r)
            y[r * y_stride + o] = dot.total(r);
    }
}

template <template <int> class Dot>
inline void matmul_with(DType type, const std::byte* weights, int64_t outputs, int64_t columns, const float* x,
                        int64_t x_stride, int64_t rows, float* y, int64_t y_stride) {
    const auto info = dtype_info(type);
    const int64_t row_bytes = columns / info.block_elements * info.block_bytes;
    // A stretch of weights that the first-level cache keeps serves all rows before the next is read.
    constexpr int64_t stretch_bytes = 12 * 1024;
    const int64_t fits = stretch_bytes / row_bytes > 0 ? stretch_bytes / row_bytes : 1;
    const int64_t step = rows > 4 ? fits : outputs;
    for (int64_t o = 0; o < outputs; o += step) {
        const int64_t count = outputs - o < step ? outputs - o : step;
        const std::byte* from = weights + o * row_bytes;
        for (int64_t r = 0; r < rows;) {
            const float* in = x + r * x_stride;
            float* out = y + r * y_stride + o;
            if (rows - r >= 4) {
                rows_at_once<Dot, 4>(type, from, count, row_bytes, columns, in, x_stride, out, y_stride);
                r += 4;
            } else if (rows - r >= 2) {
                rows_at_once<Dot, 2>(type, from, count, row_bytes, columns, in, x_stride, out, y_stride);
                r += 2;
            } else {
                rows_at_once<Dot, 1>(type, from, count, row_bytes, columns, in, x_stride, out, y_stride);
                r += 1;
            }
        }
    }
}

}  // namespace
}  // namespace lora::kernels
