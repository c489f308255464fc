// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX2, FMA and F16C; reached only where the processor has all three.
#include "kernels/cpu/cache_line.h"
#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/values_avx2.h"
#include "kernels/include/block_matmul_q8.h"

namespace lora::kernels {
namespace {

inline __m256i load32(const void* p) {
    return _mm256_loadu_si256(static_cast<const __m256i*>(p));
}
inline __m256i pair(__m128i low, __m128i high) {
    return _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1);
}
/// Sums of one output with R rows. A block of weights comes as whole numbers, a step and an offset.
template <int R>
struct Sums {
    const Q8Block* x;
    int64_t blocks_a_row;
    __m256 sums[R];
    float offsets[R];

    Sums(const Q8Block* rows, int64_t blocks) : x(rows), blocks_a_row(blocks) {
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r) {
            sums[r] = _mm256_setzero_ps();
            offsets[r] = 0;
        }
    }
    const Q8Block& block(int r, int64_t at) const {
        return x[r * blocks_a_row + at];
    }

    /// Elements d · q + m, q from 0 to 127.
    void add_unsigned(__m256i q, float d, float m, int64_t at) {
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r) {
            const Q8Block& in = block(r, at);
            const __m256i products =
                _mm256_madd_epi16(_mm256_maddubs_epi16(q, load32(in.q)), _mm256_set1_epi16(1));
            sums[r] = _mm256_fmadd_ps(_mm256_set1_ps(d * in.scale), _mm256_cvtepi32_ps(products), sums[r]);
            offsets[r] += m * in.sum;
        }
    }
    /// Elements d · s · q, q from -127 to 127; `s` holds a whole number for each pair of elements.
    void add_signed(__m256i q, __m256i s, float d, int64_t at) {
        const __m256i size = _mm256_abs_epi8(q);
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r) {
            const Q8Block& in = block(r, at);
            const __m256i pairs = _mm256_maddubs_epi16(size, _mm256_sign_epi8(load32(in.q), q));
            const __m256i products = _mm256_madd_epi16(pairs, s);
            sums[r] = _mm256_fmadd_ps(_mm256_set1_ps(d * in.scale), _mm256_cvtepi32_ps(products), sums[r]);
        }
    }
    float total(int r) const {
        return total_of(sums[r]) + offsets[r];
    }
};

template <class S>
inline void add_q4_0(const uint8_t* b, int64_t at, S& sums) {
    const float d = f16_at(b);
    const __m128i q = bytes_at(b + 2);
    sums.add_unsigned(pair(low_nibbles(q), high_nibbles(q)), d, -8 * d, at);
}
template <class S>
inline void add_q4_1(const uint8_t* b, int64_t at, S& sums) {
    const __m128i q = bytes_at(b + 4);
    sums.add_unsigned(pair(low_nibbles(q), high_nibbles(q)), f16_at(b), f16_at(b + 2), at);
}
template <class S>
inline void add_q8_0(const uint8_t* b, int64_t at, S& sums) {
    // -128 has no opposite in eight bits. Quantisers do not write it, but a file may hold it: it counts as
    // -127 and -1.
    const __m256i q = load32(b + 2), lowest = _mm256_cmpeq_epi8(q, _mm256_set1_epi8(-128));
    const float d = f16_at(b);
    sums.add_signed(_mm256_sub_epi8(q, lowest), _mm256_set1_epi16(1), d, at);
    if (!_mm256_testz_si256(lowest, lowest)) sums.add_signed(lowest, _mm256_set1_epi16(1), d, at);
}
template <class S>
inline void add_q4_k(const uint8_t* b, int64_t at, S& sums) {
    const typename Blocks<S>::SubBlocks sub(b);
    for (int p = 0; p < 4; ++p) {
        const __m256i q = load32(b + 16 + p * 32), mask = _mm256_set1_epi8(15);
        sums.add_unsigned(_mm256_and_si256(q, mask), sub.step[2 * p], -sub.offset[2 * p], at + 2 * p);
        sums.add_unsigned(_mm256_and_si256(_mm256_srli_epi16(q, 4), mask), sub.step[2 * p + 1],
                          -sub.offset[2 * p + 1], at + 2 * p + 1);
    }
}
template <class S>
inline void add_q6_k(const uint8_t* b, int64_t at, S& sums) {
    const float d = f16_at(b + 208);
    const auto* scales = reinterpret_cast<const int8_t*>(b + 192);
    for (int half = 0; half < 2; ++half) {
        const __m256i high = load32(b + 128 + half * 32), mask = _mm256_set1_epi8(15);
        const __m256i low0 = load32(b + half * 64), low1 = load32(b + half * 64 + 32);
        const __m256i nibbles[4] = {_mm256_and_si256(low0, mask), _mm256_and_si256(low1, mask),
                                    _mm256_and_si256(_mm256_srli_epi16(low0, 4), mask),
                                    _mm256_and_si256(_mm256_srli_epi16(low1, 4), mask)};
        const __m256i tops[4] = {_mm256_slli_epi16(_mm256_and_si256(high, _mm256_set1_epi8(3)), 4),
                                 _mm256_slli_epi16(_mm256_and_si256(high, _mm256_set1_epi8(12)), 2),
                                 _mm256_and_si256(high, _mm256_set1_epi8(48)),
                                 _mm256_srli_epi16(_mm256_and_si256(high, _mm256_set1_epi8(-64)), 2)};
        for (int group = 0; group < 4; ++group) {
            const __m256i q =
                _mm256_sub_epi8(_mm256_or_si256(nibbles[group], tops[group]), _mm256_set1_epi8(32));
            const int8_t* scale = scales + half * 8 + group * 2;
            const __m256i each = pair(_mm_set1_epi16(scale[0]), _mm_set1_epi16(scale[1]));
            sums.add_signed(q, each, d, at + half * 4 + group);
        }
    }
}

