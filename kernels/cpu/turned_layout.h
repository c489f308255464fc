// SPDX-License-Identifier: Apache-2.0
// Where turned weights lie. 32 outputs make a group, and of a group pairs of blocks of 32 columns follow each
// other, an odd last one paired with zeros. Of a pair lie codes, output beside output, then the first sixteen
// outputs' scales and the others'. Codes of eight bits: 16 rows of four columns, a byte each. Codes of fewer:
// 8 rows, the lower four bits of the first block's columns in the bytes' low halves, of the second's in their
// high ones; then the upper bits, in each byte those of 4 or 8 neighbouring rows, the first one's lowest.
// Signed codes have their type's zero added, so that they have no sign.
#pragma once

#include "kernels/include/turned_weights.h"

namespace lora::kernels {

/// Of sixteen outputs.
enum class TurnedScales {
    /// Of each block: steps, float16 [2][16]; offsets, if any, float16 [2][16].
    halves,
    /// Step and minus the minimum's step, float16 [16] each; what each block has of them, uint8 [2][16] each.
    packed_blocks,
    /// Step, float16 [16]; what every 16 columns have of it, int8 [4][16]; 32 bytes of nothing.
    packed_halves
};

/// Four columns, a byte each, of a group's outputs.
inline constexpr int64_t turned_row_of_codes = 4 * turned_outputs;

/// Always inline, all of it, for the reason that dtype_info gives.
struct TurnedLayout {
    int code_bits = 0;  ///< 0: the type cannot be turned
    TurnedScales scales = TurnedScales::halves;
    bool offsets = false;
    int zero = 0;  ///< the code that stands for zero

    [[gnu::always_inline]] constexpr int upper_bits() const { return code_bits == 8 ? 0 : code_bits - 4; }
    [[gnu::always_inline]] constexpr int rows_of_codes() const {
        return code_bits == 8 ? 16 : 8 + 2 * upper_bits();
    }
    /// Where output `lane`'s sixteen have theirs, in a pair.
    [[gnu::always_inline]] constexpr int64_t scales_at(int64_t lane) const {
        return rows_of_codes() * turned_row_of_codes + lane / 16 * scale_bytes();
    }
    [[gnu::always_inline]] constexpr int64_t scale_bytes() const {
        return scales == TurnedScales::halves && !offsets ? 64 : 128;
    }
    [[gnu::always_inline]] constexpr int64_t pair_bytes() const { return scales_at(turned_outputs); }
    [[gnu::always_inline]] constexpr int columns_a_scale() const {
        return scales == TurnedScales::packed_halves ? 16 : 32;
    }
};
[[gnu::always_inline]] constexpr TurnedLayout turned_layout(DType type) {
    using enum TurnedScales;
    switch (type) {
        case DType::q4_0:
            return {4, halves, false, 8};
        case DType::q4_1:
            return {4, halves, true, 0};
        case DType::q5_0:
            return {5, halves, false, 16};
        case DType::q5_1:
            return {5, halves, true, 0};
        case DType::q8_0:
            return {8, halves, false, 128};
        case DType::q4_k:
            return {4, packed_blocks, true, 0};
        case DType::q5_k:
            return {5, packed_blocks, true, 0};
        case DType::q6_k:
            return {6, packed_halves, false, 32};
        default:
            return {};
    }
}
/// Of a block of a row of x that is made ready, at most: see TurnedRowBlock.
inline constexpr int64_t turned_block_bytes = 128;
[[gnu::always_inline]] constexpr int64_t turned_pairs(int64_t columns) {
    return (columns / 32 + 1) / 2;
}

/// Calls run.operator()<type>() where the type can be turned.
template <class Run>
[[gnu::always_inline]] inline void with_turned_type(DType type, const Run& run) {
    const auto with = [&]<DType... types>() {
        static_cast<void>(((type == types && (run.template operator()<types>(), true)) || ...));
    };
    with.template operator()<DType::q4_0, DType::q4_1, DType::q5_0, DType::q5_1, DType::q8_0, DType::q4_k,
                             DType::q5_k, DType::q6_k>();
}

}  // namespace lora::kernels
