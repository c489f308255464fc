// SPDX-License-Identifier: Apache-2.0
// Keys and values as a cache holds them for steps of decoding, and attention over them: whole numbers of 24
// bits with a power of two for each row, as fine as float32 is for the row's greatest elements, in three
// quarters of its bytes.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/include/read_ahead.h"

namespace lora::kernels {

/// Positions make blocks of so many: of each the whole numbers, three bytes, lowest first, then for each
/// position 1/256 of what its numbers are multiplied by, float32. Always inline, as dtype_info is.
inline constexpr int64_t held_positions = 16;
[[gnu::always_inline]] constexpr int64_t held_bytes(int64_t head_dim, int64_t positions) {
    return (positions + held_positions - 1) / held_positions * held_positions *
           (3 * head_dim + int64_t(sizeof(float)));
}
/// How a block's numbers lie: keys [head_dim][held_positions], so that scores are added up side by side;
/// values [held_positions][head_dim].
enum class Held { keys, values };

/// Rows of x, `x_row` floats apart, to positions [first, first + count) of `held`, which begins with position
/// 0. Each element is rounded; what is lost is at most 2^-23 of its row's greatest. Rows with none that
/// reaches 2^-96 become zeros, those with one that is not finite become NaN.
void hold_rows(Held what, const float* x, int64_t x_row, int64_t count, int64_t head_dim, int64_t first,
               std::byte* held);
/// Positions [0, count) as float32 again, without loss: out [count, head_dim].
void held_rows(Held what, const std::byte* held, int64_t count, int64_t head_dim, float* out);

/// Attention of `group` queries that share a key head, one token of one sequence, over `length` held
/// positions: out[g] = Σ over l of softmax(scale · query[g]·keys[l]) · values[l]; log_sums[g] = log Σ
/// exp(scale · query[g]·keys[l]). query, out: [group, head_dim]; keys, values: of position 0 or a multiple
/// of held_positions, each read once; scores: room for attend_held_scores floats. float32, the softmax
/// shifted by its maximum. Nothing aliases. `ahead` is told that keys, then values are read; it may be null.
void attend_held(const float* query, int64_t group, const std::byte* keys, const std::byte* values,
                 int64_t length, int64_t head_dim, float scale, ReadAhead* ahead, float* scores, float* out,
                 float* log_sums);
[[gnu::always_inline]] constexpr int64_t attend_held_scores(int64_t group, int64_t length) {
    return group * ((length + held_positions - 1) / held_positions * held_positions);
}
/// One answer from those over stretches of positions: outs [stretches, rows, width] and log_sums [stretches,
/// rows], as attend_held gives them, into out [rows, width]. A log sum of -infinity says that the row has no
/// such stretch, whose out is not read; each row has one at least. float32. Nothing aliases.
void join_stretches(const float* outs, const float* log_sums, int64_t stretches, int64_t rows, int64_t width,
                    float* out);

/// The same by the reference forms, which add up in float64; the faster ones agree to rounding.
void hold_rows_reference(Held what, const float* x, int64_t x_row, int64_t count, int64_t head_dim,
                         int64_t first, std::byte* held);
void attend_held_reference(const float* query, int64_t group, const std::byte* keys, const std::byte* values,
                           int64_t length, int64_t head_dim, float scale, ReadAhead* ahead, float* scores,
                           float* out, float* log_sums);
void join_stretches_reference(const float* outs, const float* log_sums, int64_t stretches, int64_t rows,
                              int64_t width, float* out);

}  // namespace lora::kernels
