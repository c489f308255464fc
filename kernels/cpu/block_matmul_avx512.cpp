// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX-512 F, BW and VL; reached only where the processor has all three.
#include "kernels/cpu/block_matmul_vector.h"
#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/values_avx512.h"

namespace lora::kernels {
namespace {

template <int R>
struct Dot {
    const float* x;
    int64_t stride;
    __m512 sums[R][2];
    float rests[R];

    Dot(const float* rows, int64_t row_stride) : x(rows), stride(row_stride) {
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r) {
            sums[r][0] = sums[r][1] = _mm512_setzero_ps();
            rests[r] = 0;
        }
    }
    template <int slot>
    void add(__m512 w, int64_t at) {
        for (int r = 0; r < R; ++r)
            sums[r][slot] = _mm512_fmadd_ps(w, _mm512_loadu_ps(x + r * stride + at), sums[r][slot]);
    }
    template <int slot>
    void times(__m128i q, float d, int64_t at) {
        add<slot>(_mm512_mul_ps(_mm512_set1_ps(d), from_signed(q)), at);
    }
    template <int slot>
    void plus(__m128i q, float d, float m, int64_t at) {
        add<slot>(_mm512_fmadd_ps(_mm512_set1_ps(d), from_unsigned(q), _mm512_set1_ps(m)), at);
    }
    template <int slot>
    void minus(__m128i q, float d, float m, int64_t at) {
        plus<slot>(q, d, -m, at);
    }
    void halves(const uint8_t* in, int64_t at) { add<0>(from_halves(in), at); }
    void bfloats(const uint8_t* in, int64_t at) { add<0>(from_bfloats(in), at); }
    void floats(const uint8_t* in, int64_t at) { add<0>(from_floats(in), at); }
    void rest(const float* values, int64_t count, int64_t at) {
        for (int r = 0; r < R; ++r)
            for (int64_t i = 0; i < count; ++i)
                rests[r] += values[i] * x[r * stride + at + i];
    }
    float total(int r) const { return _mm512_reduce_add_ps(_mm512_add_ps(sums[r][0], sums[r][1])) + rests[r]; }
};

}  // namespace

void block_matmul_avx512(DType type, const std::byte* weights, int64_t outputs, int64_t columns, const float* x,
                         int64_t x_stride, int64_t rows, float* y, int64_t y_stride) {
    matmul_with<Dot>(type, weights, outputs, columns, x, x_stride, rows, y, y_stride);
}

}  // namespace lora::kernels
