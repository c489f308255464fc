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
void attend_row_avx512(const float* query, const float* keys, const float* values, int64_t length,
                       int64_t stride, int64_t head_dim, float scale, float* scores, float* out) {
    attend_with(query, keys, values, length, stride, head_dim, scale, scores, out);
}

}  // namespace lora::kernels
