// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX-512 F, BW and VL; reached only where the processor has all three.
#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/row_ops_vector.h"

namespace lora::kernels {

void rms_norm_row_avx512(const float* x, const float* weight, int64_t columns, float epsilon, float* y) {
    rms_norm_with(x, weight, columns, epsilon, y);
}
void swiglu_row_avx512(const float* gate, const float* up, int64_t elements, float* y) {
    swiglu_with(gate, up, elements, y);
}
void attend_group_avx512(const float* query, int64_t group, const float* keys, const float* values,
                         int64_t length, int64_t stride, int64_t head_dim, float scale, float* scores,
                         float* out, float* log_sums) {
    attend_with(query, group, keys, values, length, stride, head_dim, scale, scores, out, log_sums);
}
void rms_norm_row_backward_avx512(const float* x, const float* weight, const float* dy, int64_t columns,
                                  float epsilon, float* dx) {
    rms_norm_backward_with(x, weight, dy, columns, epsilon, dx);
}
void swiglu_row_backward_avx512(const float* gate, const float* up, const float* dy, int64_t elements,
                                float* dgate, float* dup) {
    swiglu_backward_with(gate, up, dy, elements, dgate, dup);
}
void rope_row_avx512(float* x, int64_t heads, int64_t head_dim, const float* cosine, const float* sine,
                     float direction) {
    rope_with(x, heads, head_dim, cosine, sine, direction);
}
float exp_row_avx512(float* x, int64_t elements, float scale, float shift) {
    return exp_with(x, elements, scale, shift);
}
void attend_row_backward_avx512(float* scores, float* dp, int64_t elements, float scale, float log_sum,
                                float dot) {
    attend_backward_with(scores, dp, elements, scale, log_sum, dot);
}
float cross_entropy_row_avx512(float* logits, int64_t elements, int64_t label, bool gradient) {
    return cross_entropy_with(logits, elements, label, gradient);
}
void dropout_row_avx512(const float* x, int64_t elements, int64_t first, uint64_t seed, double p, bool add,
                        float* y) {
    dropout_with(x, elements, first, seed, p, add, y);
}

}  // namespace lora::kernels
