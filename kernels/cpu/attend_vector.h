// SPDX-License-Identifier: Apache-2.0
// Steps of decoding over the keys and values that a cache holds; for the files that include row_ops_vector.h.
#pragma once

#include "kernels/cpu/cache_line.h"
#include "kernels/cpu/floats_vector.h"
#include "kernels/cpu/held_layout.h"
#include "kernels/cpu/with_count.h"

namespace lora::kernels {
namespace {

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

/// Queries whose sums fit into registers beside what is computed with them.
constexpr int64_t most_queries = lanes == 16 ? 4 : 3;

/// A whole number of three bytes, times 256.
inline float float_of_three(const std::byte* at) {
    uint32_t bits = 0;
    __builtin_memcpy(reinterpret_cast<char*>(&bits) + 1, at, 3);
    return static_cast<float>(static_cast<int32_t>(bits));
}

/// Eight whole numbers, 24 bytes, to lie `apart` bytes from each other; of fewer than eight the first
/// `count`.
inline void put_threes(__m256i whole, int64_t apart, std::byte* to, int64_t count = 8) {
    if (apart == 3 && count == 8) {
        const __m256i lows = _mm256_broadcastsi128_si256(
            _mm_setr_epi8(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1));
        const __m256i twelves = _mm256_shuffle_epi8(whole, lows);
        const auto put = [](__m128i twelve, std::byte* at) {
            _mm_storel_epi64(reinterpret_cast<__m128i*>(at), twelve);
            const int last = _mm_extract_epi32(twelve, 2);
            __builtin_memcpy(at + 8, &last, sizeof last);
        };
        put(_mm256_castsi256_si128(twelves), to);
        put(_mm256_extracti128_si256(twelves, 1), to + 12);
        return;
    }
    int32_t numbers[8];
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(numbers), whole);
#pragma GCC unroll 8
    for (int64_t k = 0; k < count; ++k)
        __builtin_memcpy(to + k * apart, numbers + k, 3);
}

inline void hold_with(Held what, const float* x, int64_t x_row, int64_t count, int64_t head_dim,
                      int64_t first, std::byte* held) {
    const __m256i most = _mm256_set1_epi32(held_most);
    for (int64_t r = 0; r < count; ++r, x += x_row) {
        int32_t greatest = 0;  // as bits, of which NaN has more than infinity: neither is lost
#pragma omp simd reduction(max : greatest)
        for (int64_t i = 0; i < head_dim; ++i) {
            const int32_t bits = __builtin_bit_cast(int32_t, x[i]) & 0x7fffffff;
            greatest = bits > greatest ? bits : greatest;
        }
        const int32_t exponent = greatest >> 23;
        float step = 0, inverse = 0;
        if (exponent == 255) {
            step = __builtin_nanf("");
        } else if (exponent > held_exponents) {  // powers of two: products with them are exact
            step = __builtin_bit_cast(float, (exponent - held_exponents) << 23);
            inverse = __builtin_bit_cast(float, (276 - exponent) << 23);
        }
        const HeldPlace place = held_place(what, head_dim, first + r);
        __builtin_memcpy(held + place.step, &step, sizeof step);
        std::byte* to = held + place.numbers;
        // What is no number becomes the least whole one, whose three bytes are zero.
        const auto whole = [&](Floats8 eight) {
            return _mm256_min_epi32(_mm256_cvtps_epi32(eight * inverse), most);
        };
        int64_t i = 0;
        for (; i + 8 <= head_dim; i += 8, to += 8 * place.apart)
            put_threes(whole(floats8_at(x + i)), place.apart, to);
        if (i == head_dim) continue;
        float rest[8] = {};
        for (int64_t k = i; k < head_dim; ++k)
            rest[k - i] = x[k];
        put_threes(whole(floats8_at(rest)), place.apart, to, head_dim - i);
    }
}

/// Of a position and the next ones of its block.
inline const float* held_steps(const std::byte* held, int64_t head_dim, int64_t position) {
    return reinterpret_cast<const float*>(held + held_place(Held::keys, head_dim, position).step);
}

/// scores[g * scores_row + l] = query[g]·keys[l] for a block of positions: each number is made once for G
/// queries, each query's element spread once for all vectors, and sums do not wait for each other. One block
/// at a time: see multiply_turned.
template <int G>
inline void scores_of_block(const float* query, const std::byte* keys, int64_t head_dim, int64_t scores_row,
                            ReadAhead* ahead, float* scores) {
    constexpr int V = held_positions / lanes;
    constexpr int64_t four = 12 * held_positions;  // dimensions
    Floats sums[2][G][V] = {};
    const auto add = [&](Floats(&to)[G][V], int64_t d) __attribute__((always_inline)) {
        Floats key[V];
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v)
            key[v] = floats_of_threes(keys + 3 * (held_positions * d + lanes * v));
#pragma GCC unroll 4
        for (int g = 0; g < G; ++g) {
            const float element = query[g * head_dim + d];
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v)
                to[g][v] += element * key[v];
        }
    };
    int64_t d = 0;
    for (; d + 2 <= head_dim; d += 2) {
        if (ahead && d % 4 == 0) ahead->read(four);
        add(sums[0], d);
        add(sums[1], d + 1);
    }
    if (d < head_dim) add(sums[0], d);
    if (ahead) ahead->read(held_bytes(head_dim, held_positions) - (d + 2) / 4 * four);
