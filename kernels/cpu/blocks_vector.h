// SPDX-License-Identifier: Apache-2.0
// The block formats over 16 elements at a time, shared by what expands them and what multiplies by them, each
// as an AVX2 and an AVX-512 form. Included by those files alone: everything here has internal linkage, since
// each compiles it with instructions that others may not have.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "kernels/cpu/cache_line.h"
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

inline float f32_at(const uint8_t* p) {
    float value;
    std::memcpy(&value, p, sizeof value);
    return value;
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

/// nf4's values of one block, to be looked up by their codes.
enum class Rounded { not_at_all, to_f16, to_bf16 };
template <Rounded rounded>
struct Nf4Values {
    __m256 low, high;
    explicit Nf4Values(float absmax) {
        const __m256 scale = _mm256_set1_ps(absmax);
        low = round(_mm256_mul_ps(_mm256_loadu_ps(nf4_numbers), scale));
        high = round(_mm256_mul_ps(_mm256_loadu_ps(nf4_numbers + 8), scale));
    }
    static __m256 round(__m256 values) {
        if constexpr (rounded == Rounded::to_f16) {
            constexpr int nearest = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;
            return _mm256_cvtph_ps(_mm256_cvtps_ph(values, nearest));
        } else if constexpr (rounded == Rounded::to_bf16) {
            const __m256i bits = _mm256_castps_si256(values);
            const __m256i odd = _mm256_and_si256(_mm256_srli_epi32(bits, 16), _mm256_set1_epi32(1));
            const __m256i up = _mm256_add_epi32(bits, _mm256_add_epi32(odd, _mm256_set1_epi32(0x7fff)));
            return _mm256_castsi256_ps(_mm256_and_si256(up, _mm256_set1_epi32(~0xffff)));
        } else {
            return values;
        }
    }
    /// Of eight codes.
    __m256 of(__m128i codes) const {
        const __m256i index = _mm256_cvtepu8_epi32(codes);
        const __m256 is_high = _mm256_castsi256_ps(_mm256_slli_epi32(index, 28));
        return _mm256_blendv_ps(_mm256_permutevar8x32_ps(low, index), _mm256_permutevar8x32_ps(high, index),
                                is_high);
    }
};

template <class Give>
inline void each_of_four(const Give& give) {
    give.template operator()<0>();
    give.template operator()<1>();
    give.template operator()<2>();
    give.template operator()<3>();
}

/// A Vector takes the values of elements at..at + 15, and does with them what it is for (stores them, adds up
/// their products): times<slot>(bytes as int8, d, at): d·q; plus<slot>(bytes as uint8, d, m, at): d·q + m;
/// minus<slot>(…): d·q − m; eights<slot>(first, second, at): 16 floats; halves, bfloats and floats<slot>(in,
/// at): 16 stored numbers; rest(values, count, at): fewer than 16. Neighbours come with different slots (0
/// and 1), so that sums need not wait for each other.
template <class Vector>
struct Blocks {
    static void q4_0(const uint8_t* b, int64_t at, Vector& v) {
        const float d = f16_at(b);
        const __m128i q = bytes_at(b + 2), eight = _mm_set1_epi8(8);
        v.template times<0>(_mm_sub_epi8(low_nibbles(q), eight), d, at);
        v.template times<1>(_mm_sub_epi8(high_nibbles(q), eight), d, at + 16);
    }
    static void q4_1(const uint8_t* b, int64_t at, Vector& v) {
        const float d = f16_at(b), m = f16_at(b + 2);
        const __m128i q = bytes_at(b + 4);
        v.template plus<0>(low_nibbles(q), d, m, at);
        v.template plus<1>(high_nibbles(q), d, m, at + 16);
    }
    static void q5_0(const uint8_t* b, int64_t at, Vector& v) {
        const float d = f16_at(b);
        uint32_t high;
        std::memcpy(&high, b + 2, sizeof high);
        const __m128i q = bytes_at(b + 6), sixteen = _mm_set1_epi8(16);
        v.template times<0>(_mm_sub_epi8(_mm_or_si128(low_nibbles(q), fifth_bits(high)), sixteen), d, at);
        v.template times<1>(_mm_sub_epi8(_mm_or_si128(high_nibbles(q), fifth_bits(high >> 16)), sixteen), d,
                            at + 16);
    }
    static void q5_1(const uint8_t* b, int64_t at, Vector& v) {
        const float d = f16_at(b), m = f16_at(b + 2);
        uint32_t high;
        std::memcpy(&high, b + 4, sizeof high);
        const __m128i q = bytes_at(b + 8);
        v.template plus<0>(_mm_or_si128(low_nibbles(q), fifth_bits(high)), d, m, at);
        v.template plus<1>(_mm_or_si128(high_nibbles(q), fifth_bits(high >> 16)), d, m, at + 16);
    }
    static void q8_0(const uint8_t* b, int64_t at, Vector& v) {
        const float d = f16_at(b);
        v.template times<0>(bytes_at(b + 2), d, at);
        v.template times<1>(bytes_at(b + 18), d, at + 16);
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
    static void q4_k(const uint8_t* b, int64_t at, Vector& v) {
        const SubBlocks sub(b);
        for (int pair = 0; pair < 4; ++pair) {
            for (int part = 0; part < 2; ++part) {
                const __m128i q = bytes_at(b + 16 + pair * 32 + part * 16);
                const int64_t to = at + pair * 64 + part * 16;
                v.template minus<0>(low_nibbles(q), sub.step[2 * pair], sub.offset[2 * pair], to);
                v.template minus<1>(high_nibbles(q), sub.step[2 * pair + 1], sub.offset[2 * pair + 1],
                                    to + 32);
            }
        }
    }
    static void q5_k(const uint8_t* b, int64_t at, Vector& v) {
        const SubBlocks sub(b);
        for (int part = 0; part < 2; ++part) {
            __m128i high = bytes_at(b + 16 + part * 16);
            for (int pair = 0; pair < 4; ++pair) {
                const __m128i q = bytes_at(b + 48 + pair * 32 + part * 16), one = _mm_set1_epi8(1);
                const __m128i first = _mm_slli_epi16(_mm_and_si128(high, one), 4);
                const __m128i second = _mm_slli_epi16(_mm_and_si128(_mm_srli_epi16(high, 1), one), 4);
                const int64_t to = at + pair * 64 + part * 16;
                v.template minus<0>(_mm_or_si128(low_nibbles(q), first), sub.step[2 * pair],
                                    sub.offset[2 * pair], to);
                v.template minus<1>(_mm_or_si128(high_nibbles(q), second), sub.step[2 * pair + 1],
                                    sub.offset[2 * pair + 1], to + 32);
                high = _mm_srli_epi16(high, 2);
            }
        }
    }
    static void q6_k(const uint8_t* b, int64_t at, Vector& v) {
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
                const auto give = [&]<int group>() {
                    const __m128i q =
                        _mm_sub_epi8(_mm_or_si128(nibbles[group], tops[group]), _mm_set1_epi8(32));
                    const float step = d * static_cast<float>(scales[half * 8 + group * 2 + part]);
                    v.template times<group % 2>(q, step, at + half * 128 + group * 32 + part * 16);
                };
                each_of_four(give);
            }
        }
    }
};

