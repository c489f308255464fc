// SPDX-License-Identifier: Apache-2.0
// The row operations as loops that the compiler turns into the widest instructions of the file that includes
// this: one file an instruction set, internal linkage for the reason that blocks_vector.h gives.
#pragma once

#include <cstdint>

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

inline void attend_with(const float* query, const float* keys, const float* values, int64_t length,
                        int64_t stride, int64_t head_dim, float scale, float* scores, float* out) {
    float top = -3.0e38f;
    for (int64_t l = 0; l < length; ++l) {
        const float* key = keys + l * stride;
        float product = 0;
#pragma omp simd reduction(+ : product)
        for (int64_t d = 0; d < head_dim; ++d)
            product += query[d] * key[d];
        scores[l] = product * scale;
        top = scores[l] > top ? scores[l] : top;
    }
    float total = 0;
#pragma omp simd reduction(+ : total)
    for (int64_t l = 0; l < length; ++l) {
        scores[l] = exp_of(scores[l] - top);
        total += scores[l];
    }
    for (int64_t d = 0; d < head_dim; ++d)
        out[d] = 0;
    for (int64_t l = 0; l < length; ++l) {
        const float share = scores[l];
        const float* value = values + l * stride;
#pragma omp simd
        for (int64_t d = 0; d < head_dim; ++d)
            out[d] += share * value[d];
    }
    const float inverse = 1.0f / total;
#pragma omp simd
    for (int64_t d = 0; d < head_dim; ++d)
        out[d] *= inverse;
}

}  // namespace
}  // namespace lora::kernels
