// SPDX-License-Identifier: Apache-2.0
// RoPE's turn of neighbouring pairs of one head, which all kernels that turn share: same bits.
#pragma once

#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

/// `width` pairs, the firsts of them at `from`, their seconds `half` further: turned by the angles whose
/// cosines and sines lie at `cosine` and `sine`, and written to `to` likewise, which may be `from`.
/// `direction`: 1, or -1 to turn back.
template <int width, class T>
__device__ void turn(const T* from, T* to, int half, const float* cosine, const float* sine,
                     float direction) {
    float a[width], b[width], c[width], s[width];
    load(from, a);
    load(from + half, b);
    load(cosine, c);
    load(sine, s);
#pragma unroll
    for (int i = 0; i < width; ++i) {
        const float turned = a[i] * c[i] - b[i] * (s[i] * direction);
        b[i] = b[i] * c[i] + a[i] * (s[i] * direction);
        a[i] = turned;
    }
    store(to, a);
    store(to + half, b);
}

/// The same `width` pairs become NaN.
template <int width, class T>
__device__ void spoil(T* to, int half) {
    float none[width];
#pragma unroll
    for (int i = 0; i < width; ++i)
        none[i] = nanf("");
    store(to, none);
    store(to + half, none);
}

}  // namespace lora::kernels::cuda