template <Rounded rounded, class Vector>
inline void block_nf4(const uint8_t* b, int64_t at, Vector& v) {
    const Nf4Values<rounded> values(f32_at(b));
    const auto give = [&]<int part>() {
        const __m128i packed = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(b + 4 + part * 8));
        const __m128i codes = _mm_unpacklo_epi8(high_nibbles(packed), low_nibbles(packed));
        v.template eights<part % 2>(values.of(codes), values.of(_mm_srli_si128(codes, 8)), at + part * 16);
    };
    each_of_four(give);
}
template <class Vector>
inline void block_int8_rows(const uint8_t* b, int64_t at, Vector& v) {
    const __m256 absmax = _mm256_set1_ps(f32_at(b)), step = _mm256_set1_ps(int8_rows_step);
    const auto give = [&]<int part>() {
        const auto values = [&](__m128i bytes) {
            const __m256 whole = _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(bytes));
            return _mm256_mul_ps(_mm256_mul_ps(whole, absmax), step);
        };
        const __m128i bytes = bytes_at(b + 4 + part * 16);
        v.template eights<part % 2>(values(bytes), values(_mm_srli_si128(bytes, 8)), at + part * 16);
    };
    each_of_four(give);
}

template <int block_elements, int block_bytes, auto block, class Vector>
inline void each_block(const uint8_t* in, int64_t elements, Vector& v) {
    for (int64_t done = 0; done < elements; done += block_elements, in += block_bytes) {
        ask_ahead(in, block_bytes);
        block(in, done, v);
    }
}