#pragma GCC unroll 4
    for (int v = 0; v < V; ++v) {
        const Floats step = floats_at(held_steps(keys, head_dim, v * lanes));
#pragma GCC unroll 4
        for (int g = 0; g < G; ++g) {
            const Floats score = (sums[0][g][v] + sums[1][g][v]) * step;
            __builtin_memcpy(scores + g * scores_row + v * lanes, &score, sizeof score);
        }
    }
}

/// out[g] = Σ over l of scores[g * scores_row + l] · values[l] over the dimensions [d, d + lanes · W).
template <int G, int W>
inline void values_at_once(const float* scores, int64_t scores_row, const std::byte* values, int64_t d,
                           int64_t head_dim, int64_t length, ReadAhead* ahead, float* out) {
    const int64_t block = held_bytes(head_dim, held_positions), row_bytes = 3 * head_dim;
    Floats sums[G][W] = {};
    for (int64_t first = 0; first < length; first += held_positions, values += block) {
        float shares[G][held_positions];
        for (int64_t i = 0; i < held_positions; i += lanes) {
            const Floats steps = floats_at(held_steps(values, head_dim, i));
            for (int g = 0; g < G; ++g) {
                const Floats some = floats_at(scores + g * scores_row + first + i) * steps;
                __builtin_memcpy(&shares[g][i], &some, sizeof some);
            }
        }
        const std::byte* row = values + 3 * d;
        const int64_t count = length - first < held_positions ? length - first : held_positions;
        for (int64_t l = 0; l < count; ++l, row += row_bytes) {
            if (ahead) ahead->read(row_bytes);
#pragma GCC unroll 4
            for (int w = 0; w < W; ++w) {
                const Floats value = floats_of_threes(row + 3 * lanes * w);
#pragma GCC unroll 4
                for (int g = 0; g < G; ++g)
                    sums[g][w] += shares[g][l] * value;
            }
        }
        if (ahead) ahead->read(block - count * row_bytes);
    }
#pragma GCC unroll 4
    for (int g = 0; g < G; ++g)
#pragma GCC unroll 4
        for (int w = 0; w < W; ++w)
            __builtin_memcpy(out + g * head_dim + d + lanes * w, &sums[g][w], sizeof sums[g][w]);
}

template <int G>
inline void attend_some(const float* query, const std::byte* keys, const std::byte* values, int64_t length,
                        int64_t head_dim, float scale, ReadAhead* ahead, float* scores, float* out,
                        float* log_sums) {
    const int64_t padded = attend_held_scores(1, length);
    for (int64_t l = 0; l < padded; l += held_positions)
        scores_of_block<G>(query, keys + held_bytes(head_dim, l), head_dim, padded, ahead, scores + l);
    float inverse[G];
    for (int g = 0; g < G; ++g) {
        float top = 0;
        const float sum = exp_with(scores + g * padded, length, scale, &top);
        inverse[g] = 1.0f / sum;
        log_sums[g] = top + __builtin_logf(sum);
    }
    if (ahead && head_dim < lanes) ahead->read(held_bytes(head_dim, length));
    int64_t d = 0;
    for (; d + 4 * lanes <= head_dim; d += 4 * lanes)
        values_at_once<G, 4>(scores, padded, values, d, head_dim, length, d == 0 ? ahead : nullptr, out);
    for (; d + lanes <= head_dim; d += lanes)
        values_at_once<G, 1>(scores, padded, values, d, head_dim, length, d == 0 ? ahead : nullptr, out);
    for (int g = 0; g < G; ++g) {
        for (int64_t rest = d; rest < head_dim; ++rest) {
            float sum = 0;
            for (int64_t i = 0; i < length; ++i)
                sum += scores[g * padded + i] * *held_steps(values, head_dim, i) *
                       float_of_three(values + held_place(Held::values, head_dim, i).numbers + 3 * rest);
            out[g * head_dim + rest] = sum;
        }
        for (int64_t i = 0; i < head_dim; ++i)
            out[g * head_dim + i] *= inverse[g];
    }
}

inline void attend_with(const float* query, int64_t group, const std::byte* keys, const std::byte* values,
                        int64_t length, int64_t head_dim, float scale, ReadAhead* ahead, float* scores,
                        float* out, float* log_sums) {
    while (group > 0) {
        const int64_t taken = group < most_queries ? group : most_queries;
        const auto take = [&]<int G>() {
            attend_some<G>(query, keys, values, length, head_dim, scale, ahead, scores, out, log_sums);
        };
        with_count<1, 2, 3, most_queries>(taken, take);
        query += taken * head_dim;
        out += taken * head_dim;
        log_sums += taken;
        group -= taken;
        ahead = nullptr;
    }
}

inline void join_with(const float* outs, const float* log_sums, int64_t stretches, int64_t rows,
                      int64_t width, float* out) {
    constexpr float none = -__builtin_huge_valf();
    for (int64_t row = 0; row < rows; ++row, out += width) {
        float top = none, total = 0;
        for (int64_t s = 0; s < stretches; ++s)
            top = log_sums[s * rows + row] > top ? log_sums[s * rows + row] : top;
        __builtin_memset(out, 0, static_cast<std::size_t>(width) * sizeof *out);
        for (int64_t s = 0; s < stretches; ++s) {
            const float log_sum = log_sums[s * rows + row];
            if (log_sum == none) continue;
            const float share = exp_of(log_sum - top);
            const float* from = outs + (s * rows + row) * width;
            total += share;
#pragma omp simd
            for (int64_t d = 0; d < width; ++d)
                out[d] += share * from[d];
        }
        const float inverse = 1.0f / total;
#pragma omp simd
        for (int64_t d = 0; d < width; ++d)
            out[d] *= inverse;
    }
}

}  // namespace
}  // namespace lora::kernels
