// SPDX-License-Identifier: Apache-2.0
// The block formats over 16 elements at a time, shared by the AVX2 and the AVX-512 form. Included by those
// two files alone: everything here has internal linkage, since each compiles it with instructions that others
// may not have.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "kernels/include/block_types.h"
#include "kernels/include/expand_blocks.h"

namespace lora::kernels {
namespace {

inline uint16_t u16_at(const uint8_t* p) {
    uint16_t bits;
    std::memcpy(&bits, p, sizeof bits);
    return bits;
}
inline float f16_at(const uint8_t* p) {
    return _cvtsh_ss(u16_at(p));
}

inline __m128i bytes_at(const uint8_t* p) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
}
inline __m128i low_nibbles(__m128i v) {
    return _mm_and_si128(v, _mm_set1_epi8(15));
}
inline __m128i high_nibbles(__m128i v) {
    return _mm_and_si128(_mm_srli_epi16(v, 4), _mm_set1_epi8(15));
}

/// 16 where bit i of `bits` is set, for bytes i = 0 to 15; else 0.
inline __m128i fifth_bits(uint32_t bits) {
    const __m128i word = _mm_shuffle_epi8(_mm_cvtsi32_si128(static_cast<int>(bits)),
                                          _mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1));
    const __m128i select = _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
    const __m128i set = _mm_cmpeq_epi8(_mm_and_si128(word, select), select);
    return _mm_and_si128(set, _mm_set1_epi8(16));
}

/// A Vector has: times(bytes as int8, d, out) out = d·q; plus(bytes as uint8, d, m, out) out = d·q + m;
/// minus(…) out = d·q − m; each on 16 elements; halves(in, out) and bfloats(in, out) widen 16 elements.
template <class Vector>
struct Blocks {
    static void q4_0(const uint8_t* b, float* out) {
        const float d = f16_at(b);
        const __m128i q = bytes_at(b + 2), eight = _mm_set1_epi8(8);
        Vector::times(_mm_sub_epi8(low_nibbles(q), eight), d, out);
        Vector::times(_mm_sub_epi8(high_nibbles(q), eight), d, out + 16);
    }
    static void q4_1(const uint8_t* b, float* out) {
        const float d = f16_at(b), m = f16_at(b + 2);
        const __m128i q = bytes_at(b + 4);
        Vector::plus(low_nibbles(q), d, m, out);
        Vector::plus(high_nibbles(q), d, m, out + 16);
    }
    static void q5_0(const uint8_t* b, float* out) {
        const float d = f16_at(b);
        uint32_t high;
        std::memcpy(&high, b + 2, sizeof high);
        const __m128i q = bytes_at(b + 6), sixteen = _mm_set1_epi8(16);
        Vector::times(_mm_sub_epi8(_mm_or_si128(low_nibbles(q), fifth_bits(high)), sixteen), d, out);
        Vector::times(_mm_sub_epi8(_mm_or_si128(high_nibbles(q), fifth_bits(high >> 16)), sixteen), d,
                      out + 16);
    }
    static void q5_1(const uint8_t* b, float* out) {
        const float d = f16_at(b), m = f16_at(b + 2);
        uint32_t high;
        std::memcpy(&high, b + 4, sizeof high);
        const __m128i q = bytes_at(b + 8);
        Vector::plus(_mm_or_si128(low_nibbles(q), fifth_bits(high)), d, m, out);
        Vector::plus(_mm_or_si128(high_nibbles(q), fifth_bits(high >> 16)), d, m, out + 16);
    }
    static void q8_0(const uint8_t* b, float* out) {
        const float d = f16_at(b);
        Vector::times(bytes_at(b + 2), d, out);
        Vector::times(bytes_at(b + 18), d, out + 16);
    }

