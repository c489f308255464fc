// SPDX-License-Identifier: Apache-2.0
// What lies between the products when one token is decoded: each works on one row that the cache holds.
#pragma once

#include <cstdint>

namespace lora::kernels {

/// RMSNorm (arXiv:1910.07467): y[c] = x[c] / sqrt(mean of x² + epsilon) · weight[c]; float32. y may be x.
void rms_norm_row(const float* x, const float* weight, int64_t columns, float epsilon, float* y);

/// SwiGLU (arXiv:2002.05202): y[i] = gate[i] / (1 + exp(-gate[i])) · up[i]; float32. y may be gate or up.
void swiglu_row(const float* gate, const float* up, int64_t elements, float* y);

/// Attention of one query over `length` cached positions: out = Σ over l of softmax(scale · query·keys[l]) ·
/// values[l]. query, out: [head_dim]; keys, values: rows of head_dim floats, `stride` floats apart; scores:
/// room for `length` floats. float32, the softmax shifted by its maximum. Nothing aliases.
void attend_row(const float* query, const float* keys, const float* values, int64_t length, int64_t stride,
                int64_t head_dim, float scale, float* scores, float* out);

/// The same by the reference forms, which add up in float64; the faster ones agree to rounding.
void rms_norm_row_reference(const float* x, const float* weight, int64_t columns, float epsilon, float* y);
void swiglu_row_reference(const float* gate, const float* up, int64_t elements, float* y);
void attend_row_reference(const float* query, const float* keys, const float* values, int64_t length,
                          int64_t stride, int64_t head_dim, float scale, float* scores, float* out);

}  // namespace lora::kernels
