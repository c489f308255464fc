// SPDX-License-Identifier: Apache-2.0
// Sixteen stored numbers as floats in one AVX-512 register.
#pragma once

#include "kernels/cpu/blocks_vector.h"

namespace lora::kernels {
namespace {

inline __m512 from_signed(__m128i q) {
    return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(q));
}
inline __m512 from_unsigned(__m128i q) {
    return _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(q));
}
inline __m256i words_at(const uint8_t* in) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in));
}
inline __m512 from_halves(const uint8_t* in) {
    return _mm512_cvtph_ps(words_at(in));
}
inline __m512 from_bfloats(const uint8_t* in) {
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(words_at(in)), 16));
}
/// With a mask, since GCC 12 takes what the plain form is made of for uninitialised.
inline __m512 together(__m256 first, __m256 second) {
    return _mm512_castpd_ps(_mm512_maskz_insertf64x4(0xff, _mm512_castps_pd(_mm512_zextps256_ps512(first)),
                                                     _mm256_castps_pd(second), 1));
}
inline __m512 from_floats(const uint8_t* in) {
    return _mm512_loadu_ps(in);
}

}  // namespace
}  // namespace lora::kernels
