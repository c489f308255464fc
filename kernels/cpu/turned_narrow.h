// SPDX-License-Identifier: Apache-2.0
// What AVX2 and AVX-VNNI share of turned_vector.h's instruction sets; internal linkage for the reason that
// blocks_vector.h gives.
#pragma once

#include <immintrin.h>

#include <cstring>

#include "kernels/cpu/turned_vector.h"

namespace lora::kernels {
namespace {

struct Narrow {
    using Ints = __m256i;
    using Floats = __m256;
    static constexpr int lanes = 8, most_rows = 2;

    static Ints load(const uint8_t* in) { return _mm256_load_si256(reinterpret_cast<const __m256i*>(in)); }
    static Ints none() { return _mm256_setzero_si256(); }
    static Ints all(int32_t value) { return _mm256_set1_epi32(value); }
    static Ints add(Ints a, Ints b) { return _mm256_add_epi32(a, b); }
    template <int bits>
    static Ints shift_left(Ints a) {
        return _mm256_slli_epi32(a, bits);
    }
    template <int bits>
    static Ints shift_right(Ints a) {
        return _mm256_srli_epi16(a, bits);
    }
    static Ints shift_to_4(Ints a, int from) {
        return from <= 4 ? _mm256_slli_epi16(a, 4 - from) : _mm256_srli_epi16(a, from - 4);
    }
    static Ints mask(Ints a, int bits) {
        return _mm256_and_si256(a, _mm256_set1_epi8(static_cast<char>(bits)));
    }
    /// A sum once a product is added, before the next one is made: else the compiler makes a stretch's
    /// products first, more than there are registers, and puts them on the stack.
    static Ints in_turn(Ints sum) {
        asm volatile("" : "+x"(sum));
        return sum;
    }
    static Ints masked_or(Ints a, Ints b) { return _mm256_or_si256(mask(a, 15), b); }

    static Floats zero() { return _mm256_setzero_ps(); }
    static Floats all(float value) { return _mm256_set1_ps(value); }
    static Floats floats(Ints a) { return _mm256_cvtepi32_ps(a); }
    static Floats multiply(Floats a, Floats b) { return _mm256_mul_ps(a, b); }
    static Floats multiply_add(Floats a, Floats b, Floats c) { return _mm256_fmadd_ps(a, b, c); }
    static Floats halves(const uint8_t* in) {
        return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(in)));
    }
    static Floats from_uint8(const uint8_t* in) {
        return floats(_mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(in))));
    }
    static Floats from_int8(const uint8_t* in) {
        return floats(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(in))));
    }
    static void store(float* to, int64_t count, Floats a) {
        if (count >= lanes) return _mm256_storeu_ps(to, a);
        const Ints lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
        _mm256_maskstore_ps(to, _mm256_cmpgt_epi32(all(static_cast<int32_t>(count)), lane), a);
    }

    static float take_apart(const float* in, int8_t (&digits)[float_digits][32], int32_t (&sums)[2]) {
        Floats x[4];
        Ints most = none();
        for (int i = 0; i < 4; ++i) {
            x[i] = _mm256_loadu_ps(in + 8 * i);
            // As whole numbers, so that infinities and what is no number are largest and reach the scale.
            most = _mm256_max_epi32(most, _mm256_and_si256(_mm256_castps_si256(x[i]), all(0x7fffffff)));
        }
        __m128i four = _mm_max_epi32(_mm256_castsi256_si128(most), _mm256_extracti128_si256(most, 1));
        four = _mm_max_epi32(four, _mm_shuffle_epi32(four, 0x4e));
        const int bits = _mm_cvtsi128_si32(_mm_max_epi32(four, _mm_shuffle_epi32(four, 0xb1)));
        float largest;
        std::memcpy(&largest, &bits, sizeof largest);
        const bool nothing = largest < 1e-30f;
        const Floats inverse = all(nothing ? 0.0f : largest_whole / largest);
        Ints numbers[4];
        for (int i = 0; i < 4; ++i)
            numbers[i] = _mm256_cvtps_epi32(multiply(x[i], inverse));
        // Neighbours are added up for both halves at once.
        const Ints fours = _mm256_hadd_epi32(add(numbers[0], numbers[1]), add(numbers[2], numbers[3]));
        const __m128i twos = _mm_add_epi32(_mm256_castsi256_si128(fours), _mm256_extracti128_si256(fours, 1));
        const __m128i both = _mm_hadd_epi32(twos, twos);
        sums[0] = _mm_cvtsi128_si32(both);
        sums[1] = _mm_extract_epi32(both, 1);
        for (int d = float_digits - 1; d >= 0; --d) {
            const auto low = [&](int i) { return _mm256_srai_epi32(_mm256_slli_epi32(numbers[i], 24), 24); };
            const Ints bytes =
                _mm256_packs_epi16(_mm256_packs_epi32(low(0), low(1)), _mm256_packs_epi32(low(2), low(3)));
            // Packing takes turns between the halves of a register.
            _mm256_storeu_si256(
                reinterpret_cast<__m256i*>(digits[d]),
                _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7)));
            for (Ints& number : numbers)
                number = _mm256_srai_epi32(add(number, all(128)), 8);
        }
        return nothing ? 0.0f : largest / largest_whole;
    }
};

}  // namespace
}  // namespace lora::kernels
