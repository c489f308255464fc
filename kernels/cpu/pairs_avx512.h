// SPDX-License-Identifier: Apache-2.0
// Factors rounded to bfloat16 and laid out as pairs of neighbours along the inner dimension, shared by the
// forms that multiply such pairs; internal linkage for the reason that blocks_vector.h gives.
#pragma once

#include <algorithm>

#include "kernels/cpu/tile_avx512.h"

namespace lora::kernels {
namespace {

using Plain = Blocked<Tile>;

constexpr int64_t lanes = Tile::lanes, panel = 2 * lanes;

constexpr int64_t whole_vectors(int64_t count) {
    return (count + lanes - 1) / lanes * lanes;
}

inline __mmask16 first_lanes(int64_t count) {
    return count >= lanes ? __mmask16(0xffff) : count <= 0 ? __mmask16(0) : __mmask16((1u << count) - 1);
}

/// Pairs {low, high} lane by lane.
inline __m512i interleaved(__m512 low, __m512 high) {
    const __m512i order = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23,
                                           7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    return _mm512_permutexvar_epi16(order, __m512i(_mm512_cvtne2ps_pbh(high, low)));
}

/// `count` floats from `in` as count / 2 pairs, rounded up; whole vectors are written.
inline void neighbours(const float* in, int64_t count, Pair* out) {
    for (int64_t i = 0; i < count; i += panel, out += lanes) {
        const __m512 low = _mm512_maskz_loadu_ps(first_lanes(count - i), in + i);
        const __m512 high = _mm512_maskz_loadu_ps(first_lanes(count - i - lanes), in + i + lanes);
        _mm512_storeu_si512(out, __m512i(_mm512_cvtne2ps_pbh(high, low)));
    }
}

/// Rows `first` and `second` (null: zeros) of `count` floats as pairs across them; whole vectors are written.
inline void across(const float* first, const float* second, int64_t count, Pair* out) {
    for (int64_t i = 0; i < count; i += lanes) {
        const __mmask16 mask = first_lanes(count - i);
        const __m512 low = _mm512_maskz_loadu_ps(mask, first + i);
        const __m512 high = second ? _mm512_maskz_loadu_ps(mask, second + i) : _mm512_setzero_ps();
        _mm512_storeu_si512(out + i, interleaved(low, high));
    }
}

inline float half_at(const std::byte* at) {
    uint16_t bits;
    std::memcpy(&bits, at, sizeof bits);
    return _cvtsh_ss(bits);
}

/// The elements of a block of four-bit codes, whose sixteen bytes name one of the numbers each.
inline __m512i four_bit_numbers(__m512 numbers, const std::byte* codes) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(codes));
    const __m128i four = _mm_set1_epi8(15);
    const __m256i indices =
        _mm256_set_m128i(_mm_and_si128(_mm_srli_epi16(bytes, 4), four), _mm_and_si128(bytes, four));
    return _mm512_permutexvar_epi16(_mm512_cvtepu8_epi16(indices),
                                    _mm512_castsi256_si512(__m256i(_mm512_cvtneps_pbh(numbers))));
}

