// SPDX-License-Identifier: Apache-2.0
// The packed scales of q4_k and q5_k.
#pragma once

#include <cstdint>

namespace lora::kernels {

/// Six-bit scale and minimum of sub-block j (0 to 7) of q4_k and q5_k, packed in 12 bytes.
struct ScaleMin {
    int scale, min;
};
inline ScaleMin scale_min(const uint8_t* packed, int j) {
    if (j < 4) return {packed[j] & 63, packed[j + 4] & 63};
    return {(packed[j + 4] & 15) | ((packed[j - 4] >> 6) << 4),
            (packed[j + 4] >> 4) | ((packed[j] >> 6) << 4)};
}

}  // namespace lora::kernels
