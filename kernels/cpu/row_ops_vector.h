// SPDX-License-Identifier: Apache-2.0
// The row operations as loops that the compiler turns into the widest instructions of the file that includes
// this: one file an instruction set, internal linkage for the reason that blocks_vector.h gives.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/with_count.h"

namespace lora::kernels {
namespace {

/// e^x for x in about [-87, 88], below and above held there: 2^n times a polynomial over half a power of two
/// either way, within two units of the last place.
inline float exp_of(float x) {
    x = x < -87.0f ? -87.0f : x > 88.0f ? 88.0f : x;
    const float scaled = x * 1.44269504f;
    // Adding and taking away 1.5 · 2^23 rounds to a whole number without a branch.
    const float whole = (scaled + 12582912.0f) - 12582912.0f;
    const float rest = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * rest + 1.3981999507e-3f;
    p = p * rest + 8.3334519073e-3f;
    p = p * rest + 4.1665795894e-2f;
    p = p * rest + 1.6666665459e-1f;
    p = p * rest + 5.0000001201e-1f;
    p = p * rest * rest + rest + 1.0f;
    return p * __builtin_bit_cast(float, (static_cast<int32_t>(whole) + 127) << 23);
}

inline void rms_norm_with(const float* x, const float* weight, int64_t columns, float epsilon, float* y) {
    float squares = 0;
#pragma omp simd reduction(+ : squares)
    for (int64_t c = 0; c < columns; ++c)
        squares += x[c] * x[c];
    const float inverse = 1.0f / __builtin_sqrtf(squares / static_cast<float>(columns) + epsilon);
#pragma omp simd
    for (int64_t c = 0; c < columns; ++c)
        y[c] = x[c] * inverse * weight[c];
}

inline void swiglu_with(const float* gate, const float* up, int64_t elements, float* y) {
#pragma omp simd
    for (int64_t i = 0; i < elements; ++i)
        y[i] = gate[i] / (1.0f + exp_of(-gate[i])) * up[i];
}

inline void rms_norm_backward_with(const float* x, const float* weight, const float* dy, int64_t columns,
                                   float epsilon, float* dx) {
    float squares = 0, product = 0;
#pragma omp simd reduction(+ : squares, product)
    for (int64_t c = 0; c < columns; ++c) {
        squares += x[c] * x[c];
        product += x[c] * weight[c] * dy[c];
    }
    const auto count = static_cast<float>(columns);
    const float inverse = 1.0f / __builtin_sqrtf(squares / count + epsilon);
    const float share = product / count * inverse * inverse;
#pragma omp simd
    for (int64_t c = 0; c < columns; ++c)
        dx[c] += (dy[c] * weight[c] - x[c] * share) * inverse;
}

inline void swiglu_backward_with(const float* gate, const float* up, const float* dy, int64_t elements,
                                 float* dgate, float* dup) {
#pragma omp simd
    for (int64_t i = 0; i < elements; ++i) {
        const float g = gate[i], u = up[i], d = dy[i];
        const float sigmoid = 1.0f / (1.0f + exp_of(-g));
        dup[i] = d * g * sigmoid;
        dgate[i] = d * u * sigmoid * (1.0f + g * (1.0f - sigmoid));
    }
}

inline void rope_with(float* x, int64_t heads, int64_t head_dim, const float* cosine, const float* sine,
                      float direction) {
    const int64_t half = head_dim / 2;
    for (int64_t h = 0; h < heads; ++h, x += head_dim) {
        float* second = x + half;
#pragma omp simd
        for (int64_t i = 0; i < half; ++i) {
            const float a = x[i], b = second[i], turn = sine[i] * direction;
            x[i] = a * cosine[i] - b * turn;
            second[i] = b * cosine[i] + a * turn;
        }
    }
}

inline float exp_with(float* x, int64_t elements, float scale, float* top) {
    float greatest = -3.0e38f, total = 0;
#pragma omp simd reduction(max : greatest)
    for (int64_t i = 0; i < elements; ++i)
        greatest = x[i] > greatest ? x[i] : greatest;
    const float shift = *top = greatest * scale;
#pragma omp simd reduction(+ : total)
    for (int64_t i = 0; i < elements; ++i) {
        x[i] = exp_of(x[i] * scale - shift);
        total += x[i];
    }
    return total;
}

inline void attend_backward_with(float* scores, float* dp, int64_t elements, float scale, float log_sum,
                                 float dot) {
#pragma omp simd
    for (int64_t i = 0; i < elements; ++i) {
        scores[i] = exp_of(scores[i] * scale - log_sum);
        dp[i] = scores[i] * (dp[i] - dot) * scale;
    }
}

inline float cross_entropy_with(float* logits, int64_t elements, int64_t label, bool gradient) {
    float top = -3.0e38f;
#pragma omp simd reduction(max : top)
    for (int64_t i = 0; i < elements; ++i)
        top = logits[i] > top ? logits[i] : top;
    const float chosen = logits[label] - top;
    // A vocabulary is long: stretches are added up in float32, their sums in float64.
    double total = 0;
    constexpr int64_t stretch = 1024;
    for (int64_t first = 0; first < elements; first += stretch) {
        const int64_t end = first + stretch < elements ? first + stretch : elements;
        float sum = 0;
#pragma omp simd reduction(+ : sum)
        for (int64_t i = first; i < end; ++i) {
            const float e = exp_of(logits[i] - top);
            sum += e;
            if (gradient) logits[i] = e;
        }
        total += sum;
    }
    if (gradient) {
        const float inverse = static_cast<float>(1.0 / total);
#pragma omp simd
        for (int64_t i = 0; i < elements; ++i)
            logits[i] *= inverse;
        logits[label] -= 1.0f;
    }
    return static_cast<float>(__builtin_log(total)) - chosen;
}

/// 32 well-mixed bits for each element (C. Wellons' lowbias32 over the index, offset by the seed).
inline void dropout_with(const float* x, int64_t elements, int64_t first, uint64_t seed, double p, bool add,
                         float* y) {
    const double most = 4294967295.0;
    const auto threshold = static_cast<uint32_t>(p * 4294967296.0 < most ? p * 4294967296.0 : most);
    const auto keep_scale = static_cast<float>(1 / (1 - p));
    const auto seed_low = static_cast<uint32_t>(seed), seed_high = static_cast<uint32_t>(seed >> 32);
    const auto start = static_cast<uint32_t>(first);
#pragma omp simd
    for (int64_t i = 0; i < elements; ++i) {
        uint32_t bits = ((start + static_cast<uint32_t>(i)) ^ seed_high) + seed_low;
        bits = (bits ^ (bits >> 16)) * 0x7feb352du;
        bits = (bits ^ (bits >> 15)) * 0x846ca68bu;
        bits ^= bits >> 16;
        const float value = bits >= threshold ? x[i] * keep_scale : 0.0f;
        y[i] = add ? y[i] + value : value;
    }
}

/// Eight floats, as the compiler's own vector type.
using Floats8 = float __attribute__((vector_size(32)));
inline Floats8 floats8_at(const float* p) {
    Floats8 v;
    __builtin_memcpy(&v, p, sizeof v);
    return v;
}
inline Floats8 floats8_at(const int16_t* p) {
    return _mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
}

inline float shorten_with(const float* x, int64_t elements, int16_t* out) {
    int32_t greatest = 0;  // as bits, of which NaN has more than infinity: neither is lost
#pragma omp simd reduction(max : greatest)
    for (int64_t i = 0; i < elements; ++i) {
        const int32_t bits = __builtin_bit_cast(int32_t, x[i]) & 0x7fffffff;
        greatest = bits > greatest ? bits : greatest;
    }
    constexpr int32_t infinite = 0x7f800000;
    const float step = __builtin_bit_cast(float, greatest) / 32767.0f;
    if (greatest >= infinite || step < __FLT_MIN__) {
        __builtin_memset(out, 0, static_cast<std::size_t>(elements) * sizeof *out);
        return greatest >= infinite ? __builtin_nanf("") : 0.0f;
    }
    const float inverse = 1.0f / step;
#pragma omp simd
    for (int64_t i = 0; i < elements; ++i) {
        const float scaled = x[i] * inverse;
        out[i] = static_cast<int16_t>(static_cast<int32_t>(scaled + (scaled < 0 ? -0.5f : 0.5f)));
    }
    return step;
}

/// Asks for a row that is read soon: the processor's own guesses end with each page of memory.
inline constexpr int64_t rows_ahead = 16;
inline void ask_for(const float* row, int64_t count) {
    for (int64_t i = 0; i < count; i += 16)
        __builtin_prefetch(row + i);
}

/// The sum of each of four.
inline void sums_of(const Floats8 (&v)[4], float (&out)[4]) {
    const __m256 pairs = _mm256_hadd_ps(_mm256_hadd_ps(v[0], v[1]), _mm256_hadd_ps(v[2], v[3]));
    _mm_storeu_ps(out, _mm_add_ps(_mm256_castps256_ps128(pairs), _mm256_extractf128_ps(pairs, 1)));
}

/// As many floats as a register holds, and queries that fit beside what is computed with them.
#ifdef __AVX512F__
using Floats = float __attribute__((vector_size(64)));
constexpr int64_t most_queries = 4;
/// With masks, since GCC 12 takes what the plain forms are made of for uninitialised.
inline void sums_of(const Floats (&v)[4], float (&out)[4]) {
    const auto halves = [](Floats a, Floats b) {
        return _mm512_castps_pd(
            _mm512_add_ps(_mm512_maskz_unpacklo_ps(0xffff, a, b), _mm512_maskz_unpackhi_ps(0xffff, a, b)));
    };
    const __m512d first = halves(v[0], v[1]), second = halves(v[2], v[3]);
    const __m512d four =
        _mm512_castps_pd(_mm512_add_ps(_mm512_castpd_ps(_mm512_maskz_unpacklo_pd(0xff, first, second)),
                                       _mm512_castpd_ps(_mm512_maskz_unpackhi_pd(0xff, first, second))));
    const __m256 two = _mm256_add_ps(_mm256_castpd_ps(_mm512_maskz_extractf64x4_pd(0xf, four, 0)),
                                     _mm256_castpd_ps(_mm512_maskz_extractf64x4_pd(0xf, four, 1)));
    _mm_storeu_ps(out, _mm_add_ps(_mm256_castps256_ps128(two), _mm256_extractf128_ps(two, 1)));
}
#else
using Floats = Floats8;
constexpr int64_t most_queries = 3;
#endif
constexpr int64_t lanes = sizeof(Floats) / sizeof(float);

inline Floats floats_at(const float* p) {
    Floats v;
    __builtin_memcpy(&v, p, sizeof v);
    return v;
}

/// scores[g * length + k] = query[g]·keys[k] for four keys: each is loaded once for G queries, and sums do
/// not wait for each other.
template <int G>
inline void four_keys(const float* query, const float* keys, int64_t stride, int64_t head_dim, int64_t length,
                      float* scores) {
    Floats sums[G][4] = {};
    for (int k = 0; k < 4; ++k)
        ask_for(keys + (rows_ahead + k) * stride, head_dim);
    int64_t d = 0;
    for (; d + lanes <= head_dim; d += lanes) {
        Floats q[G];
#pragma GCC unroll 4
        for (int g = 0; g < G; ++g)
            q[g] = floats_at(query + g * head_dim + d);
#pragma GCC unroll 4
        for (int k = 0; k < 4; ++k) {
            const Floats key = floats_at(keys + k * stride + d);
#pragma GCC unroll 4
            for (int g = 0; g < G; ++g)
                sums[g][k] += q[g] * key;
        }
    }
#pragma GCC unroll 4
    for (int g = 0; g < G; ++g) {
        float four[4];
        sums_of(sums[g], four);
        for (int64_t rest = d; rest < head_dim; ++rest)
            for (int k = 0; k < 4; ++k)
                four[k] += query[g * head_dim + rest] * keys[k * stride + rest];
        __builtin_memcpy(scores + g * length, four, sizeof four);
    }
}

/// out[g] += Σ scores[g * length + l] · values[l] over the dimensions [d, d + lanes · W).
template <int G, int W>
inline void values_at_once(const float* scores, const float* values, int64_t stride, int64_t head_dim,
                           int64_t length, float* out) {
    Floats sums[G][W] = {};
    for (int64_t l = 0; l < length; ++l) {
        ask_for(values + (rows_ahead + l) * stride, lanes * W);
        float share[G];
#pragma GCC unroll 4
        for (int g = 0; g < G; ++g)
            share[g] = scores[g * length + l];
#pragma GCC unroll 4
        for (int w = 0; w < W; ++w) {
            const Floats value = floats_at(values + l * stride + lanes * w);
#pragma GCC unroll 4
            for (int g = 0; g < G; ++g)
                sums[g][w] += share[g] * value;
        }
    }
    for (int g = 0; g < G; ++g)
        for (int w = 0; w < W; ++w)
            __builtin_memcpy(out + g * head_dim + lanes * w, &sums[g][w], sizeof sums[g][w]);
}

template <int G>
inline void attend_some(const float* query, const float* keys, const float* values, int64_t length,
                        int64_t stride, int64_t head_dim, float scale, float* scores, float* out,
                        float* log_sums) {
    int64_t l = 0;
    for (; l + 4 <= length; l += 4)
        four_keys<G>(query, keys + l * stride, stride, head_dim, length, scores + l);
    for (; l < length; ++l)
        for (int g = 0; g < G; ++g) {
            float sum = 0;
#pragma omp simd reduction(+ : sum)
            for (int64_t i = 0; i < head_dim; ++i)
                sum += query[g * head_dim + i] * keys[l * stride + i];
            scores[g * length + l] = sum;
        }
    for (int64_t first = 0; first < rows_ahead; ++first)
        ask_for(values + first * stride, head_dim);
    float inverse[G];
    for (int g = 0; g < G; ++g) {
        float* row = scores + g * length;
        float top = 0;
        const float sum = exp_with(row, length, scale, &top);
        inverse[g] = 1.0f / sum;
        log_sums[g] = top + __builtin_logf(sum);
    }
    int64_t d = 0;
    for (; d + 4 * lanes <= head_dim; d += 4 * lanes)
        values_at_once<G, 4>(scores, values + d, stride, head_dim, length, out + d);
    for (; d + lanes <= head_dim; d += lanes)
        values_at_once<G, 1>(scores, values + d, stride, head_dim, length, out + d);
    for (int g = 0; g < G; ++g) {
        for (int64_t rest = d; rest < head_dim; ++rest) {
            float sum = 0;
            for (int64_t i = 0; i < length; ++i)
                sum += scores[g * length + i] * values[i * stride + rest];
            out[g * head_dim + rest] = sum;
        }
        for (int64_t i = 0; i < head_dim; ++i)
            out[g * head_dim + i] *= inverse[g];
    }
}

inline void attend_with(const float* query, int64_t group, const float* keys, const float* values,
                        int64_t length, int64_t stride, int64_t head_dim, float scale, float* scores,
                        float* out, float* log_sums) {
    while (group > 0) {
        const int64_t taken = group < most_queries ? group : most_queries;
        const auto take = [&]<int G>() {
            attend_some<G>(query, keys, values, length, stride, head_dim, scale, scores, out, log_sums);
        };
        with_count<1, 2, 3, most_queries>(taken, take);
        query += taken * head_dim;
        out += taken * head_dim;
        scores += taken * length;
        log_sums += taken;
        group -= taken;
    }
}

/// Four outputs at a time, so that what is left of their sums is added up together.
inline void add_narrow_with(const float* h, int64_t rank, const float* b, int64_t outputs, float* y) {
    const int64_t whole = rank / 8 * 8;
    int64_t o = 0;
    for (; o + 4 <= outputs; o += 4) {
        Floats8 sums[4] = {};
        for (int64_t r = 0; r < whole; r += 8) {
            const Floats8 values = floats8_at(h + r);
#pragma GCC unroll 4
            for (int k = 0; k < 4; ++k)
                sums[k] += values * floats8_at(b + (o + k) * rank + r);
        }
        float four[4];
        sums_of(sums, four);
        for (int k = 0; k < 4; ++k) {
            for (int64_t r = whole; r < rank; ++r)
                four[k] += h[r] * b[(o + k) * rank + r];
            y[o + k] += four[k];
        }
    }
    for (; o < outputs; ++o) {
        float sum = 0;
        for (int64_t r = 0; r < rank; ++r)
            sum += h[r] * b[o * rank + r];
        y[o] += sum;
    }
}

/// K outputs at a time: long rows' sums do not wait for each other, short ones are added up together.
template <int K>
inline void short_rows_at_once(const float* x, int64_t columns, const int16_t* w, const float* steps,
                               float* y) {
    constexpr int64_t page = 2048, line = 32;
    const int64_t ahead = K * columns > page ? K * columns : page;
    Floats8 sums[4] = {};
    int64_t c = 0;
    for (; c + 8 <= columns; c += 8) {
        const Floats8 values = floats8_at(x + c);
#pragma GCC unroll 4
        for (int k = 0; k < K; ++k) {
            const int16_t* in = w + k * columns + c;
            if (c % line == 0) __builtin_prefetch(in + ahead);
            sums[k] += values * floats8_at(in);
        }
    }
    float four[4];
    sums_of(sums, four);
    for (int k = 0; k < K; ++k) {
        for (int64_t rest = c; rest < columns; ++rest)
            four[k] += x[rest] * static_cast<float>(w[k * columns + rest]);
        y[k] = four[k] * steps[k];
    }
}

inline void multiply_short_with(const float* x, int64_t columns, ShortRows w, int64_t outputs, float* y) {
    int64_t o = 0;
    for (; o + 4 <= outputs; o += 4)
        short_rows_at_once<4>(x, columns, w.values + o * columns, w.steps + o, y + o);
    for (; o < outputs; ++o)
        short_rows_at_once<1>(x, columns, w.values + o * columns, w.steps + o, y + o);
}

/// As many numbers of 16 bits as `Floats` has lanes.
inline Floats floats_at(const int16_t* p) {
#ifdef __AVX512F__
    return _mm512_maskz_cvtepi32_ps(
        0xffff, _mm512_maskz_cvtepi16_epi32(0xffff, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))));
#else
    return floats8_at(p);
#endif
}