template <int R>
inline void rows_at_once(DType type, const uint8_t* weights, int64_t outputs, int64_t columns,
                         const Q8Block* x, float* y, int64_t y_stride) {
    const auto info = dtype_info(type);
    const int64_t blocks = columns / info.block_elements, q8_blocks = columns / 32,
                  each = info.block_elements / 32;
    const auto run = [&](auto add) {
        for (int64_t o = 0; o < outputs; ++o) {
            Sums<R> sums(x, q8_blocks);
            for (int64_t b = 0; b < blocks; ++b, weights += info.block_bytes) {
                ask_ahead(weights, info.block_bytes);
                add(weights, b * each, sums);
            }
            // Unrolled: GCC 12 makes a vector of four of them and then forgets to store it.
#pragma GCC unroll 4
            for (int r = 0; r < R; ++r)
                y[r * y_stride + o] = sums.total(r);
        }
    };
    using S = Sums<R>;
    switch (type) {
        case DType::q4_0:
            return run([](const uint8_t* b, int64_t at, S& sums) { add_q4_0(b, at, sums); });
        case DType::q4_1:
            return run([](const uint8_t* b, int64_t at, S& sums) { add_q4_1(b, at, sums); });
        case DType::q8_0:
            return run([](const uint8_t* b, int64_t at, S& sums) { add_q8_0(b, at, sums); });
        case DType::q4_k:
            return run([](const uint8_t* b, int64_t at, S& sums) { add_q4_k(b, at, sums); });
        default:
            return run([](const uint8_t* b, int64_t at, S& sums) { add_q6_k(b, at, sums); });
    }
}

void quantize_q8_avx2(const float* x, int64_t columns, Q8Block* out) {
    const __m256 no_sign = _mm256_castsi256_ps(_mm256_set1_epi32(0x7fffffff));
    for (int64_t b = 0; b < columns / 32; ++b, x += 32) {
        __m256 v[4], top = _mm256_setzero_ps(), odd = _mm256_setzero_ps();
        for (int i = 0; i < 4; ++i) {
            v[i] = _mm256_loadu_ps(x + 8 * i);
            top = _mm256_max_ps(_mm256_and_ps(v[i], no_sign), top);
            odd =
                _mm256_or_ps(odd, _mm256_cmp_ps(_mm256_sub_ps(v[i], v[i]), _mm256_setzero_ps(), _CMP_NEQ_UQ));
        }
        if (_mm256_movemask_ps(odd) != 0) {  // NaN or infinity: taken from itself it is not zero
            quantize_q8_reference(x, 32, out + b);
            continue;
        }
        __m128 four = _mm_max_ps(_mm256_castps256_ps128(top), _mm256_extractf128_ps(top, 1));
        four = _mm_max_ps(four, _mm_movehl_ps(four, four));
        const float largest = _mm_cvtss_f32(_mm_max_ss(four, _mm_movehdup_ps(four)));
        const __m256 inverse = _mm256_set1_ps(largest > 0 ? 127.0f / largest : 0.0f);
        __m256i q[4];
        for (int i = 0; i < 4; ++i)
            q[i] = _mm256_cvtps_epi32(_mm256_mul_ps(v[i], inverse));
        const __m256i total = _mm256_add_epi32(_mm256_add_epi32(q[0], q[1]), _mm256_add_epi32(q[2], q[3]));
        __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(total), _mm256_extracti128_si256(total, 1));
        sum = _mm_add_epi32(sum, _mm_unpackhi_epi64(sum, sum));
        sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 1));
        // Packing works within halves of 16 bytes: the words come out as 0 2 4 6 1 3 5 7 and are put back.
        const __m256i bytes =
            _mm256_packs_epi16(_mm256_packs_epi32(q[0], q[1]), _mm256_packs_epi32(q[2], q[3]));
        const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out[b].q), _mm256_permutevar8x32_epi32(bytes, order));
        out[b].scale = largest / 127.0f;
        out[b].sum = out[b].scale * static_cast<float>(_mm_cvtsi128_si32(sum));
    }
}

void block_matmul_q8_avx2(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                          const Q8Block* x, int64_t rows, float* y, int64_t y_stride) {
    const auto info = dtype_info(type);
    const int64_t row_bytes = columns / info.block_elements * info.block_bytes;
    const auto* bytes = reinterpret_cast<const uint8_t*>(weights);
    // A stretch of weights that the first-level cache keeps serves all rows before the next is read.
    const int64_t fits = 12 * 1024 / row_bytes > 0 ? 12 * 1024 / row_bytes : 1;
    const int64_t step = rows > 4 ? fits : outputs;
    for (int64_t o = 0; o < outputs; o += step) {
        const int64_t count = outputs - o < step ? outputs - o : step;
        for (int64_t r = 0; r < rows;) {
            const Q8Block* in = x + r * (columns / 32);
            float* out = y + r * y_stride + o;
            const uint8_t* from = bytes + o * row_bytes;
            if (rows - r >= 4) {
                rows_at_once<4>(type, from, count, columns, in, out, y_stride);
                r += 4;
            } else if (rows - r >= 2) {
                rows_at_once<2>(type, from, count, columns, in, out, y_stride);
                r += 2;
            } else {
                rows_at_once<1>(type, from, count, columns, in, out, y_stride);
                r += 1;
            }
        }
    }
}

}  // namespace

const Q8Ops q8_ops_avx2{quantize_q8_avx2, block_matmul_q8_avx2};

}  // namespace lora::kernels