/// Blocks of four-bit codes: a block's sixteen numbers are rounded, and its elements looked up among them.
template <DType type>
inline void look_up(const std::byte* in, int64_t count, Pair* out) {
    constexpr auto info = dtype_info(type);
    const __m512 codes = _mm512_setr_ps(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (int64_t i = 0; i < count; i += 32, in += info.block_bytes, out += lanes) {
        const __m512 step = _mm512_set1_ps(half_at(in));
        const __m512 numbers = type == DType::q4_1
                                   ? _mm512_fmadd_ps(step, codes, _mm512_set1_ps(half_at(in + 2)))
                                   : _mm512_mul_ps(step, _mm512_sub_ps(codes, _mm512_set1_ps(8)));
        _mm512_storeu_si512(out, four_bit_numbers(numbers, in + info.block_bytes - 16));
    }
}

/// Elements [column, column + count) of one row of `b`, rounded; whole vectors are written.
inline void rounded_row(const MatrixView& b, int64_t row, int64_t column, int64_t count, Pair* out,
                        PairRoom& room) {
    const auto info = dtype_info(b.type);
    const std::byte* in = b.bytes + row * b.row_bytes + column / info.block_elements * info.block_bytes;
    if (b.type == DType::q4_0 && count % 32 == 0) return look_up<DType::q4_0>(in, count, out);
    if (b.type == DType::q4_1 && count % 32 == 0) return look_up<DType::q4_1>(in, count, out);
    if (b.type == DType::bf16) {
        std::memcpy(out, in, size_t(count) * sizeof(uint16_t));
        std::memset(reinterpret_cast<uint16_t*>(out) + count, 0,
                    size_t(2 * whole_vectors((count + 1) / 2) - count) * sizeof(uint16_t));
        return;
    }
    int64_t stride = 0;
    neighbours(Plain::expanded(b, row, 1, column, count, room.expanded.at_least(count), stride), count, out);
}

/// Columns [first, first + count) of `b` at depths [k, k + deep) as panels [pairs][panel], zeros beyond count
/// and beyond deep.
inline void pack_columns(const MatrixView& b, int64_t first, int64_t count, int64_t k, int64_t deep,
                         int64_t pairs, Pair* out) {
    PairRoom& room = PairRoom::of_thread();
    const int64_t filled = (deep + 1) / 2;
    for (int64_t n = 0; n < count; n += panel)
        std::fill(out + n * pairs + filled * panel, out + (n + panel) * pairs, Pair(0));
    if (b.rows_are_outputs) {
        const int64_t apart = whole_vectors(filled);
        Pair* rows = room.rows.at_least(panel * apart);
        for (int64_t n = 0; n < count; n += panel, out += pairs * panel) {
            const int64_t wide = count - n < panel ? count - n : panel;
            for (int64_t c = 0; c < wide; ++c)
                rounded_row(b, first + n + c, k, deep, rows + c * apart, room);
            std::fill(rows + wide * apart, rows + panel * apart, Pair(0));
            transpose_pairs<Plain>(rows, apart, filled, panel, out);
        }
        return;
    }
    // Element i of two rows side by side, for the first and for the second sixteen.
    const __m512i first_half = _mm512_set_epi16(47, 15, 46, 14, 45, 13, 44, 12, 43, 11, 42, 10, 41, 9, 40, 8,
                                                39, 7, 38, 6, 37, 5, 36, 4, 35, 3, 34, 2, 33, 1, 32, 0);
    const __m512i second_half = _mm512_add_epi16(first_half, _mm512_set1_epi16(16));
    const int64_t apart = whole_vectors((count + 1) / 2);
    Pair* rows = room.rows.at_least(2 * apart);
    for (int64_t i = 0; i < deep; i += 2, out += panel) {
        rounded_row(b, k + i, first, count, rows, room);
        if (i + 1 < deep)
            rounded_row(b, k + i + 1, first, count, rows + apart, room);
        else
            std::fill(rows + apart, rows + 2 * apart, Pair(0));
        Pair* to = out;
        for (int64_t n = 0; n < apart; n += lanes, to += pairs * panel) {
            const __m512i low = _mm512_loadu_si512(rows + n), high = _mm512_loadu_si512(rows + apart + n);
            _mm512_storeu_si512(to, _mm512_permutex2var_epi16(low, first_half, high));
            _mm512_storeu_si512(to + lanes, _mm512_permutex2var_epi16(low, second_half, high));
        }
    }
}

/// x's rows as pairs, `apart` from each other; whole vectors of them are written.
inline void pack_rows(const float* x, int64_t x_row, int64_t x_column, int64_t rows, int64_t deep,
                      int64_t apart, Pair* out) {
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
}

inline void round_rows(const float* x, int64_t x_row, int64_t rows, int64_t inner, uint16_t* out) {
    const int64_t apart = rounded_row_size(inner, Factors::bfloat16);
    for (int64_t m = 0; m < rows; ++m)
        neighbours(x + m * x_row, inner, reinterpret_cast<Pair*>(out + m * apart));
}

/// A first factor laid out: of row m the pairs that a form reads at once, the s-th time, lie at
/// pairs[m * row + s * step].
struct PackedRows {
    const Pair* pairs;
    int64_t row, step;
};

/// The product of factors laid out in pairs, by a Kernel that names its sizes: most_inner and rows_block, the
/// rows of y it makes at a time, and the depths that it reads at once. begin and end stand around its
/// multiplications; pack_left lays rows of a first factor out in left_room pairs; multiply_panel makes a
/// block's rows times one panel.
template <class Kernel>
struct PairProduct {
    // As multiply_rounded wants them.
    static constexpr int64_t panel = kernels::panel, depths = Kernel::depths, most_inner = Kernel::most_inner,
                             rows_block = Kernel::rows_block, columns_block = 1024;
    static_assert(most_inner % depths == 0);

    /// In whole reads.
    static constexpr int64_t pairs_of(int64_t depth) { return (depth + depths - 1) / depths * (depths / 2); }

    static Pair* panels() {
        return PairRoom::lines(PairRoom::of_thread().panels, most_inner / 2 * columns_block);
    }
    static void pack(const MatrixView& b, int64_t first, int64_t count, int64_t k, int64_t deep) {
        pack_columns(b, first, count, k, deep, pairs_of(deep), panels());
    }
    /// Rows [first, first + rows) of the term's x at depths [k, k + deep), k a multiple of `depths`.
    static PackedRows left(const MatmulTerm& term, int64_t first, int64_t rows, int64_t k, int64_t deep) {
        if (const RoundedRows& x = term.rounded; x.values)
            return {reinterpret_cast<const Pair*>(x.values + first * x.row + k), x.row / 2, depths / 2};
        return Kernel::pack_left(
            term.x + first * term.x_row + k * term.x_column, term.x_row, term.x_column, rows, deep,
            PairRoom::lines(PairRoom::of_thread().left, Kernel::left_room(rows_block, most_inner)));
    }
    static void multiply(const PackedRows& x, int64_t rows, int64_t columns, int64_t deep, int64_t column,
                         float* y, int64_t y_row, bool add) {
        const int64_t pairs = pairs_of(deep);
        Kernel::multiply_panel(x, rows, columns, pairs, panels() + column * pairs, y, y_row, add);
    }

    static void matmul(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y,
                       int64_t y_row, bool accumulate) {
        Kernel::begin();
        multiply_rounded<PairProduct, Plain>(terms, rows, outputs, y, y_row, accumulate);
        Kernel::end();
    }

    static constexpr PanelOps panel_ops{
        panel,
        Kernel::rows,
        Kernel::begin,
        Kernel::end,
        pairs_of,
        [](const MatrixView& b, int64_t columns, int64_t depth, float* out) {
            pack_columns(b, 0, columns, 0, depth, pairs_of(depth), reinterpret_cast<Pair*>(out));
        },
        [](const float* x, int64_t x_row, int64_t x_column, int64_t rows, int64_t depth, float* room) {
            const PackedRows packed =
                Kernel::pack_left(x, x_row, x_column, rows, depth, reinterpret_cast<Pair*>(room));
            return LeftFactor{reinterpret_cast<const float*>(packed.pairs), packed.row, packed.step};
        },
        Kernel::left_room,
        [](int64_t rows, int64_t columns, const LeftFactor& x, int64_t depth, const float* b, float* y,
           int64_t y_row, bool add) {
            Kernel::multiply_panel({reinterpret_cast<const Pair*>(x.at), x.row, x.step}, rows, columns,
                                   pairs_of(depth), reinterpret_cast<const Pair*>(b), y, y_row, add);
        }};
    static constexpr RoundedOps ops{matmul, round_rows, &panel_ops};
};

}  // namespace
}  // namespace lora::kernels
