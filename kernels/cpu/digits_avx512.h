// SPDX-License-Identifier: Apache-2.0
// Blocks of 32 floats as whole numbers of 24 bits, which a largest element's share: as fine as float32 is for
// that element. Compiled with AVX-512 F, BW and VL; internal linkage for the reason that blocks_vector.h
// gives.
#pragma once

#include <immintrin.h>

#include <cstdint>
#include <cstring>

#include "kernels/cpu/digits.h"

namespace lora::kernels {
namespace {

/// Here and below masks, since GCC 12 takes what the plain forms are made of for uninitialised.
inline int32_t largest_of(__m512i values) {
    const __m128i four = _mm_max_epi32(_mm_max_epi32(_mm512_maskz_extracti32x4_epi32(15, values, 0),
                                                     _mm512_maskz_extracti32x4_epi32(15, values, 1)),
                                       _mm_max_epi32(_mm512_maskz_extracti32x4_epi32(15, values, 2),
                                                     _mm512_maskz_extracti32x4_epi32(15, values, 3)));
    const __m128i two = _mm_max_epi32(four, _mm_shuffle_epi32(four, 0x4e));
    return _mm_cvtsi128_si32(_mm_max_epi32(two, _mm_shuffle_epi32(two, 0xb1)));
}

/// A block: element i is scale · its whole number, the first sixteen in `low`.
struct WholeNumbers {
    __m512i low, high;
    float scale;
};
inline WholeNumbers whole_numbers(const float* in) {
    const __m512 first = _mm512_loadu_ps(in), second = _mm512_loadu_ps(in + 16);
    const __m512i size = _mm512_set1_epi32(0x7fffffff);
    // Compared as whole numbers, infinities and what is no number are largest, and the scale becomes one of
    // them.
    const int bits =
        largest_of(_mm512_maskz_max_epi32(0xffff, _mm512_and_si512(_mm512_castps_si512(first), size),
                                          _mm512_and_si512(_mm512_castps_si512(second), size)));
    float most;
    std::memcpy(&most, &bits, sizeof most);
    const bool nothing = most < 1e-30f;
    const __m512 inverse = _mm512_set1_ps(nothing ? 0.0f : largest_whole / most);
    return {_mm512_cvtps_epi32(_mm512_mul_ps(first, inverse)),
            _mm512_cvtps_epi32(_mm512_mul_ps(second, inverse)), nothing ? 0.0f : most / largest_whole};
}
/// The lowest digits of both halves, to `first` and `second`; what is left of the numbers is without them.
inline void take_digits(WholeNumbers& from, __m128i* first, __m128i* second) {
    const __m512i half = _mm512_set1_epi32(128);
    _mm_store_si128(first, _mm512_maskz_cvtepi32_epi8(0xffff, from.low));
    _mm_store_si128(second, _mm512_maskz_cvtepi32_epi8(0xffff, from.high));
    from.low = _mm512_maskz_srai_epi32(0xffff, _mm512_add_epi32(from.low, half), 8);
    from.high = _mm512_maskz_srai_epi32(0xffff, _mm512_add_epi32(from.high, half), 8);
}

}  // namespace
}  // namespace lora::kernels
