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

/// What a product rounds its factors to before it multiplies them. Its sums are float32.
enum class Factors {
    float32,   ///< nothing
    bfloat16,  ///< each number: to nearest, ties to even; subnormals count as zero; products are exact
    /// Stretches of int16_stretch along the inner dimension, counted from its beginning: to whole numbers of
    /// steps, the largest magnitude being int16_largest of them (to nearest, ties to even; nothing but zeros
    /// where that is below int16_smallest); what a stretch adds to a sum is exact. A fifth of bfloat16's
    /// error where a stretch's numbers are of one size.
    int16
};
inline constexpr int64_t int16_stretch = 64;
/// 64 products of two such numbers add up to less than 2^31.
inline constexpr float int16_largest = 5792, int16_smallest = 1e-34f;

/// Rows rounded once for several products, by round_rows: row m at values[m * row].
struct RoundedRows {
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
    RoundedRows rounded{};  ///< x again, where it is not null: it need not be rounded then
};

/// y[m * y_row + n] (accumulate ? += : =) Σ over terms, Σ over k of x(m, k) · B(k, n); m in [0, rows), n in
/// [0, outputs). Stored blocks are expanded a stretch at a time into a buffer that stays in cache, so a
/// weight never stands in memory in float32. Sums in float32, in an order that depends on the form and on
/// `inner`, not on rows or outputs: a row's answer is the same in every batch. y aliases no input.
/// Thread-safe and single-threaded: callers split rows or outputs over threads, outputs at multiples of
/// matmul_columns where they can. `factors`: only where multiplies(factors).
void matmul(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
            bool accumulate, Factors factors = Factors::float32);

/// Whether this processor has a form for them.
bool multiplies(Factors factors);
/// What this processor multiplies fastest.
Factors fastest_factors();

/// x [rows, inner], rows x_row apart, into `out`, which begins at a multiple of four bytes, rows
/// rounded_row_size apart. Only where multiplies(factors), which are not float32.
void round_rows(const float* x, int64_t x_row, int64_t rows, int64_t inner, Factors factors, uint16_t* out);
/// For bfloat16 never a multiple of a page, so that rows below each other do not share cache lines; int16's
/// steps, a float each, lie behind a row's numbers.
constexpr int64_t rounded_row_size(int64_t inner, Factors factors) {
    const int64_t stretches = (inner + int16_stretch - 1) / int16_stretch;
    const int64_t steps = factors == Factors::int16 ? (2 * stretches + 31) / 32 * 32 : 0;
    return stretches * int16_stretch + steps + 32;
}

/// Outputs that one pass over the inner dimension makes at a time: the grain to split by.
inline constexpr int64_t matmul_columns = 32;

/// The same by the reference form: everything expanded, products added up in float64.
void matmul_reference(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y,
                      int64_t y_row, bool accumulate, Factors factors = Factors::float32);

/// B of a float32 matrix whose rows are `stride` floats apart.
inline MatrixView plain_matrix(const float* values, int64_t stride, bool rows_are_outputs) {
    return {DType::f32, reinterpret_cast<const std::byte*>(values), stride * int64_t(sizeof(float)),
            rows_are_outputs};
}

/// B [inner, outputs] of rows rounded to bfloat16.
inline MatrixView rounded_matrix(RoundedRows rows) {
    return {DType::bf16, reinterpret_cast<const std::byte*>(rows.values),
            rows.row * int64_t(sizeof(uint16_t)), false};
}

}  // namespace lora::kernels
