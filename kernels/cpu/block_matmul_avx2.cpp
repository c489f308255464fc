// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX2, FMA and F16C; reached only where the processor has all three.
#include "kernels/cpu/block_matmul_vector.h"
#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/values_avx2.h"

namespace lora::kernels {
namespace {

template <int R>
struct Dot {
    /// Sums that do not wait for each other: registers bound how many.
    static constexpr int chains = R <= 2 ? 4 : 2;
    const float* x;
    int64_t stride;
    __m256 sums[R][chains];
    float rests[R];
    const float (*block_sums)[most_summed_columns / 32];

    Dot(const float* rows, int64_t row_stride, const float (*sums_by_block)[most_summed_columns / 32])
        : x(rows), stride(row_stride), block_sums(sums_by_block) {
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r) {
#pragma GCC unroll 4
            for (int i = 0; i < chains; ++i)
                sums[r][i] = _mm256_setzero_ps();
            rests[r] = 0;
        }
    }
    template <int slot>
    void add(const Floats16& w, int64_t at) {
        for (int r = 0; r < R; ++r) {
            const float* in = x + r * stride + at;
            __m256 &low = sums[r][(2 * slot) % chains], &high = sums[r][(2 * slot + 1) % chains];
            low = _mm256_fmadd_ps(w.low, _mm256_loadu_ps(in), low);
            high = _mm256_fmadd_ps(w.high, _mm256_loadu_ps(in + 8), high);
        }
    }
    template <int slot>
    void times(__m128i q, float d, int64_t at) {
        const __m256 step = _mm256_set1_ps(d);
        const Floats16 values = from_signed(q);
        add<slot>({_mm256_mul_ps(step, values.low), _mm256_mul_ps(step, values.high)}, at);
    }
    template <int slot>
    void plus(__m128i q, float d, float m, int64_t at) {
        const __m256 step = _mm256_set1_ps(d), offset = _mm256_set1_ps(m);
        const Floats16 values = from_unsigned(q);
        add<slot>({_mm256_fmadd_ps(step, values.low, offset), _mm256_fmadd_ps(step, values.high, offset)},
                  at);
    }
    template <int slot>
    void minus(__m128i q, float d, float m, int64_t at) {
        plus<slot>(q, d, -m, at);
    }
    /// 32 whole numbers times `d`: the step is applied to their sum of products instead of to each.
    void whole_numbers(const __m256 (&q)[4], float d, int64_t block) {
        const __m256 step = _mm256_set1_ps(d);
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r) {
            const float* in = x + r * stride + 32 * block;
            __m256 low = _mm256_mul_ps(q[0], _mm256_loadu_ps(in)),
                   high = _mm256_mul_ps(q[1], _mm256_loadu_ps(in + 8));
            low = _mm256_fmadd_ps(q[2], _mm256_loadu_ps(in + 16), low);
            high = _mm256_fmadd_ps(q[3], _mm256_loadu_ps(in + 24), high);
            sums[r][0] = _mm256_fmadd_ps(step, low, sums[r][0]);
            sums[r][1] = _mm256_fmadd_ps(step, high, sums[r][1]);
        }
    }
    /// A block of q4_0 or q4_1: elements i and i + 16 in the halves of byte i, each d · q + m.
    void nibbles(const uint8_t* in, float d, float m, int64_t block) {
        const __m256i fifteen = _mm256_set1_epi32(15);
        const __m256i first = _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(in)));
        const __m256i second =
            _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(in + 8)));
        whole_numbers({_mm256_cvtepi32_ps(_mm256_and_si256(first, fifteen)),
                       _mm256_cvtepi32_ps(_mm256_and_si256(second, fifteen)),
                       _mm256_cvtepi32_ps(_mm256_srli_epi32(first, 4)),
                       _mm256_cvtepi32_ps(_mm256_srli_epi32(second, 4))},
                      d, block);
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r)
            rests[r] += m * block_sums[r][block];
    }
    /// A block of q8_0.
    void bytes(const uint8_t* in, float d, int64_t block) {
        const auto eight = [in](int at) {
            return _mm256_cvtepi32_ps(
                _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(in + at))));
        };
        whole_numbers({eight(0), eight(8), eight(16), eight(24)}, d, block);
    }
    void halves(const uint8_t* in, int64_t at) {
        add<0>(from_halves(in), at);
    }
    void bfloats(const uint8_t* in, int64_t at) {
        add<0>(from_bfloats(in), at);
    }
    void floats(const uint8_t* in, int64_t at) {
        add<0>(from_floats(in), at);
    }
    void rest(const float* values, int64_t count, int64_t at) {
        for (int r = 0; r < R; ++r)
            for (int64_t i = 0; i < count; ++i)
                rests[r] += values[i] * x[r * stride + at + i];
    }
    float total(int r) const {
        __m256 sum = sums[r][0];
        for (int i = 1; i < chains; ++i)
            sum = _mm256_add_ps(sum, sums[r][i]);
        return total_of(sum) + rests[r];
    }
};

}  // namespace

void block_matmul_avx2(DType type, const std::byte* weights, int64_t outputs, int64_t columns, const float* x,
                       int64_t x_stride, int64_t rows, float* y, int64_t y_stride) {
    matmul_with<Dot>(type, weights, outputs, columns, x, x_stride, rows, y, y_stride);
}

}  // namespace lora::kernels
