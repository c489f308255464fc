// SPDX-License-Identifier: Apache-2.0
// The plain form of every block format, written to be read beside ggml's block structures and bitsandbytes'.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "kernels/cpu/scale_min.h"
#include "kernels/include/expand_blocks.h"

namespace lora::kernels {
namespace {

float from_bf16(uint16_t bits) {
    return std::bit_cast<float>(uint32_t(bits) << 16);
}

/// IEEE 754 binary16 to binary32; exact, since every half is a float.
float from_f16(uint16_t bits) {
    const uint32_t sign = uint32_t(bits & 0x8000u) << 16;
    const uint32_t exponent = (bits >> 10) & 0x1fu;
    uint32_t mantissa = bits & 0x3ffu;
    if (exponent == 0x1f) return std::bit_cast<float>(sign | 0x7f800000u | (mantissa << 13));
    if (exponent != 0) return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
    const float magnitude = static_cast<float>(mantissa) * 0x1p-24f;
    return std::bit_cast<float>(sign | std::bit_cast<uint32_t>(magnitude));
}

uint16_t u16_at(const uint8_t* p) {
    uint16_t bits;
    std::memcpy(&bits, p, sizeof bits);
    return bits;
}
float f16_at(const uint8_t* p) {
    return from_f16(u16_at(p));
}

uint32_t u32_at(const uint8_t* p) {
    uint32_t bits;
    std::memcpy(&bits, p, sizeof bits);
    return bits;
}

// 4 and 5 bit blocks of 32: byte j holds element j in its low and element j + 16 in its high half; a fifth
// bit of element i is bit i of the word `high`.

void block_q4_0(const uint8_t* b, float* out) {
    const float d = f16_at(b);
    for (int j = 0; j < 16; ++j) {
        out[j] = d * static_cast<float>((b[2 + j] & 15) - 8);
        out[j + 16] = d * static_cast<float>((b[2 + j] >> 4) - 8);
    }
}

void block_q4_1(const uint8_t* b, float* out) {
    const float d = f16_at(b), m = f16_at(b + 2);
    for (int j = 0; j < 16; ++j) {
        out[j] = d * static_cast<float>(b[4 + j] & 15) + m;
        out[j + 16] = d * static_cast<float>(b[4 + j] >> 4) + m;
    }
}

int fifth_bit(uint32_t high, int element) {
    return static_cast<int>((high >> element) & 1u) << 4;
}

void block_q5_0(const uint8_t* b, float* out) {
    const float d = f16_at(b);
    const uint32_t high = u32_at(b + 2);
    for (int j = 0; j < 16; ++j) {
        out[j] = d * static_cast<float>(((b[6 + j] & 15) | fifth_bit(high, j)) - 16);
        out[j + 16] = d * static_cast<float>(((b[6 + j] >> 4) | fifth_bit(high, j + 16)) - 16);
    }
}

void block_q5_1(const uint8_t* b, float* out) {
    const float d = f16_at(b), m = f16_at(b + 2);
    const uint32_t high = u32_at(b + 4);
    for (int j = 0; j < 16; ++j) {
        out[j] = d * static_cast<float>((b[8 + j] & 15) | fifth_bit(high, j)) + m;
        out[j + 16] = d * static_cast<float>((b[8 + j] >> 4) | fifth_bit(high, j + 16)) + m;
    }
}

void block_q8_0(const uint8_t* b, float* out) {
    const float d = f16_at(b);
    for (int j = 0; j < 32; ++j)
        out[j] = d * static_cast<float>(static_cast<int8_t>(b[2 + j]));
}

/// d f16, minimum f16, scales 12 bytes, low four bits 128 bytes: 64 elements share 32 bytes.
void block_q4_k(const uint8_t* b, float* out) {
    const float d = f16_at(b), dmin = f16_at(b + 2);
    const uint8_t* low = b + 16;
    for (int j = 0; j < 8; ++j) {
        const auto [scale, min] = scale_min(b + 4, j);
        const float step = d * static_cast<float>(scale), offset = dmin * static_cast<float>(min);
        for (int i = 0; i < 32; ++i) {
            const int q = (low[(j / 2) * 32 + i] >> (4 * (j % 2))) & 15;
            out[j * 32 + i] = step * static_cast<float>(q) - offset;
        }
    }
}

/// As q4_k, with the fifth bits in 32 bytes before the low bits: bit j of byte i belongs to sub-block j.
void block_q5_k(const uint8_t* b, float* out) {
    const float d = f16_at(b), dmin = f16_at(b + 2);
    const uint8_t *high = b + 16, *low = b + 48;
    for (int j = 0; j < 8; ++j) {
        const auto [scale, min] = scale_min(b + 4, j);
        const float step = d * static_cast<float>(scale), offset = dmin * static_cast<float>(min);
        for (int i = 0; i < 32; ++i) {
            const int q = ((low[(j / 2) * 32 + i] >> (4 * (j % 2))) & 15) | (((high[i] >> j) & 1) << 4);
            out[j * 32 + i] = step * static_cast<float>(q) - offset;
        }
    }
}

/// Low four bits 128 bytes, high two bits 64 bytes, signed scales of 16 elements each, d f16. Two halves of
/// 128.
void block_q6_k(const uint8_t* b, float* out) {
    const uint8_t *low = b, *high = b + 128, *scales = b + 192;
    const float d = f16_at(b + 208);
    for (int half = 0; half < 2; ++half) {
        for (int group = 0; group < 4; ++group) {
            for (int i = 0; i < 32; ++i) {
                const int at = half * 128 + group * 32 + i;
                const int nibble = (low[half * 64 + (group % 2) * 32 + i] >> (4 * (group / 2))) & 15;
                const int q = (nibble | (((high[half * 32 + i] >> (2 * group)) & 3) << 4)) - 32;
                const float step = d * static_cast<float>(static_cast<int8_t>(scales[at / 16]));
                out[at] = step * static_cast<float>(q);
            }
        }
    }
}

float as_it_is(float value) {
    return value;
}

/// Nearest, ties to even; absmax is finite where a model may be used at all.
float rounded_to_bf16(float value) {
    const auto bits = std::bit_cast<uint32_t>(value);
    return from_bf16(static_cast<uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16));
}

float rounded_to_f16(float value) {
    const float magnitude = std::fabs(value);
    if (!(magnitude < 65520.0f)) return magnitude != magnitude ? value : std::copysign(HUGE_VALF, value);
    // Halves of this size are one step apart; the sum with a large number rounds to a multiple of the step.
    int exponent = 0;
    std::frexp(magnitude, &exponent);
    const float step = std::ldexp(1.0f, std::max(exponent - 11, -24));
    return std::copysign(std::nearbyint(magnitude / step) * step, value);
}

float f32_at(const uint8_t* p) {
    return std::bit_cast<float>(u32_at(p));
}

template <float (*rounded)(float)>
void block_nf4(const uint8_t* b, float* out) {
    const float absmax = f32_at(b);
    for (int j = 0; j < 32; ++j) {
        out[2 * j] = rounded(nf4_numbers[b[4 + j] >> 4] * absmax);
        out[2 * j + 1] = rounded(nf4_numbers[b[4 + j] & 15] * absmax);
    }
}

void block_int8_rows(const uint8_t* b, float* out) {
    const float absmax = f32_at(b);
    for (int j = 0; j < 64; ++j)
        out[j] = static_cast<float>(static_cast<int8_t>(b[4 + j])) * absmax * int8_rows_step;
}

template <class Block>
void each_block(const uint8_t* in, int64_t elements, float* out, int block_elements, int block_bytes,
                Block block) {
    for (int64_t done = 0; done < elements; done += block_elements) {
        block(in, out + done);
        in += block_bytes;
    }
}

}  // namespace

