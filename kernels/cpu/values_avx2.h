// SPDX-License-Identifier: Apache-2.0
// Sixteen stored numbers as floats in two AVX2 registers, and the sum of a register.
#pragma once

#include "kernels/cpu/blocks_vector.h"

namespace lora::kernels {
namespace {

struct Floats16 {
    __m256 low, high;
};

inline Floats16 from_signed(__m128i q) {
    return {_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(q)),
            _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_srli_si128(q, 8)))};
}
inline Floats16 from_unsigned(__m128i q) {
    return {_mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(q)),
            _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_srli_si128(q, 8)))};
}
inline Floats16 from_halves(const uint8_t* in) {
    return {_mm256_cvtph_ps(bytes_at(in)), _mm256_cvtph_ps(bytes_at(in + 16))};
}
inline __m256 widened(__m128i words) {
    return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(words), 16));
}
inline Floats16 from_bfloats(const uint8_t* in) {
    return {widened(bytes_at(in)), widened(bytes_at(in + 16))};
}
inline Floats16 together(__m256 first, __m256 second) {
    return {first, second};
}
inline Floats16 from_floats(const uint8_t* in) {
    const auto* at = reinterpret_cast<const float*>(in);
    return {_mm256_loadu_ps(at), _mm256_loadu_ps(at + 8)};
}

/// Of all eight lanes.
inline float total_of(__m256 v) {
    __m128 sum = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    sum = _mm_add_ps(sum, _mm_movehl_ps(sum, sum));
    return _mm_cvtss_f32(_mm_add_ss(sum, _mm_movehdup_ps(sum)));
}

}  // namespace
}  // namespace lora::kernels
