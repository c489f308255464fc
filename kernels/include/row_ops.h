// SPDX-License-Identifier: Apache-2.0
// What lies between the products: each works on one row, or a few, that the first-level cache holds.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/include/read_ahead.h"

namespace lora::kernels {

/// RMSNorm (arXiv:1910.07467): y[c] = x[c] / sqrt(mean of x² + epsilon) · weight[c]; float32. y may be x.
void rms_norm_row(const float* x, const float* weight, int64_t columns, float epsilon, float* y);
/// The same of a residual stream that a branch joins first: x[c] += branch[c]. Nothing aliases.
void add_rms_norm_row(float* x, const float* branch, const float* weight, int64_t columns, float epsilon,
                      float* y);

/// SwiGLU (arXiv:2002.05202): y[i] = gate[i] / (1 + exp(-gate[i])) · up[i]; float32. y may be gate or up.
void swiglu_row(const float* gate, const float* up, int64_t elements, float* y);

/// Gradients of rms_norm_row: dx[c] += what `dy`, the gradient of y, gives for x. dx aliases nothing.
void rms_norm_row_backward(const float* x, const float* weight, const float* dy, int64_t columns,
                           float epsilon, float* dx);

/// Gradients of swiglu_row; dgate may be gate, dup may be up.
void swiglu_row_backward(const float* gate, const float* up, const float* dy, int64_t elements, float* dgate,
                         float* dup);

/// RoPE (arXiv:2104.09864) of `heads` heads of one token in place, pairs half a head apart; cosine, sine:
/// [head_dim / 2]. `direction` 1 turns, -1 turns back, which is also the gradient.
void rope_row(float* x, int64_t heads, int64_t head_dim, const float* cosine, const float* sine,
              float direction);

/// A row in 16 bits: out[i] = x[i] / step, rounded, at most 32767 in size; returns the step. What is lost
/// is at most 2^-16 of the greatest. NaN for a step where an element is not finite.
float shorten_row(const float* x, int64_t elements, int16_t* out);

/// An adapter's A [rank, columns] in 16 bits, as steps of decoding read it from end to end: rows side by side
/// in groups of four, of each 16 columns after 16 columns, int16 [4][16], then what shorten_row gave as
/// steps, float [4], and the rest of a line; nothing but zeros beyond the last row and column.
inline constexpr int64_t short_rows_group = 4, short_rows_columns = 16;
/// Whole groups of so many rows; where the group of row `rows`, a multiple of short_rows_group, begins.
/// Always inline, as what follows, since files of several instruction sets use it.
[[gnu::always_inline]] constexpr int64_t short_rows_bytes(int64_t columns, int64_t rows) {
    constexpr int64_t line = 64;
    const int64_t lines = 2 * ((columns + short_rows_columns - 1) / short_rows_columns) + 1;
    return (rows + short_rows_group - 1) / short_rows_group * lines * line;
}
/// To `out`, which begins at a cache line and is short_rows_bytes long.
void shorten_rows(const float* a, int64_t columns, int64_t rows, std::byte* out);
/// y[o] = Σ over c of x[c] · A(o, c), for o in [0, outputs); `groups` may begin at any of A's. float32; each
/// output's sum is the same whatever others are asked for. `ahead`, here and below, is told what is read; it
/// may be null.
void multiply_short_rows(const float* x, int64_t columns, const std::byte* groups, int64_t outputs,
                         ReadAhead* ahead, float* y);

/// An adapter's B [outputs, rank] in 16 bits, whose rows are too short to be added up one by one: outputs
/// side by side in groups of so many, of each its numbers, int16 [rank][short_group], then what shorten_row
/// gave as steps, float [short_group]; nothing but zeros beyond the last output.
inline constexpr int64_t short_group = 16;
[[gnu::always_inline]] constexpr int64_t short_group_bytes(int64_t rank) {
    return short_group * (rank * int64_t(sizeof(int16_t)) + int64_t(sizeof(float)));
}
/// Whole groups of so many outputs; where the group of output `outputs`, a multiple of short_group, begins.
[[gnu::always_inline]] constexpr int64_t short_outputs_bytes(int64_t rank, int64_t outputs) {
    return (outputs + short_group - 1) / short_group * short_group_bytes(rank);
}
/// To `out`, which begins at a multiple of 32 bytes and is short_outputs_bytes long.
void shorten_outputs(const float* b, int64_t rank, int64_t outputs, std::byte* out);
/// y[o] += Σ over r of h[r] · B(o, r), for o in [0, outputs); `groups` may begin at any of B's. float32.
void add_short_outputs(const float* h, int64_t rank, const std::byte* groups, int64_t outputs,
                       ReadAhead* ahead, float* y);

/// y[o] += Σ over r of h[r] · b[o * rank + r]: an adapter's second product for one row, whose sums are short.
void add_narrow_row(const float* h, int64_t rank, const float* b, int64_t outputs, float* y);

/// x[i] = exp(scale · x[i] - top), where top = scale · the greatest of x, scale > 0; returns their sum.
float exp_row(float* x, int64_t elements, float scale, float* top);

/// Where the first of the greatest of x stands, elements > 0. What is no number counts for nothing; -1 where
/// there is nothing else.
int64_t greatest_of_row(const float* x, int64_t elements);

/// Scores of one query become its part of attention's backward pass: scores[i] = P = exp(scale · scores[i] -
/// log_sum); dp[i] = scale · P · (dp[i] - dot).
void attend_row_backward(float* scores, float* dp, int64_t elements, float scale, float log_sum, float dot);

/// Cross entropy -log softmax(logits)[label] in nats, returned; where `gradient`, logits become
/// softmax - onehot.
float cross_entropy_row(float* logits, int64_t elements, int64_t label, bool gradient);

/// Inverted dropout: y[i] (add ? += : =) x[i] / (1 - p) where the bits of (seed, first + i) are at least
/// threshold = p · 2^32, else 0. Which elements fall depends on nothing else. y may be x.
void dropout_row(const float* x, int64_t elements, int64_t first, uint64_t seed, double p, bool add,
                 float* y);

/// The same by the reference forms, which add up in float64; the faster ones agree to rounding.
void rms_norm_row_backward_reference(const float* x, const float* weight, const float* dy, int64_t columns,
                                     float epsilon, float* dx);
void swiglu_row_backward_reference(const float* gate, const float* up, const float* dy, int64_t elements,
                                   float* dgate, float* dup);
void rope_row_reference(float* x, int64_t heads, int64_t head_dim, const float* cosine, const float* sine,
                        float direction);
void add_narrow_row_reference(const float* h, int64_t rank, const float* b, int64_t outputs, float* y);
int64_t greatest_of_row_reference(const float* x, int64_t elements);
float exp_row_reference(float* x, int64_t elements, float scale, float* top);
void attend_row_backward_reference(float* scores, float* dp, int64_t elements, float scale, float log_sum,
                                   float dot);
float cross_entropy_row_reference(float* logits, int64_t elements, int64_t label, bool gradient);
void dropout_row_reference(const float* x, int64_t elements, int64_t first, uint64_t seed, double p, bool add,
                           float* y);
void rms_norm_row_reference(const float* x, const float* weight, int64_t columns, float epsilon, float* y);
void add_rms_norm_row_reference(float* x, const float* branch, const float* weight, int64_t columns,
                                float epsilon, float* y);
void swiglu_row_reference(const float* gate, const float* up, int64_t elements, float* y);
float shorten_row_reference(const float* x, int64_t elements, int16_t* out);
void multiply_short_rows_reference(const float* x, int64_t columns, const std::byte* groups, int64_t outputs,
                                   ReadAhead* ahead, float* y);
void add_short_outputs_reference(const float* h, int64_t rank, const std::byte* groups, int64_t outputs,
                                 ReadAhead* ahead, float* y);

}  // namespace lora::kernels
