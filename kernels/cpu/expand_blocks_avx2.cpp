// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX2 and F16C; reached only where the processor has both.
#include "kernels/cpu/expand_blocks_vector.h"
#include "kernels/cpu/expand_forms.h"

namespace lora::kernels {
namespace {

struct Avx2 {
    static __m256 low_signed(__m128i q) { return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(q)); }
    static __m256 low_unsigned(__m128i q) { return _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(q)); }

    static void times(__m128i q, float d, float* out) {
        const __m256 step = _mm256_set1_ps(d);
        _mm256_storeu_ps(out, _mm256_mul_ps(step, low_signed(q)));
        _mm256_storeu_ps(out + 8, _mm256_mul_ps(step, low_signed(_mm_srli_si128(q, 8))));
    }
    static void plus(__m128i q, float d, float m, float* out) {
        const __m256 step = _mm256_set1_ps(d), offset = _mm256_set1_ps(m);
        _mm256_storeu_ps(out, _mm256_add_ps(_mm256_mul_ps(step, low_unsigned(q)), offset));
        _mm256_storeu_ps(out + 8,
                         _mm256_add_ps(_mm256_mul_ps(step, low_unsigned(_mm_srli_si128(q, 8))), offset));
    }
    static void minus(__m128i q, float d, float m, float* out) {
        const __m256 step = _mm256_set1_ps(d), offset = _mm256_set1_ps(m);
        _mm256_storeu_ps(out, _mm256_sub_ps(_mm256_mul_ps(step, low_unsigned(q)), offset));
        _mm256_storeu_ps(out + 8,
                         _mm256_sub_ps(_mm256_mul_ps(step, low_unsigned(_mm_srli_si128(q, 8))), offset));
    }
    static void halves(const uint8_t* in, float* out) {
        _mm256_storeu_ps(out, _mm256_cvtph_ps(bytes_at(in)));
        _mm256_storeu_ps(out + 8, _mm256_cvtph_ps(bytes_at(in + 16)));
    }
    static __m256 widened(__m128i words) {
        return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(words), 16));
    }
    static void bfloats(const uint8_t* in, float* out) {
        _mm256_storeu_ps(out, widened(bytes_at(in)));
        _mm256_storeu_ps(out + 8, widened(bytes_at(in + 16)));
    }
};

}  // namespace

void expand_blocks_avx2(DType type, const std::byte* in, int64_t elements, float* out) {
    expand_with<Avx2>(type, in, elements, out);
}

}  // namespace lora::kernels
