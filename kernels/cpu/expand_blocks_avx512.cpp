// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX-512 F, BW and VL; reached only where the processor has all three.
#include "kernels/cpu/expand_blocks_vector.h"
#include "kernels/cpu/expand_forms.h"

namespace lora::kernels {
namespace {

struct Avx512 {
    static __m512 from_signed(__m128i q) { return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(q)); }
    static __m512 from_unsigned(__m128i q) { return _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(q)); }

    static void times(__m128i q, float d, float* out) {
        _mm512_storeu_ps(out, _mm512_mul_ps(_mm512_set1_ps(d), from_signed(q)));
    }
    static void plus(__m128i q, float d, float m, float* out) {
        const __m512 product = _mm512_mul_ps(_mm512_set1_ps(d), from_unsigned(q));
        _mm512_storeu_ps(out, _mm512_add_ps(product, _mm512_set1_ps(m)));
    }
    static void minus(__m128i q, float d, float m, float* out) {
        const __m512 product = _mm512_mul_ps(_mm512_set1_ps(d), from_unsigned(q));
        _mm512_storeu_ps(out, _mm512_sub_ps(product, _mm512_set1_ps(m)));
    }
    static __m256i words_at(const uint8_t* in) {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in));
    }
    static void halves(const uint8_t* in, float* out) {
        _mm512_storeu_ps(out, _mm512_cvtph_ps(words_at(in)));
    }
    static void bfloats(const uint8_t* in, float* out) {
        const __m512i wide = _mm512_slli_epi32(_mm512_cvtepu16_epi32(words_at(in)), 16);
        _mm512_storeu_ps(out, _mm512_castsi512_ps(wide));
    }
};

}  // namespace

void expand_blocks_avx512(DType type, const std::byte* in, int64_t elements, float* out) {
    expand_with<Avx512>(type, in, elements, out);
}

}  // namespace lora::kernels
