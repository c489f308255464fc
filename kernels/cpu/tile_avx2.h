// SPDX-License-Identifier: Apache-2.0
// Blocked's vectors in AVX2 (see matmul_vector.h).
#pragma once

#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/matmul_vector.h"

namespace lora::kernels {
namespace {

struct Tile {
    using Vector = __m256;
    static constexpr int lanes = 8, rows = 6;
    static Vector load(const float* p) { return _mm256_loadu_ps(p); }
    static void store(float* p, Vector v) { _mm256_storeu_ps(p, v); }
    static Vector zero() { return _mm256_setzero_ps(); }
    static Vector all(float v) { return _mm256_set1_ps(v); }
    static Vector plus(Vector a, Vector b) { return _mm256_add_ps(a, b); }
    static Vector fmadd(Vector a, Vector b, Vector c) { return _mm256_fmadd_ps(a, b, c); }
    static void expand(DType type, const std::byte* in, int64_t elements, float* out) {
        expand_blocks_avx2(type, in, elements, out);
    }
};

}  // namespace

}  // namespace lora::kernels
