// SPDX-License-Identifier: Apache-2.0
// Where held rows lie, for all forms of what reads and writes them.
#pragma once

#include "kernels/include/held_attention.h"

namespace lora::kernels {

/// The greatest whole number, and how far the exponents of a row's greatest element and of its step lie
/// apart, as float32 writes them.
inline constexpr int32_t held_most = (1 << 23) - 1, held_exponents = 30;

/// Always inline, for the reason that dtype_info gives.
struct HeldPlace {
    int64_t numbers;  ///< bytes from the beginning of all to the row's first number
    int64_t apart;    ///< from it to the next
    int64_t step;     ///< to the row's step
};
[[gnu::always_inline]] constexpr HeldPlace held_place(Held what, int64_t head_dim, int64_t position) {
    const int64_t block = held_bytes(head_dim, position / held_positions * held_positions);
    const int64_t lane = position % held_positions;
    const bool turned = what == Held::keys;
    return {block + 3 * lane * (turned ? 1 : head_dim), turned ? 3 * held_positions : 3,
            block + 3 * held_positions * head_dim + lane * int64_t(sizeof(float))};
}

}  // namespace lora::kernels
