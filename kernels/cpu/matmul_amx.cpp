// SPDX-License-Identifier: Apache-2.0
// The float32 product with weights that are a block's step times whole numbers of eight bits at most, by the
// matrix unit (compiled and reached as matmul_amx_bf16.cpp). Such numbers are bfloat16 as they stand, and a
// float32 is the sum of three bfloat16 ones: a block of 32 depths takes three instructions, whose products
// are exact and whose sums are float32, and is multiplied by the columns' steps afterwards.
#include "kernels/cpu/pairs_avx512.h"
#include "kernels/cpu/tiles_amx.h"

namespace lora::kernels {
namespace {

constexpr int64_t side = tile_side;
constexpr int64_t block = 32;
constexpr int pieces = 3;            ///< bfloat16 numbers that a float32 is the sum of
constexpr int64_t most_inner = 320;  ///< pieces of some rows stay in the first-level cache
constexpr int64_t rows_block = 32;
constexpr int64_t columns_block = 1024;
static_assert(panel == 2 * side && block == 2 * side && most_inner % block == 0);

/// A number's first eight bits, as a float's.
__m512i upper_half(__m512 values) {
    return _mm512_and_si512(_mm512_castps_si512(values), _mm512_set1_epi32(int(0xffff0000)));
}

/// A block's weights in a panel, w = step · code + offset: pairs of codes [side][panel], steps [panel] and
/// offsets [panel].
constexpr int64_t block_pairs = side * panel + 2 * panel;

Pair* panels() {
    return PairRoom::lines(PairRoom::of_thread().panels,
                           most_inner / block * block_pairs * (columns_block / panel));
}

bool has_codes(const MatmulTerm& term) {
    const DType type = term.b.type;
    return term.b.rows_are_outputs && (type == DType::q4_0 || type == DType::q4_1 || type == DType::q8_0);
}
/// Of the types with codes only q4_1's.
bool has_offsets(DType type) {
    return type == DType::q4_1;
}

__m512i codes_of(DType type, const std::byte* in) {
    if (type == DType::q8_0) {
        const auto* bytes = reinterpret_cast<const __m128i*>(in + 2);
        const auto floats = [&](int half) {
            return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(bytes + half)));
        };
        return __m512i(_mm512_cvtne2ps_pbh(floats(1), floats(0)));
    }
    // Around zero, so that sums stay small.
    const __m512 numbers = _mm512_setr_ps(-8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7);
    return four_bit_numbers(numbers, in + (type == DType::q4_1 ? 4 : 2));
}

/// As Form of multiply_rounded wants it.
void pack_codes(const MatrixView& b, int64_t first, int64_t count, int64_t k, int64_t deep, Pair* out) {
    const int64_t block_bytes = dtype_info(b.type).block_bytes, blocks = deep / block;
    PairRoom& room = PairRoom::of_thread();
    Pair* rows = room.rows.at_least(panel * side);
    for (int64_t n = 0; n < count; n += panel) {
        const int64_t wide = std::min(count - n, panel);
        for (int64_t i = 0; i < blocks; ++i, out += block_pairs) {
            float steps[2][panel] = {};
            for (int64_t c = 0; c < wide; ++c) {
                const std::byte* in = b.bytes + (first + n + c) * b.row_bytes + (k / block + i) * block_bytes;
                _mm512_storeu_si512(rows + c * side, codes_of(b.type, in));
                steps[0][c] = half_at(in);
                if (has_offsets(b.type)) steps[1][c] = half_at(in + 2) + 8 * steps[0][c];
            }
            std::fill(rows + wide * side, rows + panel * side, Pair(0));
            transpose_pairs<Plain>(rows, side, side, panel, out);
            std::memcpy(out + side * panel, steps, sizeof steps);
        }
    }
}

/// Rows of the first factor: piece p of row m's block b lies at pairs[p * piece + m * row + b * side], the
/// block's sum, where there are offsets to multiply, at sums[b * rows_block + m].
struct Left {
    const Pair* pairs;
    int64_t row, piece;
    const float* sums;
    bool offsets;
};

/// Rows of floats, or gathered where they do not lie end to end.
Left take_apart(const MatmulTerm& term, int64_t first, int64_t rows, int64_t k, int64_t deep) {
    PairRoom& room = PairRoom::of_thread();
    const int64_t blocks = deep / block;
    const bool offsets = has_offsets(term.b.type);
    // An odd number of lines, so that rows below each other do not share cache lines' sets.
    const int64_t row = (blocks | 1) * side, piece = rows_block * row;
    Pair* pairs = PairRoom::lines(room.left, pieces * rows_block * (most_inner / block + 1) * side);
    float* sums = room.steps.at_least(rows_block * (most_inner / block));
    const __m512i upper_words =
        _mm512_set_epi16(63, 61, 59, 57, 55, 53, 51, 49, 47, 45, 43, 41, 39, 37, 35, 33, 31, 29, 27, 25, 23,
                         21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1);
    for (int64_t m = 0; m < rows; ++m) {
        for (int64_t b = 0; b < blocks; ++b) {
            const float* in = term.x + (first + m) * term.x_row + (k + b * block) * term.x_column;
            float gathered[block];
            if (term.x_column != 1) {
                for (int64_t j = 0; j < block; ++j)
                    gathered[j] = in[j * term.x_column];
                in = gathered;
            }
            __m512 low = _mm512_loadu_ps(in), high = _mm512_loadu_ps(in + side);
            if (offsets) sums[b * rows_block + m] = _mm512_reduce_add_ps(_mm512_add_ps(low, high));
            Pair* to = pairs + m * row + b * side;
            // Eight bits at a time, cut off rather than rounded: the last remainder is a piece.
            for (int p = 0; p < pieces; ++p, to += piece) {
                const __m512i low_bits = upper_half(low), high_bits = upper_half(high);
                _mm512_storeu_si512(to, _mm512_permutex2var_epi16(low_bits, upper_words, high_bits));
                low = _mm512_sub_ps(low, _mm512_castsi512_ps(low_bits));
                high = _mm512_sub_ps(high, _mm512_castsi512_ps(high_bits));
            }
        }
    }
    return {pairs, row, piece, sums, offsets};
}

