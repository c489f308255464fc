// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/row_ops.h"

#include <algorithm>
#include <cmath>

#include "kernels/cpu/cpu_forms.h"

namespace lora::kernels {

void rms_norm_row(const float* x, const float* weight, int64_t columns, float epsilon, float* y) {
    chosen_form().rms_norm_row(x, weight, columns, epsilon, y);
}
void swiglu_row(const float* gate, const float* up, int64_t elements, float* y) {
    chosen_form().swiglu_row(gate, up, elements, y);
}
void attend_row(const float* query, const float* keys, const float* values, int64_t length, int64_t stride,
                int64_t head_dim, float scale, float* scores, float* out) {
    chosen_form().attend_row(query, keys, values, length, stride, head_dim, scale, scores, out);
}

void rms_norm_row_reference(const float* x, const float* weight, int64_t columns, float epsilon, float* y) {
    double squares = 0;
    for (int64_t c = 0; c < columns; ++c)
        squares += double(x[c]) * double(x[c]);
    const double inverse = 1 / std::sqrt(squares / double(columns) + double(epsilon));
    for (int64_t c = 0; c < columns; ++c)
        y[c] = static_cast<float>(double(x[c]) * inverse * double(weight[c]));
}

void swiglu_row_reference(const float* gate, const float* up, int64_t elements, float* y) {
    for (int64_t i = 0; i < elements; ++i)
        y[i] = static_cast<float>(double(gate[i]) / (1 + std::exp(-double(gate[i]))) * double(up[i]));
}

void attend_row_reference(const float* query, const float* keys, const float* values, int64_t length,
                          int64_t stride, int64_t head_dim, float scale, float* scores, float* out) {
    double top = -HUGE_VAL, total = 0;
    for (int64_t l = 0; l < length; ++l) {
        double product = 0;
        for (int64_t d = 0; d < head_dim; ++d)
            product += double(query[d]) * double(keys[l * stride + d]);
        scores[l] = static_cast<float>(product * double(scale));
        top = std::max(top, double(scores[l]));
    }
    for (int64_t l = 0; l < length; ++l)
        total += std::exp(double(scores[l]) - top);
    for (int64_t d = 0; d < head_dim; ++d) {
        double sum = 0;
        for (int64_t l = 0; l < length; ++l)
            sum += std::exp(double(scores[l]) - top) * double(values[l * stride + d]);
        out[d] = static_cast<float>(sum / total);
    }
}

}  // namespace lora::kernels
