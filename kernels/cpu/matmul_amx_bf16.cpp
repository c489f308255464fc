// SPDX-License-Identifier: Apache-2.0
// The blocked product of factors rounded to bfloat16 by the matrix unit (AMX), compiled with AVX-512 F, BW,
// VL and BF16 and with AMX-TILE and AMX-BF16; reached only where the processor has all and the system lends
// this process the unit. tdpbf16ps adds to sixteen by sixteen float32 sums the products of 32 depths, in the
// time that sixteen of vdpbf16ps take for a sixteenth of them. Both factors are laid out in pairs as in
// matmul_avx512_bf16.cpp, in whole tiles of depths, zeros behind the last.
#include "kernels/cpu/pairs_avx512.h"
#include "kernels/cpu/tiles_amx.h"

namespace lora::kernels {
namespace {

constexpr int64_t side = tile_side;
constexpr int64_t block =
    2 * side;  ///< rows and columns of y at a time: four tiles of sums, two of each factor
static_assert(panel == block);

/// y [the tiles' rows, their columns] from rows of x and one panel; `R` and `C`: whether rows and columns
/// take two tiles.
template <bool R, bool C>
void multiply_tiles(const Pair* x, int64_t x_row, int64_t x_step, int64_t pairs, const Pair* b, float* y,
                    int64_t y_row, bool add) {
    const int64_t x_bytes = x_row * int64_t(sizeof(Pair)), b_bytes = panel * int64_t(sizeof(Pair)),
                  y_bytes = y_row * int64_t(sizeof(float));
    if (add) {
        _tile_loadd(0, y, y_bytes);
        if constexpr (C) _tile_loadd(1, y + side, y_bytes);
        if constexpr (R) _tile_loadd(2, y + side * y_row, y_bytes);
        if constexpr (R && C) _tile_loadd(3, y + side * y_row + side, y_bytes);
    } else {
        _tile_zero(0);
        if constexpr (C) _tile_zero(1);
        if constexpr (R) _tile_zero(2);
        if constexpr (R && C) _tile_zero(3);
    }
    for (int64_t p = 0; p < pairs; p += side, x += x_step, b += side * panel) {
        _tile_loadd(6, b, b_bytes);
        _tile_loadd(4, x, x_bytes);
        _tile_dpbf16ps(0, 4, 6);
        if constexpr (C) {
            _tile_loadd(7, b + side, b_bytes);
            _tile_dpbf16ps(1, 4, 7);
        }
        if constexpr (R) {
            _tile_loadd(5, x + side * x_row, x_bytes);
            _tile_dpbf16ps(2, 5, 6);
        }
        if constexpr (R && C) _tile_dpbf16ps(3, 5, 7);
    }
    _tile_stored(0, y, y_bytes);
    if constexpr (C) _tile_stored(1, y + side, y_bytes);
    if constexpr (R) _tile_stored(2, y + side * y_row, y_bytes);
    if constexpr (R && C) _tile_stored(3, y + side * y_row + side, y_bytes);
}

/// Of the thread's tiles, between begin and end.
thread_local TileShape loaded;

struct Kernel {
    static constexpr int64_t rows = block, depths = 2 * side;
    static constexpr int64_t most_inner = 640;        ///< of a panel, which stays in the first-level cache
    static constexpr int64_t rows_block = 8 * block;  ///< in the second-level cache
    static void begin() { loaded = {}; }
    static void end() { _tile_release(); }

    static PackedRows pack_left(const float* x, int64_t x_row, int64_t x_column, int64_t count, int64_t deep,
                                Pair* out) {
        if (x_row != 1) {
            const int64_t apart = PairProduct<Kernel>::pairs_of(deep);
            pack_rows(x, x_row, x_column, count, deep, apart, out);
            return {out, apart, side};
        }
        // A tile of depths at a time, first with its rows along the lines.
        const int64_t wide = whole_vectors(count), size = side * wide;
        Pair* lines = PairRoom::of_thread().rows.at_least(size);
        const PackedRows packed{out, side, size};
        for (int64_t k = 0; k < deep; k += depths, out += size) {
            if (deep - k < depths) std::fill(lines, lines + size, Pair(0));
            for (int64_t i = k; i < std::min(k + depths, deep); i += 2)
                across(x + i * x_column, i + 1 < deep ? x + (i + 1) * x_column : nullptr, count,
                       lines + (i - k) / 2 * wide);
            transpose_pairs<Plain>(lines, wide, wide, side, out);
        }
        return packed;
    }
    static int64_t left_room(int64_t count, int64_t depth) {
        return whole_vectors(count) * PairProduct<Kernel>::pairs_of(depth);
    }
    static void multiply_panel(const PackedRows& x, int64_t count, int64_t columns, int64_t pairs,
                               const Pair* b, float* y, int64_t y_row, bool add) {
        tiles_meet_memory();
        for (int64_t m = 0; m < count; m += block) {
            const int64_t some = std::min(count - m, block);
            load_tile_shape(loaded, some, columns);
            const auto multiply =
                some > side      ? columns > side ? multiply_tiles<true, true> : multiply_tiles<true, false>
                     : columns > side ? multiply_tiles<false, true>
                                 : multiply_tiles<false, false>;
            multiply(x.pairs + m * x.row, x.row, x.step, pairs, b, y + m * y_row, y_row, add);
        }
        tiles_meet_memory();
    }
};

}  // namespace

const RoundedOps bf16_ops_amx = PairProduct<Kernel>::ops;

}  // namespace lora::kernels
