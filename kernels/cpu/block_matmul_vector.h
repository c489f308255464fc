// SPDX-License-Identifier: Apache-2.0
// The loop over outputs and rows, shared by the AVX2 and the AVX-512 form of block_matmul; see
// blocks_vector.h for why everything here has internal linkage.
#pragma once

#include "kernels/cpu/blocks_vector.h"

namespace lora::kernels {
namespace {

/// Sums of the rows' elements, 32 at a time: what a block's offset is multiplied by.
constexpr int64_t most_summed_columns = 1 << 14;

inline void sum_by_block(const float* x, int64_t columns, float* sums) {
    for (int64_t b = 0; b < columns / 32; ++b, x += 32) {
        float sum = 0;
        for (int i = 0; i < 32; ++i)
            sum += x[i];
        sums[b] = sum;
    }
}

/// Whether a block is 32 elements that share a step and an offset, which Dot::block takes whole.
inline bool has_whole_blocks(DType type, int64_t columns) {
    return (type == DType::q4_0 || type == DType::q4_1 || type == DType::q8_0) &&
           columns <= most_summed_columns;
}

template <class D>
inline void give_whole_blocks(DType type, const std::byte* bytes, int64_t columns, D& dot) {
    const auto* b = reinterpret_cast<const uint8_t*>(bytes);
    const int64_t blocks = columns / 32;
    if (type == DType::q4_1) {
        for (int64_t i = 0; i < blocks; ++i, b += 20)
            dot.nibbles(b + 4, f16_at(b), f16_at(b + 2), i);
    } else if (type == DType::q4_0) {
        for (int64_t i = 0; i < blocks; ++i, b += 18) {
            const float d = f16_at(b);
            dot.nibbles(b + 2, d, -8 * d, i);
        }
    } else {
        for (int64_t i = 0; i < blocks; ++i, b += 34)
            dot.bytes(b + 2, f16_at(b), i);
    }
}

/// Dot<R> takes elements as a Vector does and adds up their products with R rows.
template <template <int> class Dot, int R>
inline void rows_at_once(DType type, const std::byte* weights, int64_t outputs, int64_t row_bytes,
                         int64_t columns, const float* x, int64_t x_stride, float* y, int64_t y_stride) {
    const bool whole = has_whole_blocks(type, columns);
    float sums[R][most_summed_columns / 32];
    for (int r = 0; whole && type != DType::q8_0 && r < R; ++r)
        sum_by_block(x + r * x_stride, columns, sums[r]);
    for (int64_t o = 0; o < outputs; ++o) {
        Dot<R> dot(x, x_stride, sums);
        if (whole)
            give_whole_blocks(type, weights + o * row_bytes, columns, dot);
        else
            give_blocks(type, weights + o * row_bytes, columns, dot);
        for (int r = 0; r < R; ++r)
            y[r * y_stride + o] = dot.total(r);
    }
}

template <template <int> class Dot>
inline void matmul_with(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                        const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride) {
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
