// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX-512 F, BW and VL; reached only where the processor has all three.
#include "kernels/cpu/block_matmul_vector.h"
#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/values_avx512.h"

namespace lora::kernels {
namespace {

template <int R>
struct Dot {
    static constexpr bool wants_sums = true;
    Rows<R> x;
    __m512 sums[R][2];
    float rests[R];
    const BlockSums* block_sums;

    Dot(Rows<R> rows, const BlockSums* sums_by_block) : x(rows), block_sums(sums_by_block) {
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r) {
            sums[r][0] = sums[r][1] = _mm512_setzero_ps();
            rests[r] = 0;
        }
    }
    template <int slot>
    void add(__m512 w, int64_t at) {
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
            sums[r][slot] = _mm512_fmadd_ps(w, _mm512_loadu_ps(x.at(r, at)), sums[r][slot]);
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
    /// 32 whole numbers times `d`: the step is applied to their sum of products instead of to each.
    void whole_numbers(__m512 first, __m512 second, float d, int64_t block) {
        const __m512 step = _mm512_set1_ps(d);
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r) {
            const float* in = x.block(r, block);
            const __m512 low = _mm512_mul_ps(first, _mm512_loadu_ps(in));
            const __m512 high = _mm512_mul_ps(second, _mm512_loadu_ps(in + 16));
            sums[r][0] = _mm512_fmadd_ps(step, low, sums[r][0]);
            sums[r][1] = _mm512_fmadd_ps(step, high, sums[r][1]);
        }
    }
    /// A block of q4_0 or q4_1: elements i and i + 16 in the halves of byte i, each d · q + m, {d, m, 0, 0}
    /// in `steps`.
    void nibbles(const uint8_t* in, __m128 steps, int64_t block) {
        const __m512i both = _mm512_cvtepu8_epi32(bytes_at(in));
        whole_numbers(_mm512_cvtepi32_ps(_mm512_and_si512(both, _mm512_set1_epi32(15))),
                      _mm512_cvtepi32_ps(_mm512_srli_epi32(both, 4)), _mm_cvtss_f32(steps), block);
        const float offset = _mm_cvtss_f32(_mm_movehdup_ps(steps));
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
            rests[r] += offset * block_sums[r][2 * block + 1];
    }
    /// A block of q8_0.
    void bytes(const uint8_t* in, float d, int64_t block) {
        whole_numbers(from_signed(bytes_at(in)), from_signed(bytes_at(in + 16)), d, block);
    }
    template <int slot>
    void halves(const uint8_t* in, int64_t at) {
        add<slot>(from_halves(in), at);
    }
    template <int slot>
    void bfloats(const uint8_t* in, int64_t at) {
        add<slot>(from_bfloats(in), at);
    }
    template <int slot>
    void eights(__m256 first, __m256 second, int64_t at) {
        add<slot>(together(first, second), at);
    }
    template <int slot>
    void floats(const uint8_t* in, int64_t at) {
        add<slot>(from_floats(in), at);
    }
    void rest(const float* values, int64_t count, int64_t at) {
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
            for (int64_t i = 0; i < count; ++i)
                rests[r] += values[i] * *x.at(r, at + i);
    }
    float total(int r) const {
        return _mm512_reduce_add_ps(_mm512_add_ps(sums[r][0], sums[r][1])) + rests[r];
    }
};

}  // namespace

void block_matmul_avx512(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                         const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride,
                         float* room) {
    matmul_with<Dot>(type, weights, outputs, columns, x, x_stride, rows, y, y_stride, room);
}

}  // namespace lora::kernels