void expand_blocks_reference(DType type, const std::byte* bytes, int64_t elements, float* out) {
    if (elements <= 0) return;
    const auto* in = reinterpret_cast<const uint8_t*>(bytes);
    const auto [name, block_elements, block_bytes] = dtype_info(type);
    const auto run = [&, n = block_elements, size = block_bytes](auto block) {
        each_block(in, elements, out, n, size, block);
    };
    switch (type) {
        case DType::f32:
            std::memcpy(out, in, static_cast<size_t>(elements) * sizeof(float));
            return;
        case DType::f16:
            return run([](const uint8_t* b, float* o) { *o = f16_at(b); });
        case DType::bf16:
            return run([](const uint8_t* b, float* o) { *o = from_bf16(u16_at(b)); });
        case DType::q4_0:
            return run(block_q4_0);
        case DType::q4_1:
            return run(block_q4_1);
        case DType::q5_0:
            return run(block_q5_0);
        case DType::q5_1:
            return run(block_q5_1);
        case DType::q8_0:
            return run(block_q8_0);
        case DType::q4_k:
            return run(block_q4_k);
        case DType::q5_k:
            return run(block_q5_k);
        case DType::q6_k:
            return run(block_q6_k);
        case DType::nf4:
            return run(block_nf4<as_it_is>);
        case DType::nf4_f16:
            return run(block_nf4<rounded_to_f16>);
        case DType::nf4_bf16:
            return run(block_nf4<rounded_to_bf16>);
        case DType::int8_rows:
            return run(block_int8_rows);
        case DType::f64:
        case DType::i8:
        case DType::i16:
        case DType::i32:
        case DType::i64:
        case DType::u8:
        case DType::boolean:
            return;  // can_expand says no
    }
}

}  // namespace lora::kernels
