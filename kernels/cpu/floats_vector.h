// SPDX-License-Identifier: Apache-2.0
// Floats in registers for loops over rows, as wide as the instructions of the file that includes this, which
// is one an instruction set; internal linkage for the reason that blocks_vector.h gives.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

namespace lora::kernels {
namespace {

/// e^x for x in about [-87, 88], below and above held there: 2^n times a polynomial over half a power of two
/// either way, within two units of the last place.
inline float exp_of(float x) {
    x = x < -87.0f ? -87.0f : x > 88.0f ? 88.0f : x;
    const float scaled = x * 1.44269504f;
    // Adding and taking away 1.5 · 2^23 rounds to a whole number without a branch.
    const float whole = (scaled + 12582912.0f) - 12582912.0f;
    const float rest = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * rest + 1.3981999507e-3f;
    p = p * rest + 8.3334519073e-3f;
    p = p * rest + 4.1665795894e-2f;
    p = p * rest + 1.6666665459e-1f;
    p = p * rest + 5.0000001201e-1f;
    p = p * rest * rest + rest + 1.0f;
    return p * __builtin_bit_cast(float, (static_cast<int32_t>(whole) + 127) << 23);
}

/// Eight floats, as the compiler's own vector type.
using Floats8 = float __attribute__((vector_size(32)));
inline Floats8 floats8_at(const float* p) {
    Floats8 v;
    __builtin_memcpy(&v, p, sizeof v);
    return v;
}
inline Floats8 floats8_at(const int16_t* p) {
    return _mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
}

/// The sum of each of four.
inline void sums_of(const Floats8 (&v)[4], float (&out)[4]) {
    const __m256 pairs = _mm256_hadd_ps(_mm256_hadd_ps(v[0], v[1]), _mm256_hadd_ps(v[2], v[3]));
    _mm_storeu_ps(out, _mm_add_ps(_mm256_castps256_ps128(pairs), _mm256_extractf128_ps(pairs, 1)));
}

/// As many floats as a register holds.
#ifdef __AVX512F__
using Floats = float __attribute__((vector_size(64)));
/// With masks, since GCC 12 takes what the plain forms are made of for uninitialised.
inline void sums_of(const Floats (&v)[4], float (&out)[4]) {
    const auto halves = [](Floats a, Floats b) {
        return _mm512_castps_pd(
            _mm512_add_ps(_mm512_maskz_unpacklo_ps(0xffff, a, b), _mm512_maskz_unpackhi_ps(0xffff, a, b)));
    };
    const __m512d first = halves(v[0], v[1]), second = halves(v[2], v[3]);
    const __m512d four =
        _mm512_castps_pd(_mm512_add_ps(_mm512_castpd_ps(_mm512_maskz_unpacklo_pd(0xff, first, second)),
                                       _mm512_castpd_ps(_mm512_maskz_unpackhi_pd(0xff, first, second))));
    const __m256 two = _mm256_add_ps(_mm256_castpd_ps(_mm512_maskz_extractf64x4_pd(0xf, four, 0)),
                                     _mm256_castpd_ps(_mm512_maskz_extractf64x4_pd(0xf, four, 1)));
    _mm_storeu_ps(out, _mm_add_ps(_mm256_castps256_ps128(two), _mm256_extractf128_ps(two, 1)));
}
#else
using Floats = Floats8;
#endif
constexpr int64_t lanes = sizeof(Floats) / sizeof(float);

inline Floats floats_at(const float* p) {
    Floats v;
    __builtin_memcpy(&v, p, sizeof v);
    return v;
}

/// As many numbers of 16 bits as `Floats` has lanes.
inline Floats floats_at(const int16_t* p) {
#ifdef __AVX512F__
    return _mm512_maskz_cvtepi32_ps(
        0xffff, _mm512_maskz_cvtepi16_epi32(0xffff, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))));
#else
    return floats8_at(p);
#endif
}

/// As many whole numbers of three bytes, times 256. Of 256 bits' forms the last reads four bytes more.
inline Floats floats_of_threes(const std::byte* at) {
    // Each 128 bits' twelve bytes become four numbers, whose lowest byte is zero.
#define LORA_FOUR_OF_TWELVE -1, 0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11
#ifdef __AVX512F__
    const __m512i twelves = _mm512_maskz_permutexvar_epi32(
        0xffff, _mm512_setr_epi32(0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12),
        _mm512_maskz_loadu_epi32(0x0fff, at));
    const __m512i fours = _mm512_broadcast_i32x4(_mm_setr_epi8(LORA_FOUR_OF_TWELVE));
    return _mm512_maskz_cvtepi32_ps(0xffff, _mm512_maskz_shuffle_epi8(~__mmask64(0), twelves, fours));
#else
    const __m256i twelves =
        _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at))),
                                _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 12)), 1);
    const __m256i fours = _mm256_setr_epi8(LORA_FOUR_OF_TWELVE, LORA_FOUR_OF_TWELVE);
    return _mm256_cvtepi32_ps(_mm256_shuffle_epi8(twelves, fours));
#endif
#undef LORA_FOUR_OF_TWELVE
}

}  // namespace
}  // namespace lora::kernels