/// Plain types: whole runs of 16 in vectors, the rest by the reference.
template <int element_bytes, auto sixteen, class Vector>
inline void widen(DType type, const uint8_t* in, int64_t elements, Vector& v) {
    constexpr int64_t run_bytes = 16 * element_bytes;
    int64_t done = 0;
    for (; done + 32 <= elements; done += 32, in += 2 * run_bytes) {
        ask_ahead(in, 2 * run_bytes);
        sixteen.template operator()<0>(in, done, v);
        sixteen.template operator()<1>(in + run_bytes, done + 16, v);
    }
    if (done + 16 <= elements) {
        sixteen.template operator()<0>(in, done, v);
        done += 16;
        in += run_bytes;
    }
    if (done == elements) return;
    float values[16];
    expand_blocks_reference(type, reinterpret_cast<const std::byte*>(in), elements - done, values);
    v.rest(values, elements - done, done);
}

/// Every element of `type` at `bytes`, in order, to `v`. True unless the type has no form here.
template <class Vector>
inline bool give_blocks(DType type, const std::byte* bytes, int64_t elements, Vector& v) {
    const auto* in = reinterpret_cast<const uint8_t*>(bytes);
    using B = Blocks<Vector>;
    constexpr auto floats = []<int slot>(const uint8_t* b, int64_t at, Vector& to) {
        to.template floats<slot>(b, at);
    };
    constexpr auto halves = []<int slot>(const uint8_t* b, int64_t at, Vector& to) {
        to.template halves<slot>(b, at);
    };
    constexpr auto bfloats = []<int slot>(const uint8_t* b, int64_t at, Vector& to) {
        to.template bfloats<slot>(b, at);
    };
    switch (type) {
        case DType::f32:
            widen<4, floats>(type, in, elements, v);
            return true;
        case DType::f16:
            widen<2, halves>(type, in, elements, v);
            return true;
        case DType::bf16:
            widen<2, bfloats>(type, in, elements, v);
            return true;
        case DType::q4_0:
            each_block<32, 18, B::q4_0>(in, elements, v);
            return true;
        case DType::q4_1:
            each_block<32, 20, B::q4_1>(in, elements, v);
            return true;
        case DType::q5_0:
            each_block<32, 22, B::q5_0>(in, elements, v);
            return true;
        case DType::q5_1:
            each_block<32, 24, B::q5_1>(in, elements, v);
            return true;
        case DType::q8_0:
            each_block<32, 34, B::q8_0>(in, elements, v);
            return true;
        case DType::q4_k:
            each_block<256, 144, B::q4_k>(in, elements, v);
            return true;
        case DType::q5_k:
            each_block<256, 176, B::q5_k>(in, elements, v);
            return true;
        case DType::q6_k:
            each_block<256, 210, B::q6_k>(in, elements, v);
            return true;
        case DType::nf4:
            each_block<64, 36, block_nf4<Rounded::not_at_all, Vector>>(in, elements, v);
            return true;
        case DType::nf4_f16:
            each_block<64, 36, block_nf4<Rounded::to_f16, Vector>>(in, elements, v);
            return true;
        case DType::nf4_bf16:
            each_block<64, 36, block_nf4<Rounded::to_bf16, Vector>>(in, elements, v);
            return true;
        case DType::int8_rows:
            each_block<64, 68, block_int8_rows<Vector>>(in, elements, v);
            return true;
        default:
            return false;
    }
}

}  // namespace
}  // namespace lora::kernels