inline void add_short_outputs_with(const float* h, int64_t rank, const std::byte* groups, int64_t outputs,
                                   float* y) {
    constexpr int64_t vectors = short_group / lanes, page = 4096, line = 64;
    const int64_t bytes = short_group_bytes(rank);
    for (int64_t o = 0; o < outputs; o += short_group, groups += bytes) {
        for (int64_t i = 0; i < bytes; i += line)
            __builtin_prefetch(groups + page + i);
        const auto* values = reinterpret_cast<const int16_t*>(groups);
        const auto* steps = reinterpret_cast<const float*>(values + rank * short_group);
        // Two sums, which do not wait for each other.
        Floats sums[2][vectors] = {};
        int64_t r = 0;
        for (; r + 2 <= rank; r += 2, values += 2 * short_group)
#pragma GCC unroll 2
            for (int64_t i = 0; i < 2; ++i)
#pragma GCC unroll 2
                for (int64_t v = 0; v < vectors; ++v)
                    sums[i][v] += h[r + i] * floats_at(values + i * short_group + v * lanes);
        for (int64_t v = 0; r < rank && v < vectors; ++v)
            sums[0][v] += h[r] * floats_at(values + v * lanes);
        float added[short_group];
        for (int64_t v = 0; v < vectors; ++v) {
            const Floats sum = (sums[0][v] + sums[1][v]) * floats_at(steps + v * lanes);
            __builtin_memcpy(added + v * lanes, &sum, sizeof sum);
        }
        const int64_t count = outputs - o < short_group ? outputs - o : short_group;
        for (int64_t i = 0; i < count; ++i)
            y[o + i] += added[i];
    }
}

constexpr RowOps row_ops_here{
    rms_norm_with,   swiglu_with,  attend_with,          rms_norm_backward_with, swiglu_backward_with,
    rope_with,       exp_with,     attend_backward_with, cross_entropy_with,     dropout_with,
    add_narrow_with, shorten_with, multiply_short_with,  add_short_outputs_with};

}  // namespace
}  // namespace lora::kernels
