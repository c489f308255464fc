// SPDX-License-Identifier: Apache-2.0
// The row operations as loops that the compiler turns into the widest instructions of the file that includes
// this: one file an instruction set, internal linkage for the reason that blocks_vector.h gives.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "kernels/cpu/attend_vector.h"
#include "kernels/cpu/cache_line.h"
#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/floats_vector.h"

namespace lora::kernels {
namespace {

inline void scale_by_squares(const float* x, const float* weight, int64_t columns, float epsilon,
                             float squares, float* y) {
    const float inverse = 1.0f / __builtin_sqrtf(squares / static_cast<float>(columns) + epsilon);
#pragma omp simd
    for (int64_t c = 0; c < columns; ++c)
        y[c] = x[c] * inverse * weight[c];
}

inline void rms_norm_with(const float* x, const float* weight, int64_t columns, float epsilon, float* y) {
    float squares = 0;
#pragma omp simd reduction(+ : squares)
    for (int64_t c = 0; c < columns; ++c)
        squares += x[c] * x[c];
    scale_by_squares(x, weight, columns, epsilon, squares, y);
}

inline void add_rms_norm_with(float* x, const float* branch, const float* weight, int64_t columns,
                              float epsilon, float* y) {
    float squares = 0;
#pragma omp simd reduction(+ : squares)
    for (int64_t c = 0; c < columns; ++c) {
        x[c] += branch[c];
        squares += x[c] * x[c];
    }
    scale_by_squares(x, weight, columns, epsilon, squares, y);
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

/// By stretches: which has the greatest is known when all have gone by, and where it stands there is looked up.
inline int64_t greatest_with(const float* x, int64_t elements) {
    constexpr int64_t stretch = 512;
    constexpr float least = -__builtin_huge_valf();
    float greatest = least;
    int64_t found = 0;
    for (int64_t first = 0; first < elements; first += stretch) {
        const int64_t end = first + stretch < elements ? first + stretch : elements;
        float top = least;
#pragma omp simd reduction(max : top)
        for (int64_t i = first; i < end; ++i)
            top = x[i] > top ? x[i] : top;
        if (top > greatest) {
            greatest = top;
            found = first;
        }
    }
    for (; found < elements; ++found)
        if (x[found] == greatest) return found;
    return -1;
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

/// Four sums for each row, which do not wait for each other; what is left of them is added up together.
inline void multiply_short_with(const float* x, int64_t columns, const std::byte* groups, int64_t outputs,
                                ReadAhead* ahead, float* y) {
    constexpr int64_t line = short_rows_columns, vectors = line / lanes;
    constexpr int64_t line_bytes = short_rows_group * line * int64_t(sizeof(int16_t));
    const int64_t whole = columns / line * line;
    float rest[line] = {};
    __builtin_memcpy(rest, x + whole, static_cast<std::size_t>(columns - whole) * sizeof *x);
    for (int64_t o = 0; o < outputs; o += short_rows_group, groups += short_rows_bytes(columns, 1)) {
        const auto* w = reinterpret_cast<const int16_t*>(groups);
        Floats sums[2][short_rows_group] = {};
        const auto add = [&](Floats(&to)[short_rows_group], const float* in) __attribute__((always_inline)) {
            if (ahead) ahead->read(line_bytes);
#pragma GCC unroll 2
            for (int64_t v = 0; v < vectors; ++v) {
                const Floats values = floats_at(in + v * lanes);
#pragma GCC unroll 4
                for (int64_t k = 0; k < short_rows_group; ++k)
                    to[k] += values * floats_at(w + k * line + v * lanes);
            }
            w += short_rows_group * line;
        };
        int64_t c = 0;
        for (; c + 2 * line <= whole; c += 2 * line) {
            add(sums[0], x + c);
            add(sums[1], x + c + line);
        }
        if (c < whole) add(sums[0], x + c);
        if (whole < columns) add(sums[1], rest);
        for (int64_t k = 0; k < short_rows_group; ++k)
            sums[0][k] += sums[1][k];
        const auto* steps = reinterpret_cast<const float*>(w);
        if (ahead) ahead->read(short_rows_bytes(columns, 1) - (columns + line - 1) / line * line_bytes);
        float four[short_rows_group];
        sums_of(sums[0], four);
        for (int64_t k = 0; k < short_rows_group && o + k < outputs; ++k)
            y[o + k] = four[k] * steps[k];
    }
}

inline void add_short_outputs_with(const float* h, int64_t rank, const std::byte* groups, int64_t outputs,
                                   ReadAhead* ahead, float* y) {
    constexpr int64_t vectors = short_group / lanes;
    const int64_t bytes = short_group_bytes(rank);
    for (int64_t o = 0; o < outputs; o += short_group, groups += bytes) {
        if (ahead) ahead->read(bytes);
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
        const int64_t count = outputs - o < short_group ? outputs - o : short_group;
        float some[short_group] = {};
        float* to = y + o;
        if (count < short_group) to = static_cast<float*>(__builtin_memcpy(some, to, count * sizeof *to));
        for (int64_t v = 0; v < vectors; ++v) {
            const Floats sum =
                floats_at(to + v * lanes) + (sums[0][v] + sums[1][v]) * floats_at(steps + v * lanes);
            __builtin_memcpy(to + v * lanes, &sum, sizeof sum);
        }
        if (count < short_group) __builtin_memcpy(y + o, some, count * sizeof *to);
    }
}

constexpr RowOps row_ops_here{rms_norm_with,
                              add_rms_norm_with,
                              swiglu_with,
                              attend_with,
                              rms_norm_backward_with,
                              swiglu_backward_with,
                              rope_with,
                              exp_with,
                              greatest_with,
                              attend_backward_with,
                              cross_entropy_with,
                              dropout_with,
                              add_narrow_with,
                              shorten_with,
                              multiply_short_with,
                              add_short_outputs_with,
                              hold_with,
                              join_with};

}  // namespace
}  // namespace lora::kernels
