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
    static constexpr int chains = R <= 2 ? 4 : R <= 4 ? 2 : 1;
    /// Whether a block's step and offset are applied to each row's sum of products, or once to its weights.
    static constexpr bool steps_on_sums = R == 1, wants_sums = steps_on_sums;
    Rows<R> x;
    __m256 sums[R][chains];
    __m128 rests[R];  // of offsets in the second lane, of elements beyond the last block in the lowest
    const BlockSums* block_sums;

    Dot(Rows<R> rows, const BlockSums* sums_by_block) : x(rows), block_sums(sums_by_block) {
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r) {
#pragma GCC unroll 4
            for (int i = 0; i < chains; ++i)
                sums[r][i] = _mm256_setzero_ps();
            rests[r] = _mm_setzero_ps();
        }
    }
    template <int slot>
    void add(const Floats16& w, int64_t at) {
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r) {
            const float* in = x.at(r, at);
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
    /// 32 whole numbers of a block, each d · q + m, {d, m, 0, 0} in `steps`; without an offset m is 0.
    template <bool offset>
    void whole_numbers(__m256 (&q)[4], __m128 steps, int64_t block) {
        const __m256 step = _mm256_broadcastss_ps(steps);
        if constexpr (steps_on_sums) {
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r) {
                const float* in = x.block(r, block);
                __m256 sum = _mm256_mul_ps(q[0], _mm256_loadu_ps(in));
                sum = _mm256_fmadd_ps(q[1], _mm256_loadu_ps(in + 8), sum);
                sum = _mm256_fmadd_ps(q[2], _mm256_loadu_ps(in + 16), sum);
                sum = _mm256_fmadd_ps(q[3], _mm256_loadu_ps(in + 24), sum);
                sums[r][0] = _mm256_fmadd_ps(step, sum, sums[r][0]);
                if constexpr (offset)
                    rests[r] = _mm_fmadd_ps(steps, _mm_loadu_ps(&block_sums[r][2 * block]), rests[r]);
            }
        } else {
            const __m256 shift = _mm256_broadcastss_ps(_mm_movehdup_ps(steps));
#pragma GCC unroll 4
            for (int i = 0; i < 4; ++i)
                q[i] = offset ? _mm256_fmadd_ps(step, q[i], shift) : _mm256_mul_ps(step, q[i]);
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r) {
                const float* in = x.block(r, block);
#pragma GCC unroll 4
                for (int i = 0; i < 4; ++i) {
                    __m256& sum = sums[r][i % chains];
                    sum = _mm256_fmadd_ps(q[i], _mm256_loadu_ps(in + 8 * i), sum);
                }
            }
        }
    }
    /// A block of q4_0 or q4_1: elements i and i + 16 in the halves of byte i.
    void nibbles(const uint8_t* in, __m128 steps, int64_t block) {
        const __m256i fifteen = _mm256_set1_epi32(15);
        const __m256i first = _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(in)));
        const __m256i second =
            _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(in + 8)));
        __m256 q[4] = {_mm256_cvtepi32_ps(_mm256_and_si256(first, fifteen)),
                       _mm256_cvtepi32_ps(_mm256_and_si256(second, fifteen)),
                       _mm256_cvtepi32_ps(_mm256_srli_epi32(first, 4)),
                       _mm256_cvtepi32_ps(_mm256_srli_epi32(second, 4))};
        whole_numbers<true>(q, steps, block);
    }
    /// A block of q8_0.
    void bytes(const uint8_t* in, float d, int64_t block) {
        const auto eight = [in](int at) {
            return _mm256_cvtepi32_ps(
                _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(in + at))));
        };
        __m256 q[4] = {eight(0), eight(8), eight(16), eight(24)};
        whole_numbers<false>(q, _mm_set_ss(d), block);
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
                rests[r] = _mm_fmadd_ss(_mm_set_ss(values[i]), _mm_set_ss(*x.at(r, at + i)), rests[r]);
    }
    float total(int r) const {
        __m256 sum = sums[r][0];
#pragma GCC unroll 4
        for (int i = 1; i < chains; ++i)
            sum = _mm256_add_ps(sum, sums[r][i]);
        return total_of(sum) + (_mm_cvtss_f32(rests[r]) + _mm_cvtss_f32(_mm_movehdup_ps(rests[r])));
    }
};

}  // namespace

void block_matmul_avx2(DType type, const std::byte* weights, int64_t outputs, int64_t columns, const float* x,
                       int64_t x_stride, int64_t rows, float* y, int64_t y_stride, float* room) {
    matmul_with<Dot>(type, weights, outputs, columns, x, x_stride, rows, y, y_stride, room);
}

}  // namespace lora::kernels