    /// Steps and offsets of the eight sub-blocks of q4_k and q5_k.
    struct SubBlocks {
        float step[8], offset[8];
        explicit SubBlocks(const uint8_t* b) {
            const float d = f16_at(b), dmin = f16_at(b + 2);
            const uint8_t* packed = b + 4;
            for (int j = 0; j < 4; ++j) {
                step[j] = d * static_cast<float>(packed[j] & 63);
                offset[j] = dmin * static_cast<float>(packed[j + 4] & 63);
                step[j + 4] = d * static_cast<float>((packed[j + 8] & 15) | ((packed[j] >> 6) << 4));
                offset[j + 4] = dmin * static_cast<float>((packed[j + 8] >> 4) | ((packed[j + 4] >> 6) << 4));
            }
        }
    };
    static void q4_k(const uint8_t* b, float* out) {
        const SubBlocks sub(b);
        for (int pair = 0; pair < 4; ++pair) {
            for (int part = 0; part < 2; ++part) {
                const __m128i q = bytes_at(b + 16 + pair * 32 + part * 16);
                float* to = out + pair * 64 + part * 16;
                Vector::minus(low_nibbles(q), sub.step[2 * pair], sub.offset[2 * pair], to);
                Vector::minus(high_nibbles(q), sub.step[2 * pair + 1], sub.offset[2 * pair + 1], to + 32);
            }
        }
    }
    static void q5_k(const uint8_t* b, float* out) {
        const SubBlocks sub(b);
        for (int part = 0; part < 2; ++part) {
            __m128i high = bytes_at(b + 16 + part * 16);
            for (int pair = 0; pair < 4; ++pair) {
                const __m128i q = bytes_at(b + 48 + pair * 32 + part * 16), one = _mm_set1_epi8(1);
                const __m128i first = _mm_slli_epi16(_mm_and_si128(high, one), 4);
                const __m128i second = _mm_slli_epi16(_mm_and_si128(_mm_srli_epi16(high, 1), one), 4);
                float* to = out + pair * 64 + part * 16;
                Vector::minus(_mm_or_si128(low_nibbles(q), first), sub.step[2 * pair], sub.offset[2 * pair],
                              to);
                Vector::minus(_mm_or_si128(high_nibbles(q), second), sub.step[2 * pair + 1],
                              sub.offset[2 * pair + 1], to + 32);
                high = _mm_srli_epi16(high, 2);
            }
        }
    }
    static void q6_k(const uint8_t* b, float* out) {
        const float d = f16_at(b + 208);
        const auto* scales = reinterpret_cast<const int8_t*>(b + 192);
        for (int half = 0; half < 2; ++half) {
            for (int part = 0; part < 2; ++part) {
                const __m128i high = bytes_at(b + 128 + half * 32 + part * 16);
                const __m128i low0 = bytes_at(b + half * 64 + part * 16),
                              low1 = bytes_at(b + half * 64 + 32 + part * 16);
                const __m128i nibbles[4] = {low_nibbles(low0), low_nibbles(low1), high_nibbles(low0),
                                            high_nibbles(low1)};
                const __m128i tops[4] = {_mm_slli_epi16(_mm_and_si128(high, _mm_set1_epi8(3)), 4),
                                         _mm_slli_epi16(_mm_and_si128(high, _mm_set1_epi8(12)), 2),
                                         _mm_and_si128(high, _mm_set1_epi8(48)),
                                         _mm_srli_epi16(_mm_and_si128(high, _mm_set1_epi8(-64)), 2)};
                for (int group = 0; group < 4; ++group) {
                    const __m128i q =
                        _mm_sub_epi8(_mm_or_si128(nibbles[group], tops[group]), _mm_set1_epi8(32));
                    const float step = d * static_cast<float>(scales[half * 8 + group * 2 + part]);
                    Vector::times(q, step, out + half * 128 + group * 32 + part * 16);
                }
            }
        }
    }
};

template <int block_elements, int block_bytes>
inline void each_block(const uint8_t* in, int64_t elements, float* out,
                       void (*block)(const uint8_t*, float*)) {
    for (int64_t done = 0; done < elements; done += block_elements, in += block_bytes)
        block(in, out + done);
}

/// Two-byte types: whole runs of 16 in vectors, the rest by the reference.
inline void widen(DType type, const uint8_t* in, int64_t elements, float* out,
                  void (*sixteen)(const uint8_t*, float*)) {
    const int64_t whole = elements / 16 * 16;
    each_block<16, 32>(in, whole, out, sixteen);
    expand_blocks_reference(type, reinterpret_cast<const std::byte*>(in + 2 * whole), elements - whole,
                            out + whole);
}

template <class Vector>
inline void expand_with(DType type, const std::byte* bytes, int64_t elements, float* out) {
    const auto* in = reinterpret_cast<const uint8_t*>(bytes);
    switch (type) {
        case DType::f16:
            return widen(type, in, elements, out, Vector::halves);
        case DType::bf16:
            return widen(type, in, elements, out, Vector::bfloats);
        case DType::q4_0:
            return each_block<32, 18>(in, elements, out, Blocks<Vector>::q4_0);
        case DType::q4_1:
            return each_block<32, 20>(in, elements, out, Blocks<Vector>::q4_1);
        case DType::q5_0:
            return each_block<32, 22>(in, elements, out, Blocks<Vector>::q5_0);
        case DType::q5_1:
            return each_block<32, 24>(in, elements, out, Blocks<Vector>::q5_1);
        case DType::q8_0:
            return each_block<32, 34>(in, elements, out, Blocks<Vector>::q8_0);
        case DType::q4_k:
            return each_block<256, 144>(in, elements, out, Blocks<Vector>::q4_k);
        case DType::q5_k:
            return each_block<256, 176>(in, elements, out, Blocks<Vector>::q5_k);
        case DType::q6_k:
            return each_block<256, 210>(in, elements, out, Blocks<Vector>::q6_k);
        default:
            return expand_blocks_reference(type, bytes, elements, out);
    }
}

}  // namespace
}  // namespace lora::kernels
