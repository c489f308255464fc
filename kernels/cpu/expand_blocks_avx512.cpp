// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX-512 F, BW and VL; reached only where the processor has all three.
#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/values_avx512.h"

namespace lora::kernels {
namespace {

/// Stores values as the reference computes them: a product and a sum, each rounded.
struct Store {
    float* out;

    void put(__m512 values, int64_t at) const { _mm512_storeu_ps(out + at, values); }
    template <int slot>
    void times(__m128i q, float d, int64_t at) const {
        put(_mm512_mul_ps(_mm512_set1_ps(d), from_signed(q)), at);
    }
    template <int slot>
    void plus(__m128i q, float d, float m, int64_t at) const {
        put(_mm512_add_ps(_mm512_mul_ps(_mm512_set1_ps(d), from_unsigned(q)), _mm512_set1_ps(m)), at);
    }
    template <int slot>
    void minus(__m128i q, float d, float m, int64_t at) const {
        put(_mm512_sub_ps(_mm512_mul_ps(_mm512_set1_ps(d), from_unsigned(q)), _mm512_set1_ps(m)), at);
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

void expand_blocks_avx512(DType type, const std::byte* in, int64_t elements, float* out) {
    Store store{out};
    if (!give_blocks(type, in, elements, store)) expand_blocks_reference(type, in, elements, out);
}

}  // namespace lora::kernels
