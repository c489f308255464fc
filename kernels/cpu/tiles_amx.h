// SPDX-License-Identifier: Apache-2.0
// The matrix unit's tiles (AMX), of sixteen rows of 64 bytes; internal linkage for the reason that
// blocks_vector.h gives.
#pragma once

#include <immintrin.h>

#include <algorithm>

#include "kernels/cpu/cpu_forms.h"

namespace lora::kernels {
namespace {

constexpr int64_t tile_side = 16;  ///< rows, and floats or pairs of a row

/// Where the compiler must have written what tiles read, or read anew what they wrote: it does not know that
/// they use memory.
inline void tiles_meet_memory() {
    asm volatile("" ::: "memory");
}

/// Tiles of a result [rows, columns] of up to twice their side: its sums (0 to 3, two by two), rows of the
/// first factor (4, 5) and columns of the second (6, 7). What has neither rows nor columns must not be used.
struct TileShape {
    int64_t rows = 0, columns = 0;
};

/// Takes as long as fifteen products: `loaded` is what the thread's tiles have, if nothing else used them
/// since.
inline void load_tile_shape(TileShape& loaded, int64_t rows, int64_t columns) {
    if (loaded.rows == rows && loaded.columns == columns) return;
    loaded = {rows, columns};
    // As ldtilecfg reads it.
    struct alignas(64) Layout {
        uint8_t palette = 1, start_row = 0, reserved[14]{};
        uint16_t row_bytes[16]{};
        uint8_t rows[16]{};
    } layout;
    const auto set = [&](int tile, int64_t high, int64_t wide) {
        if (high <= 0 || wide <= 0) return;
        layout.rows[tile] = static_cast<uint8_t>(std::min(high, tile_side));
        layout.row_bytes[tile] = static_cast<uint16_t>(4 * std::min(wide, tile_side));
    };
    for (int i = 0; i < 2; ++i) {
        const int64_t high = rows - i * tile_side, wide = columns - i * tile_side;
        for (int j = 0; j < 2; ++j)
            set(2 * i + j, high, columns - j * tile_side);
        set(4 + i, high, tile_side);
        set(6 + i, tile_side, wide);
    }
    asm volatile("" ::"m"(layout));
    _tile_loadconfig(&layout);
}

}  // namespace
}  // namespace lora::kernels
