// SPDX-License-Identifier: Apache-2.0
// Turned weights with AVX-512 F, BW, VL and VNNI; reached only where the processor has all four.
#include "kernels/cpu/digits_avx512.h"
#include "kernels/cpu/turned_vector.h"

namespace lora::kernels {
namespace {

/// With masks where GCC 12 takes what the plain forms are made of for uninitialised.
struct Wide {
    using Ints = __m512i;
    using Floats = __m512;
    static constexpr int lanes = 16, most_rows = 4;
    static constexpr bool multiplied_there = true;
    static constexpr __mmask16 whole = 0xffff;

    static Ints load(const uint8_t* in) { return _mm512_load_si512(in); }
    static Ints none() { return _mm512_setzero_si512(); }
    static Ints all(int32_t value) { return _mm512_set1_epi32(value); }
    static Ints add(Ints a, Ints b) { return _mm512_add_epi32(a, b); }
    template <int bits>
    static Ints shift_left(Ints a) {
        return _mm512_maskz_slli_epi32(whole, a, bits);
    }
    /// Of bytes: what comes from the next one is masked away.
    template <int bits>
    static Ints shift_right(Ints a) {
        return _mm512_srli_epi16(a, bits);
    }
    static Ints shift_to_4(Ints a, int from) {
        return from <= 4 ? _mm512_slli_epi16(a, static_cast<unsigned>(4 - from))
                         : _mm512_srli_epi16(a, static_cast<unsigned>(from - 4));
    }
    static Ints mask(Ints a, int bits) {
        return _mm512_and_si512(a, _mm512_set1_epi8(static_cast<char>(bits)));
    }
    /// a's low halves of bytes, and b.
    static Ints masked_or(Ints a, Ints b) {
        constexpr int a_and_c_or_b = 0xec;
        return _mm512_ternarylogic_epi32(a, b, _mm512_set1_epi8(15), a_and_c_or_b);
    }
    static constexpr int vectors(int) { return 8; }
    static Ints begin(Ints products) { return products; }
    static Ints dot(Ints sum, Ints codes, Ints columns) { return _mm512_dpbusd_epi32(sum, codes, columns); }
    static Ints end(Ints, Ints sum) { return sum; }

    static Floats zero() { return _mm512_setzero_ps(); }
    static Floats all(float value) { return _mm512_set1_ps(value); }
    static Floats floats(Ints a) { return _mm512_maskz_cvtepi32_ps(whole, a); }
    static Floats multiply(Floats a, Floats b) { return _mm512_mul_ps(a, b); }
    static Floats multiply_add(Floats a, Floats b, Floats c) { return _mm512_fmadd_ps(a, b, c); }
    static Floats halves(const uint8_t* in) {
        return _mm512_maskz_cvtph_ps(whole, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in)));
    }
    static Floats from_uint8(const uint8_t* in) {
        return floats(
            _mm512_maskz_cvtepu8_epi32(whole, _mm_loadu_si128(reinterpret_cast<const __m128i*>(in))));
    }
    static Floats from_int8(const uint8_t* in) {
        return floats(
            _mm512_maskz_cvtepi8_epi32(whole, _mm_loadu_si128(reinterpret_cast<const __m128i*>(in))));
    }
    static void store(float* to, int64_t count, Floats a) {
        _mm512_mask_storeu_ps(to, static_cast<__mmask16>(count >= lanes ? whole : (1u << count) - 1), a);
    }

    /// Digits of a block and its halves' sums of whole numbers; returns their scale.
    static float take_apart(const float* in, int8_t (&digits)[float_digits][32], int32_t (&sums)[2]) {
        WholeNumbers numbers = whole_numbers(in);
        // Neighbours are added up for both halves at once.
        const __m256i fours = _mm256_hadd_epi32(eight_of(numbers.low), eight_of(numbers.high));
        const __m128i twos = _mm_add_epi32(_mm256_castsi256_si128(fours), _mm256_extracti128_si256(fours, 1));
        const __m128i both = _mm_hadd_epi32(twos, twos);
        sums[0] = _mm_cvtsi128_si32(both);
        sums[1] = _mm_extract_epi32(both, 1);
        for (int d = float_digits - 1; d >= 0; --d) {
            auto* halves = reinterpret_cast<__m128i*>(digits[d]);
            take_digits(numbers, halves, halves + 1);
        }
        return numbers.scale;
    }

  private:
    static __m256i eight_of(Ints values) {
        return _mm256_add_epi32(_mm512_maskz_extracti64x4_epi64(15, values, 0),
                                _mm512_maskz_extracti64x4_epi64(15, values, 1));
    }
};

}  // namespace

const TurnedOps turned_ops_avx512_vnni = turned_ops<Wide>;

}  // namespace lora::kernels