/// y [side][side] += rows' three pieces times half a panel's codes, each block times its columns' steps, and
/// the blocks' offsets times the rows' sums.
template <bool offsets>
void multiply_tile(const Left& left, int64_t row, int64_t blocks, const Pair* b, int64_t column, float* y,
                   int64_t y_row, int64_t rows, __mmask16 columns, bool add) {
    const Pair* x = left.pairs + row * left.row;
    const float* x_sums = left.sums + row;
    const int64_t x_bytes = left.row * int64_t(sizeof(Pair)), b_bytes = panel * int64_t(sizeof(Pair));
    alignas(64) float room[4][side][side];
    __m512 sums[side];
#pragma GCC unroll 16
    for (int m = 0; m < side; ++m)
        sums[m] = _mm512_setzero_ps();
    for (int64_t i = 0; i < blocks; ++i, x += side, b += block_pairs, x_sums += rows_block) {
        auto* block_sums = room[i % 4];
        _tile_zero(0);
        _tile_loadd(6, b + column, b_bytes);
        _tile_loadd(4, x, x_bytes);
        _tile_dpbf16ps(0, 4, 6);
        _tile_loadd(5, x + left.piece, x_bytes);
        _tile_dpbf16ps(0, 5, 6);
        _tile_loadd(7, x + 2 * left.piece, x_bytes);
        _tile_dpbf16ps(0, 7, 6);
        _tile_stored(0, block_sums, sizeof block_sums[0]);
        tiles_meet_memory();
        const auto* steps = reinterpret_cast<const float*>(b + side * panel + column);
        const __m512 step = _mm512_loadu_ps(steps), offset = _mm512_loadu_ps(steps + panel);
#pragma GCC unroll 16
        for (int m = 0; m < side; ++m) {
            if (offsets) sums[m] = _mm512_fmadd_ps(offset, _mm512_set1_ps(x_sums[m]), sums[m]);
            sums[m] = _mm512_fmadd_ps(step, _mm512_load_ps(block_sums[m]), sums[m]);
        }
    }
#pragma GCC unroll 16
    for (int m = 0; m < side; ++m) {
        if (m >= rows) break;
        float* to = y + m * y_row;
        if (add) sums[m] = _mm512_add_ps(sums[m], _mm512_maskz_loadu_ps(columns, to));
        _mm512_mask_storeu_ps(to, columns, sums[m]);
    }
}

struct Form {
    static constexpr int64_t panel = kernels::panel, depths = block, most_inner = kernels::most_inner,
                             rows_block = kernels::rows_block, columns_block = kernels::columns_block;
    static void pack(const MatrixView& b, int64_t first, int64_t count, int64_t k, int64_t deep) {
        pack_codes(b, first, count, k, deep, panels());
    }
    static Left left(const MatmulTerm& term, int64_t first, int64_t rows, int64_t k, int64_t deep) {
        return take_apart(term, first, rows, k, deep);
    }
    static void multiply(const Left& x, int64_t rows, int64_t columns, int64_t deep, int64_t column, float* y,
                         int64_t y_row, bool add) {
        const int64_t blocks = deep / block;
        const Pair* b = panels() + column / panel * blocks * block_pairs;
        for (int64_t m = 0; m < rows; m += side)
            for (int64_t n = 0; n < columns; n += side)
                (x.offsets ? multiply_tile<true> : multiply_tile<false>)(x, m, blocks, b, n,
                                                                         y + m * y_row + n, y_row, rows - m,
                                                                         first_lanes(columns - n), add);
    }
};

void multiply_codes(const MatmulTerm& term, int64_t rows, int64_t outputs, float* y, int64_t y_row,
                    bool add) {
    // Every tile is whole: rows and columns beyond y's are computed, and not stored.
    TileShape loaded;
    load_tile_shape(loaded, 2 * side, 2 * side);
    multiply_rounded<Form, Plain>({&term, 1}, rows, outputs, y, y_row, add);
    _tile_release();
}

}  // namespace

void matmul_amx(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
                bool accumulate) {
    for (const MatmulTerm& term : terms) {
        if (has_codes(term))
            multiply_codes(term, rows, outputs, y, y_row, accumulate);
        else
            matmul_avx512({&term, 1}, rows, outputs, y, y_row, accumulate);
        accumulate = true;
    }
}

}  // namespace lora::kernels
