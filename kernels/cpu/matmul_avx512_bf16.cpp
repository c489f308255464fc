// SPDX-License-Identifier: Apache-2.0
// The blocked product of factors rounded to bfloat16, compiled with AVX-512 F, BW, VL and BF16; reached only
// where the processor has all four. As matmul_vector.h, but that both factors are laid out, as pairs of
// neighbours along the inner dimension: vdpbf16ps multiplies two pairs a lane and adds both products to the
// lane's float32 sum.
#include "kernels/cpu/pairs_avx512.h"

namespace lora::kernels {
namespace {

constexpr int most_rows = Tile::rows;

/// y [R, 16 · V] from x's rows at `first`, of which `edge` masks the last vector.
template <int R, int V>
void tile(const PackedRows& x, int64_t first, int64_t pairs, const Pair* b, float* y, int64_t y_row,
          __mmask16 edge, bool add) {
    __m512 sums[R][V];
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 2
        for (int v = 0; v < V; ++v)
            sums[r][v] = _mm512_setzero_ps();
    const Pair* at = x.pairs + first * x.row;
    for (int64_t p = 0; p < pairs; ++p, b += panel, at += x.step) {
        __m512bh columns[V];
#pragma GCC unroll 2
        for (int v = 0; v < V; ++v)
            columns[v] = __m512bh(_mm512_loadu_si512(b + v * lanes));
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r) {
            const auto all = __m512bh(_mm512_set1_epi32(static_cast<int>(at[r * x.row])));
#pragma GCC unroll 2
            for (int v = 0; v < V; ++v)
                sums[r][v] = _mm512_dpbf16_ps(sums[r][v], columns[v], all);
        }
    }
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r) {
#pragma GCC unroll 2
        for (int v = 0; v < V; ++v) {
            float* to = y + r * y_row + v * lanes;
            const __mmask16 mask = v + 1 == V ? edge : __mmask16(0xffff);
            if (add) sums[r][v] = _mm512_add_ps(sums[r][v], _mm512_maskz_loadu_ps(mask, to));
            _mm512_mask_storeu_ps(to, mask, sums[r][v]);
        }
    }
}

template <int R, int V>
void tile_of(int64_t rows, const PackedRows& x, int64_t first, int64_t pairs, const Pair* b, float* y,
             int64_t y_row, __mmask16 edge, bool add) {
    if (rows == R) {
        tile<R, V>(x, first, pairs, b, y, y_row, edge, add);
    } else if constexpr (R > 1) {
        tile_of<R - 1, V>(rows, x, first, pairs, b, y, y_row, edge, add);
    }
}

struct Kernel {
    static constexpr int64_t rows = most_rows, depths = 2;
    static constexpr int64_t most_inner = 640;  ///< of a panel, which streams from the second-level cache
    static constexpr int64_t rows_block = 7 * most_rows;  ///< in the first- and second-level cache
    static void begin() {}
    static void end() {}

    static PackedRows pack_left(const float* x, int64_t x_row, int64_t x_column, int64_t count, int64_t deep,
                                Pair* out) {
        if (x_row == 1) {
            const int64_t apart = whole_vectors(count);
            for (int64_t i = 0; i < deep; i += 2)
                across(x + i * x_column, i + 1 < deep ? x + (i + 1) * x_column : nullptr, count,
                       out + i / 2 * apart);
            return {out, 1, apart};
        }
        const int64_t apart = whole_vectors((deep + 1) / 2);
        pack_rows(x, x_row, x_column, count, deep, apart, out);
        return {out, apart, 1};
    }
    static int64_t left_room(int64_t count, int64_t depth) {
        const int64_t pairs = (depth + 1) / 2;
        return std::max(count * whole_vectors(pairs), pairs * whole_vectors(count));
    }
    static void multiply_panel(const PackedRows& x, int64_t count, int64_t columns, int64_t pairs,
                               const Pair* b, float* y, int64_t y_row, bool add) {
        const __mmask16 edge = first_lanes(columns > lanes ? columns - lanes : columns);
        for (int64_t m = 0; m < count; m += most_rows) {
            const int64_t few = count - m < most_rows ? count - m : most_rows;
            if (columns > lanes)
                tile_of<most_rows, 2>(few, x, m, pairs, b, y + m * y_row, y_row, edge, add);
            else
                tile_of<most_rows, 1>(few, x, m, pairs, b, y + m * y_row, y_row, edge, add);
        }
    }
};

}  // namespace

const RoundedOps bf16_ops_avx512 = PairProduct<Kernel>::ops;

}  // namespace lora::kernels
