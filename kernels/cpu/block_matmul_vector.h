// SPDX-License-Identifier: Apache-2.0
// The loop over outputs and rows, shared by the AVX2 and the AVX-512 form of block_matmul; see
// blocks_vector.h for why everything here has internal linkage.
#pragma once

#include "kernels/cpu/blocks_vector.h"
#include "kernels/cpu/with_count.h"

namespace lora::kernels {
namespace {

/// Sums of a row's elements, 32 at a time, as {0, sum} each: what {step, offset} of a block is multiplied by,
/// four floats at a time, of which the upper two go by zero.
constexpr int64_t most_summed_columns = 1 << 14;
using BlockSums = float[2 * (most_summed_columns / 32) + 2];

template <class X>
inline void sum_by_block(const X& x, int row, int64_t columns, BlockSums& sums) {
    for (int64_t b = 0; b < columns / 32; ++b) {
        const float* in = x.block(row, b);
        float sum = 0;
        for (int i = 0; i < 32; ++i)
            sum += in[i];
        sums[2 * b] = 0;
        sums[2 * b + 1] = sum;
    }
    sums[columns / 16] = sums[columns / 16 + 1] = 0;
}

/// {d, m, 0, 0} of q4_1, whose header is two halves; and of q4_0, whose numbers are 8 too large.
inline __m128 step_and_offset(const uint8_t* header) {
    int32_t halves;
    std::memcpy(&halves, header, sizeof halves);
    return _mm_cvtph_ps(_mm_cvtsi32_si128(halves));
}
inline __m128 step_less_eight(const uint8_t* header) {
    return _mm_mul_ps(_mm_set1_ps(f16_at(header)), _mm_setr_ps(1, -8, 0, 0));
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
        for (int64_t i = 0; i < blocks; ++i, b += 20) {
            ask_ahead(b, 20);
            dot.nibbles(b + 4, step_and_offset(b), i);
        }
    } else if (type == DType::q4_0) {
        for (int64_t i = 0; i < blocks; ++i, b += 18) {
            ask_ahead(b, 18);
            dot.nibbles(b + 2, step_less_eight(b), i);
        }
    } else {
        for (int64_t i = 0; i < blocks; ++i, b += 34) {
            ask_ahead(b, 34);
            dot.bytes(b + 2, f16_at(b), i);
        }
    }
}

/// Rows that one call of rows_at_once takes of those that are left.
inline int rows_taken(int64_t left) {
    return left >= 8 ? 8 : left >= 4 ? 4 : static_cast<int>(left);
}

/// R rows of which 32 elements each lie end to end: read where they are, equal elements of several rows come
/// from the same bank of the first-level cache and wait for each other.
template <int R>
struct Rows {
    const float* blocks;
    const float* block(int row, int64_t index) const { return blocks + (index * R + row) * 32; }
    const float* at(int row, int64_t element) const {
        return R == 1 ? blocks + element : blocks + ((element >> 5) * R + row) * 32 + (element & 31);
    }
};

/// Rows as `Rows` has them, one group of rows_taken behind the other.
inline const float* lay_out_rows(const float* x, int64_t x_stride, int64_t rows, int64_t columns,
                                 float* room) {
    if (rows == 1) return x;
    float* to = room;
    for (int64_t first = 0; first < rows; first += rows_taken(rows - first)) {
        const int taken = rows_taken(rows - first);
        for (int64_t c = 0; c < columns; c += 32) {
            const int64_t count = columns - c < 32 ? columns - c : 32;
            for (int r = 0; r < taken; ++r, to += 32)
                std::memcpy(to, x + (first + r) * x_stride + c, static_cast<size_t>(count) * sizeof(float));
        }
    }
    return room;
}

/// Dot<R> takes elements as a Vector does and adds up their products with R rows.
template <template <int> class Dot, int R>
inline void rows_at_once(DType type, const std::byte* weights, int64_t outputs, int64_t row_bytes,
                         int64_t columns, Rows<R> x, float* y, int64_t y_stride) {
    const bool whole = has_whole_blocks(type, columns);
    BlockSums sums[Dot<R>::wants_sums ? R : 1];
    for (int r = 0; Dot<R>::wants_sums && whole && type != DType::q8_0 && r < R; ++r)
        sum_by_block(x, r, columns, sums[r]);
    for (int64_t o = 0; o < outputs; ++o) {
        Dot<R> dot(x, sums);
        if (whole)
            give_whole_blocks(type, weights + o * row_bytes, columns, dot);
        else
            give_blocks(type, weights + o * row_bytes, columns, dot);
            // Unrolled, so that the sums may be registers.
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
            y[r * y_stride + o] = dot.total(r);
    }
}

template <template <int> class Dot>
inline void matmul_with(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                        const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride,
                        float* room) {
    const auto info = dtype_info(type);
    const int64_t row_bytes = columns / info.block_elements * info.block_bytes;
    const int64_t row_floats = rows == 1 ? columns : (columns + 31) / 32 * 32;
    const float* laid_out = lay_out_rows(x, x_stride, rows, columns, room);
    // A stretch of weights that the first-level cache keeps serves all rows before the next is read.
    constexpr int64_t stretch_bytes = 12 * 1024;
    const int64_t fits = stretch_bytes / row_bytes > 0 ? stretch_bytes / row_bytes : 1;
    const int64_t step = rows > rows_taken(rows) ? fits : outputs;
    for (int64_t o = 0; o < outputs; o += step) {
        const int64_t count = outputs - o < step ? outputs - o : step;
        const std::byte* from = weights + o * row_bytes;
        for (int64_t r = 0; r < rows; r += rows_taken(rows - r)) {
            float* out = y + r * y_stride + o;
            const auto take = [&]<int R>() {
                rows_at_once<Dot, R>(type, from, count, row_bytes, columns, {laid_out + r * row_floats}, out,
                                     y_stride);
            };
            with_count<1, 2, 3, 4, 8>(rows_taken(rows - r), take);
        }
    }
}

}  // namespace
}  // namespace lora::kernels
