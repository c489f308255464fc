// SPDX-License-Identifier: Apache-2.0
// The blocked product of factors rounded to bfloat16, compiled with AVX-512 F, BW, VL and BF16; reached only
// where the processor has all four. As matmul_vector.h, but that both factors are laid out, as pairs of
// neighbours along the inner dimension: vdpbf16ps multiplies two pairs a lane and adds both products to the
// lane's float32 sum.
#include <algorithm>

#include "kernels/cpu/tile_avx512.h"

namespace lora::kernels {
namespace {

using Plain = Blocked<Tile>;

/// Elements 2i and 2i + 1 of the inner dimension, the first in the lower half.
using Pair = uint32_t;

constexpr int64_t lanes = Tile::lanes, panel = 2 * lanes;
constexpr int most_rows = Tile::rows;
constexpr int64_t most_inner = 320;             ///< a panel and a tile's rows stay in the first-level cache
constexpr int64_t rows_block = 14 * most_rows;  ///< with columns_block's panels in the second-level cache
constexpr int64_t columns_block = 1024;

/// Room that belongs to the thread.
class Room {
  public:
    Pair* panels() { return at_line(panels_.data()); }
    Pair* rows() { return at_line(rows_.data()); }
    float* expanded() { return expanded_.data(); }

  private:
    static constexpr size_t line = line_elements<Pair>;
    std::vector<Pair> panels_ = std::vector<Pair>(size_t(most_inner / 2 * columns_block) + line);
    std::vector<Pair> rows_ = std::vector<Pair>(size_t(most_inner / 2 * (rows_block + lanes)) + line);
    std::vector<float> expanded_ = std::vector<float>(size_t(most_inner * panel));
};
static_assert(most_inner * panel >= 2 * columns_block);

constexpr int64_t whole_vectors(int64_t count) {
    return (count + lanes - 1) / lanes * lanes;
}

__mmask16 first_lanes(int64_t count) {
    return count >= lanes ? __mmask16(0xffff) : count <= 0 ? __mmask16(0) : __mmask16((1u << count) - 1);
}

/// Pairs {low, high} lane by lane.
__m512i interleaved(__m512 low, __m512 high) {
    const __m512i order = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23,
                                           7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    return _mm512_permutexvar_epi16(order, __m512i(_mm512_cvtne2ps_pbh(high, low)));
}

/// `count` floats from `in` as count / 2 pairs, rounded up; whole vectors are written.
void neighbours(const float* in, int64_t count, Pair* out) {
    for (int64_t i = 0; i < count; i += panel, out += lanes) {
        const __m512 low = _mm512_maskz_loadu_ps(first_lanes(count - i), in + i);
        const __m512 high = _mm512_maskz_loadu_ps(first_lanes(count - i - lanes), in + i + lanes);
        _mm512_storeu_si512(out, __m512i(_mm512_cvtne2ps_pbh(high, low)));
    }
}

/// Rows `first` and `second` (null: zeros) of `count` floats as pairs across them; whole vectors are written.
void across(const float* first, const float* second, int64_t count, Pair* out) {
    for (int64_t i = 0; i < count; i += lanes) {
        const __mmask16 mask = first_lanes(count - i);
        const __m512 low = _mm512_maskz_loadu_ps(mask, first + i);
        const __m512 high = second ? _mm512_maskz_loadu_ps(mask, second + i) : _mm512_setzero_ps();
        _mm512_storeu_si512(out + i, interleaved(low, high));
    }
}

/// Columns [first, first + count) of `b` at depths [k, k + deep) as panels [pairs][panel], zeros beyond count
/// and beyond deep.
void pack_columns(const MatrixView& b, int64_t first, int64_t count, int64_t k, int64_t deep, int64_t pairs,
                  Pair* out, float* room) {
    int64_t stride = 0;
    if (b.rows_are_outputs) {
        for (int64_t n = 0; n < count; n += panel, out += pairs * panel) {
            const int64_t wide = count - n < panel ? count - n : panel;
            const float* in = Plain::expanded(b, first + n, wide, k, deep, room, stride);
            for (int64_t column = 0; column < panel; column += 8) {
                for (int64_t i = 0; i < deep; i += lanes) {
                    const __mmask16 mask = first_lanes(deep - i);
                    alignas(32) Pair square[8][8];
                    for (int64_t c = 0; c < 8; ++c) {
                        const __m512 values =
                            column + c < wide ? _mm512_maskz_loadu_ps(mask, in + (column + c) * stride + i)
                                              : _mm512_setzero_ps();
                        _mm256_store_si256(reinterpret_cast<__m256i*>(square[c]),
                                           __m256i(_mm512_cvtneps_pbh(values)));
                    }
                    const int64_t left = pairs - i / 2;
                    if (left >= 8) {
                        Plain::transpose_8x8(reinterpret_cast<const float*>(square), 8,
                                             reinterpret_cast<float*>(out + i / 2 * panel + column), panel);
                        continue;
                    }
                    for (int64_t p = 0; p < left; ++p)
                        for (int64_t c = 0; c < 8; ++c)
                            out[(i / 2 + p) * panel + column + c] = square[c][p];
                }
            }
        }
        return;
    }
    for (int64_t i = 0; i < deep; i += 2) {
        const float* low = Plain::expanded(b, k + i, 1, first, count, room, stride);
        const float* high = i + 1 < deep ? Plain::expanded(b, k + i + 1, 1, first, count,
                                                           room ? room + columns_block : nullptr, stride)
                                         : nullptr;
        Pair* to = out + i / 2 * panel;
        for (int64_t n = 0; n < count; n += panel, to += pairs * panel) {
            const int64_t wide = count - n < panel ? count - n : panel;
            across(low + n, high ? high + n : nullptr, wide, to);
            if (wide <= lanes) _mm512_storeu_si512(to + lanes, _mm512_setzero_si512());
        }
    }
}

/// The first factor laid out: the pair of row m at depth 2p lies at pairs[m * row + p * step].
struct PackedRows {
    const Pair* pairs;
    int64_t row, step;
};

PackedRows pack_rows(const float* x, int64_t x_row, int64_t x_column, int64_t rows, int64_t deep, Pair* out) {
    if (x_row == 1) {
        const int64_t apart = whole_vectors(rows);
        for (int64_t i = 0; i < deep; i += 2)
            across(x + i * x_column, i + 1 < deep ? x + (i + 1) * x_column : nullptr, rows,
                   out + i / 2 * apart);
        return {out, 1, apart};
    }
    const int64_t apart = whole_vectors((deep + 1) / 2);
    for (int64_t m = 0; m < rows; ++m) {
        const float* in = x + m * x_row;
        if (x_column == 1) {
            neighbours(in, deep, out + m * apart);
            continue;
        }
        for (int64_t i = 0; i < deep; i += panel) {
            float gathered[panel];
            const int64_t count = deep - i < panel ? deep - i : panel;
            for (int64_t j = 0; j < count; ++j)
                gathered[j] = in[(i + j) * x_column];
            neighbours(gathered, count, out + m * apart + i / 2);
        }
    }
    return {out, apart, 1};
}

/// y [R, 16 · V], of which `edge` masks the last vector.
template <int R, int V>
void tile(PackedRows x, int64_t pairs, const Pair* b, float* y, int64_t y_row, __mmask16 edge, bool add) {
    __m512 sums[R][V];
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 2
        for (int v = 0; v < V; ++v)
            sums[r][v] = _mm512_setzero_ps();
    const Pair* at = x.pairs;
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
void tile_of(int64_t rows, PackedRows x, int64_t pairs, const Pair* b, float* y, int64_t y_row,
             __mmask16 edge, bool add) {
    if (rows == R) {
        tile<R, V>(x, pairs, b, y, y_row, edge, add);
    } else if constexpr (R > 1) {
        tile_of<R - 1, V>(rows, x, pairs, b, y, y_row, edge, add);
    }
}

/// A block's rows times one panel.
void multiply_panel(PackedRows x, int64_t rows, int64_t columns, int64_t pairs, const Pair* b, float* y,
                    int64_t y_row, bool add) {
    const __mmask16 edge = first_lanes(columns > lanes ? columns - lanes : columns);
    for (int64_t m = 0; m < rows; m += most_rows) {
        const int64_t few = rows - m < most_rows ? rows - m : most_rows;
        const PackedRows from{x.pairs + m * x.row, x.row, x.step};
        if (columns > lanes)
            tile_of<most_rows, 2>(few, from, pairs, b, y + m * y_row, y_row, edge, add);
        else
            tile_of<most_rows, 1>(few, from, pairs, b, y + m * y_row, y_row, edge, add);
    }
}

}  // namespace

void matmul_avx512_bf16(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y,
                        int64_t y_row, bool accumulate) {
    thread_local Room room;
    for (int64_t first = 0; first < outputs; first += columns_block) {
        const int64_t count = outputs - first < columns_block ? outputs - first : columns_block;
        bool add = accumulate;
        for (const MatmulTerm& term : terms) {
            const int64_t block = term.b.rows_are_outputs ? dtype_info(term.b.type).block_elements : 1;
            const int64_t stretch = Plain::depth(term.inner, block % 2 == 0 ? block : 2 * block);
            for (int64_t k = 0; k < term.inner; k += stretch) {
                const int64_t deep = term.inner - k < stretch ? term.inner - k : stretch;
                const int64_t pairs = (deep + 1) / 2;
                pack_columns(term.b, first, count, k, deep, pairs, room.panels(), room.expanded());
                for (int64_t m = 0; m < rows; m += rows_block) {
                    const int64_t some = rows - m < rows_block ? rows - m : rows_block;
                    const PackedRows x = pack_rows(term.x + m * term.x_row + k * term.x_column, term.x_row,
                                                   term.x_column, some, deep, room.rows());
                    for (int64_t n = 0; n < count; n += panel)
                        multiply_panel(x, some, count - n < panel ? count - n : panel, pairs,
                                       room.panels() + n * pairs, y + m * y_row + first + n, y_row, add);
                }
                add = true;
            }
        }
    }
}

const PanelOps panel_ops_avx512_bf16{
    panel,
    most_rows,
    2,
    [](const MatrixView& b, int64_t columns, int64_t depth, float* out) {
        pack_columns(b, 0, columns, 0, depth, (depth + 1) / 2, reinterpret_cast<Pair*>(out), nullptr);
    },
    [](const float* x, int64_t x_row, int64_t x_column, int64_t rows, int64_t depth, float* room) {
        const PackedRows packed = pack_rows(x, x_row, x_column, rows, depth, reinterpret_cast<Pair*>(room));
        return LeftFactor{reinterpret_cast<const float*>(packed.pairs), packed.row, packed.step};
    },
    [](int64_t rows, int64_t depth) {
        const int64_t pairs = (depth + 1) / 2;
        return std::max(rows * whole_vectors(pairs), pairs * whole_vectors(rows));
    },
    [](int64_t rows, int64_t columns, const LeftFactor& x, int64_t depth, const float* b, float* y,
       int64_t y_row, bool add) {
        multiply_panel({reinterpret_cast<const Pair*>(x.at), x.row, x.step}, rows, columns, (depth + 1) / 2,
                       reinterpret_cast<const Pair*>(b), y, y_row, add);
    }};

}  // namespace lora::kernels
