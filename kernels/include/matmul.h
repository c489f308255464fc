// SPDX-License-Identifier: Apache-2.0
// Products of many rows, float32, with plain or stored matrices: what prompts and training spend their time
// on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "kernels/include/block_types.h"

namespace lora::kernels {

/// A second factor B [inner, outputs] where it lies: rows of elements of `type` (can_expand tells which types
/// there are), each row `row_bytes` after the one before, maybe unaligned.
struct MatrixView {
    DType type = DType::f32;
    const std::byte* bytes = nullptr;
    int64_t row_bytes = 0;
    /// True: rows are B's outputs, as a linear layer's weight [outputs, inputs] lies for x·Wᵀ.
    /// False: rows run along the inner dimension, as the same weight lies for its gradient's product g·W.
    bool rows_are_outputs = true;
};

/// Rows rounded to bfloat16 once for several products: row m at values[m * row].
struct BFloat16Rows {
    const uint16_t* values = nullptr;
    int64_t row = 0;
};

/// One summand x·B. x: element (m, k) at x[m * x_row + k * x_column], so that a transposed factor is read in
/// place. `inner`, where B's rows are outputs, and the number of outputs, where they are not, is a multiple
/// of the type's block_elements.
struct MatmulTerm {
    const float* x = nullptr;
    int64_t x_row = 0, x_column = 1, inner = 0;
    MatrixView b;
    BFloat16Rows rounded{};  ///< x again, by round_rows, where it is not null: matmul_bf16 need not round it
};

/// y[m * y_row + n] (accumulate ? += : =) Σ over terms, Σ over k of x(m, k) · B(k, n); m in [0, rows), n in
/// [0, outputs). Stored blocks are expanded a stretch at a time into a buffer that stays in cache, so a
/// weight never stands in memory in float32. Sums in float32, in an order that depends on the form and on
/// `inner`, not on rows or outputs: a row's answer is the same in every batch. y aliases no input.
/// Thread-safe and single-threaded: callers split rows or outputs over threads, outputs at multiples of
/// matmul_columns where they can.
void matmul(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
            bool accumulate);

/// The same of factors rounded to bfloat16 (to nearest, ties to even; subnormals count as zero), products
/// exact and sums in float32. Only where multiplies_bf16(): elsewhere it would be slower than matmul.
void matmul_bf16(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
                 bool accumulate);

/// x [rows, inner], rows x_row apart, into `out`, rows rounded_row_size(inner) apart. Only where
/// multiplies_bf16().
void round_rows(const float* x, int64_t x_row, int64_t rows, int64_t inner, uint16_t* out);
/// Never a multiple of a page, so that rows below each other do not share cache lines.
constexpr int64_t rounded_row_size(int64_t inner) {
    return (inner + 31) / 32 * 32 + 32;
}

/// Whether this processor multiplies bfloat16, at twice float32's speed.
bool multiplies_bf16();

/// Outputs that one pass over the inner dimension makes at a time: the grain to split by.
inline constexpr int64_t matmul_columns = 32;

/// The same by the reference form: everything expanded, products added up in float64.
void matmul_reference(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y,
                      int64_t y_row, bool accumulate);
void matmul_bf16_reference(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y,
                           int64_t y_row, bool accumulate);

/// B of a float32 matrix whose rows are `stride` floats apart.
inline MatrixView plain_matrix(const float* values, int64_t stride, bool rows_are_outputs) {
    return {DType::f32, reinterpret_cast<const std::byte*>(values), stride * int64_t(sizeof(float)),
            rows_are_outputs};
}

/// B [inner, outputs] of rounded rows.
inline MatrixView rounded_matrix(BFloat16Rows rows) {
    return {DType::bf16, reinterpret_cast<const std::byte*>(rows.values), rows.row * int64_t(sizeof(uint16_t)),
            false};
}

}  // namespace lora::kernels
