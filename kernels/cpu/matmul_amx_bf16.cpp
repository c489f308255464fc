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
constexpr int64_t tile_depth = 2 * side;
// A panel stays in the first-level cache, rows of the first factor in the second-level one.
constexpr int64_t most_inner = 640, rows_block = 8 * block, columns_block = 1024;
static_assert(panel == block && most_inner % tile_depth == 0);

/// Pairs that `depth` takes in whole tiles.
constexpr int64_t pairs_of(int64_t depth) {
    return (depth + tile_depth - 1) / tile_depth * side;
}

Pair* panels() {
    return PairRoom::lines(PairRoom::of_thread().panels, most_inner / 2 * columns_block);
}

/// The first factor laid out: row m's pairs of tile t lie at pairs[m * row + t * step].
struct PackedRows {
    const Pair* pairs;
    int64_t row, step;
};

PackedRows pack_left(const float* x, int64_t x_row, int64_t x_column, int64_t rows, int64_t deep, Pair* out) {
    if (x_row != 1) {
        pack_rows(x, x_row, x_column, rows, deep, pairs_of(deep), out);
        return {out, pairs_of(deep), side};
    }
    // A tile of depths at a time, first with its rows along the lines.
    const int64_t wide = whole_vectors(rows), size = side * wide;
    Pair* lines = PairRoom::of_thread().rows.at_least(size);
    const PackedRows packed{out, side, size};
    for (int64_t k = 0; k < deep; k += tile_depth, out += size) {
        if (deep - k < tile_depth) std::fill(lines, lines + size, Pair(0));
        for (int64_t i = k; i < std::min(k + tile_depth, deep); i += 2)
            across(x + i * x_column, i + 1 < deep ? x + (i + 1) * x_column : nullptr, rows,
                   lines + (i - k) / 2 * wide);
        transpose_pairs<Plain>(lines, wide, wide, side, out);
    }
    return packed;
}

/// Rows [first, first + rows) of the term's x at depths [k, k + deep), k in whole tiles.
PackedRows left_of(const MatmulTerm& term, int64_t first, int64_t rows, int64_t k, int64_t deep) {
    if (const RoundedRows& x = term.rounded; x.values)
        return {reinterpret_cast<const Pair*>(x.values + first * x.row + k), x.row / 2, side};
    return pack_left(term.x + first * term.x_row + k * term.x_column, term.x_row, term.x_column, rows, deep,
                     PairRoom::lines(PairRoom::of_thread().left, most_inner / 2 * rows_block));
}

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

void begin() {
    loaded = {};
}
void end() {
    _tile_release();
}

/// A block's rows times one panel.
void multiply_panel(const PackedRows& x, int64_t rows, int64_t columns, int64_t pairs, const Pair* b,
                    float* y, int64_t y_row, bool add) {
    tiles_meet_memory();
    for (int64_t m = 0; m < rows; m += block) {
        const int64_t some = std::min(rows - m, block);
        load_tile_shape(loaded, some, columns);
        const auto multiply = some > side
                                  ? columns > side ? multiply_tiles<true, true> : multiply_tiles<true, false>
                              : columns > side ? multiply_tiles<false, true>
                                               : multiply_tiles<false, false>;
        multiply(x.pairs + m * x.row, x.row, x.step, pairs, b, y + m * y_row, y_row, add);
    }
    tiles_meet_memory();
}

struct Form {
    static constexpr int64_t panel = kernels::panel, depths = tile_depth, most_inner = kernels::most_inner,
                             rows_block = kernels::rows_block, columns_block = kernels::columns_block;
    static void pack(const MatrixView& b, int64_t first, int64_t count, int64_t k, int64_t deep) {
        pack_columns(b, first, count, k, deep, pairs_of(deep), panels());
    }
    static PackedRows left(const MatmulTerm& term, int64_t first, int64_t rows, int64_t k, int64_t deep) {
        return left_of(term, first, rows, k, deep);
    }
    static void multiply(const PackedRows& x, int64_t rows, int64_t columns, int64_t deep, int64_t column,
                         float* y, int64_t y_row, bool add) {
        const int64_t pairs = pairs_of(deep);
        multiply_panel(x, rows, columns, pairs, panels() + column * pairs, y, y_row, add);
    }
};

void matmul(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
            bool accumulate) {
    begin();
    multiply_rounded<Form, Plain>(terms, rows, outputs, y, y_row, accumulate);
    end();
}

constexpr PanelOps panel_ops{
    panel,
    block,
    begin,
    end,
    pairs_of,
    [](const MatrixView& b, int64_t columns, int64_t depth, float* out) {
        pack_columns(b, 0, columns, 0, depth, pairs_of(depth), reinterpret_cast<Pair*>(out));
    },
    [](const float* x, int64_t x_row, int64_t x_column, int64_t rows, int64_t depth, float* room) {
        const PackedRows packed = pack_left(x, x_row, x_column, rows, depth, reinterpret_cast<Pair*>(room));
        return LeftFactor{reinterpret_cast<const float*>(packed.pairs), packed.row, packed.step};
    },
    [](int64_t rows, int64_t depth) { return whole_vectors(rows) * pairs_of(depth); },
    [](int64_t rows, int64_t columns, const LeftFactor& x, int64_t depth, const float* b, float* y,
       int64_t y_row, bool add) {
        multiply_panel({reinterpret_cast<const Pair*>(x.at), x.row, x.step}, rows, columns, pairs_of(depth),
                       reinterpret_cast<const Pair*>(b), y, y_row, add);
    }};

}  // namespace

const RoundedOps bf16_ops_amx{matmul, round_rows, &panel_ops};

}  // namespace lora::kernels
