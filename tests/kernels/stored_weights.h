// SPDX-License-Identifier: Apache-2.0
// Stored matrices for tests of what reads them.
#pragma once

#include <cstring>
#include <random>
#include <vector>

#include "kernels/include/block_types.h"

namespace lora::test {

inline constexpr DType stored_types[] = {DType::f32,  DType::f16,  DType::bf16, DType::q4_0,
                                         DType::q4_1, DType::q5_0, DType::q5_1, DType::q8_0,
                                         DType::q4_k, DType::q5_k, DType::q6_k, DType::nf4,
                                         DType::nf4_f16, DType::nf4_bf16, DType::int8_rows};

/// Stored bytes of any pattern, whose scales and plain values are ordinary numbers.
inline std::vector<std::byte> any_weights(DType type, int64_t elements, std::mt19937_64& random) {
    const auto info = dtype_info(type);
    std::vector<std::byte> bytes(static_cast<size_t>(elements / info.block_elements * info.block_bytes));
    for (auto& byte : bytes)
        byte = static_cast<std::byte>(random() & 0xff);
    const auto put_half = [&](size_t at) {
        const auto bits = static_cast<uint16_t>(0x1800 + (random() & 0x8fff));  // 2^-9 to 2^-5, either sign
        std::memcpy(&bytes[at], &bits, 2);
    };
    for (size_t at = 0; at < bytes.size(); at += static_cast<size_t>(info.block_bytes)) {
        switch (type) {
            case DType::nf4:
            case DType::nf4_f16:
            case DType::nf4_bf16:
            case DType::int8_rows:
            case DType::f32: {
                const float value = static_cast<float>(random() % 2001) / 1000 - 1;
                std::memcpy(&bytes[at], &value, 4);
                break;
            }
            case DType::f16:
                put_half(at);
                break;
            case DType::bf16: {
                const auto bits = static_cast<uint16_t>(0x3c00 + (random() & 0x81ff));
                std::memcpy(&bytes[at], &bits, 2);
                break;
            }
            case DType::q6_k:
                put_half(at + 208);
                break;
            case DType::q4_1:
            case DType::q5_1:
            case DType::q4_k:
            case DType::q5_k:
                put_half(at + 2);
                [[fallthrough]];
            default:
                put_half(at);
        }
    }
    return bytes;
}

}  // namespace lora::test
