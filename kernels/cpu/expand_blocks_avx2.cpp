// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX2, FMA and F16C; reached only where the processor has all three.
#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/values_avx2.h"

namespace lora::kernels {
namespace {

/// Stores values as the reference computes them: a product and a sum, each rounded.
struct Store {
    float* out;

    void put(const Floats16& values, int64_t at) const {
        _mm256_storeu_ps(out + at, values.low);
        _mm256_storeu_ps(out + at + 8, values.high);
    }
    template <int slot>
    void times(__m128i q, float d, int64_t at) const {
        const __m256 step = _mm256_set1_ps(d);
        const Floats16 values = from_signed(q);
        put({_mm256_mul_ps(step, values.low), _mm256_mul_ps(step, values.high)}, at);
    }
    template <int slot>
    void plus(__m128i q, float d, float m, int64_t at) const {
        const __m256 step = _mm256_set1_ps(d), offset = _mm256_set1_ps(m);
        const Floats16 values = from_unsigned(q);
        put({_mm256_add_ps(_mm256_mul_ps(step, values.low), offset),
             _mm256_add_ps(_mm256_mul_ps(step, values.high), offset)},
            at);
    }
    template <int slot>
    void minus(__m128i q, float d, float m, int64_t at) const {
        const __m256 step = _mm256_set1_ps(d), offset = _mm256_set1_ps(m);
        const Floats16 values = from_unsigned(q);
        put({_mm256_sub_ps(_mm256_mul_ps(step, values.low), offset),
             _mm256_sub_ps(_mm256_mul_ps(step, values.high), offset)},
            at);
    }
    template <int slot>
    void halves(const uint8_t* in, int64_t at) const {
        put(from_halves(in), at);
    }
    template <int slot>
    void bfloats(const uint8_t* in, int64_t at) const {
        put(from_bfloats(in), at);
    }
    template <int slot>
    void eights(__m256 first, __m256 second, int64_t at) const {
        put(together(first, second), at);
    }
    template <int slot>
    void floats(const uint8_t* in, int64_t at) const {
        put(from_floats(in), at);
    }
    void rest(const float* values, int64_t count, int64_t at) const {
        std::memcpy(out + at, values, static_cast<size_t>(count) * sizeof(float));
    }
};

}  // namespace

void expand_blocks_avx2(DType type, const std::byte* in, int64_t elements, float* out) {
    Store store{out};
    if (!give_blocks(type, in, elements, store)) expand_blocks_reference(type, in, elements, out);
}

}  // namespace lora::kernels
