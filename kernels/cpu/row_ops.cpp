// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/row_ops.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "kernels/cpu/cpu_forms.h"

namespace lora::kernels {
namespace {

/// In a group of A's rows: where the numbers of row `row` (of A) lie, from the group's first, and its step.
int64_t short_number(int64_t row, int64_t column) {
    const int64_t line = column / short_rows_columns * short_rows_group + row % short_rows_group;
    return line * short_rows_columns + column % short_rows_columns;
}
int64_t short_step(int64_t row, int64_t columns) {
    constexpr int64_t line = short_rows_group * short_rows_columns * int64_t(sizeof(int16_t));
    const int64_t lines = (columns + short_rows_columns - 1) / short_rows_columns;
    return lines * line / int64_t(sizeof(float)) + row % short_rows_group;
}

}  // namespace

void rms_norm_row(const float* x, const float* weight, int64_t columns, float epsilon, float* y) {
    chosen_form().rows->rms_norm_row(x, weight, columns, epsilon, y);
}
void add_rms_norm_row(float* x, const float* branch, const float* weight, int64_t columns, float epsilon,
                      float* y) {
    chosen_form().rows->add_rms_norm_row(x, branch, weight, columns, epsilon, y);
}
void swiglu_row(const float* gate, const float* up, int64_t elements, float* y) {
    chosen_form().rows->swiglu_row(gate, up, elements, y);
}
float shorten_row(const float* x, int64_t elements, int16_t* out) {
    return chosen_form().rows->shorten_row(x, elements, out);
}
void multiply_short_rows(const float* x, int64_t columns, const std::byte* groups, int64_t outputs,
                         ReadAhead* ahead, float* y) {
    chosen_form().rows->multiply_short_rows(x, columns, groups, outputs, ahead, y);
}
void shorten_rows(const float* a, int64_t columns, int64_t rows, std::byte* out) {
    std::vector<int16_t> shortened(static_cast<size_t>(columns));
    std::memset(out, 0, static_cast<size_t>(short_rows_bytes(columns, rows)));
    for (int64_t o = 0; o < rows; ++o) {
        std::byte* group = out + short_rows_bytes(columns, o / short_rows_group * short_rows_group);
        reinterpret_cast<float*>(group)[short_step(o, columns)] =
            shorten_row(a + o * columns, columns, shortened.data());
        for (int64_t c = 0; c < columns; ++c)
            reinterpret_cast<int16_t*>(group)[short_number(o, c)] = shortened[static_cast<size_t>(c)];
    }
}
void shorten_outputs(const float* b, int64_t rank, int64_t outputs, std::byte* out) {
    std::vector<int16_t> row(static_cast<size_t>(rank));
    std::memset(out, 0, static_cast<size_t>(short_outputs_bytes(rank, outputs)));
    for (int64_t o = 0; o < outputs; ++o) {
        std::byte* group = out + o / short_group * short_group_bytes(rank);
        auto* values = reinterpret_cast<int16_t*>(group) + o % short_group;
        auto* steps = reinterpret_cast<float*>(group + short_group * rank * int64_t(sizeof(int16_t)));
        steps[o % short_group] = shorten_row(b + o * rank, rank, row.data());
        for (int64_t r = 0; r < rank; ++r)
            values[r * short_group] = row[static_cast<size_t>(r)];
    }
}
void add_short_outputs(const float* h, int64_t rank, const std::byte* groups, int64_t outputs,
                       ReadAhead* ahead, float* y) {
    chosen_form().rows->add_short_outputs(h, rank, groups, outputs, ahead, y);
}

void rms_norm_row_backward(const float* x, const float* weight, const float* dy, int64_t columns,
                           float epsilon, float* dx) {
    chosen_form().rows->rms_norm_row_backward(x, weight, dy, columns, epsilon, dx);
}
void swiglu_row_backward(const float* gate, const float* up, const float* dy, int64_t elements, float* dgate,
                         float* dup) {
    chosen_form().rows->swiglu_row_backward(gate, up, dy, elements, dgate, dup);
}
void rope_row(float* x, int64_t heads, int64_t head_dim, const float* cosine, const float* sine,
              float direction) {
    chosen_form().rows->rope_row(x, heads, head_dim, cosine, sine, direction);
}
void add_narrow_row(const float* h, int64_t rank, const float* b, int64_t outputs, float* y) {
    chosen_form().rows->add_narrow_row(h, rank, b, outputs, y);
}

int64_t greatest_of_row(const float* x, int64_t elements) {
    return chosen_form().rows->greatest_of_row(x, elements);
}
float exp_row(float* x, int64_t elements, float scale, float* top) {
    return chosen_form().rows->exp_row(x, elements, scale, top);
}
void attend_row_backward(float* scores, float* dp, int64_t elements, float scale, float log_sum, float dot) {
    chosen_form().rows->attend_row_backward(scores, dp, elements, scale, log_sum, dot);
}
float cross_entropy_row(float* logits, int64_t elements, int64_t label, bool gradient) {
    return chosen_form().rows->cross_entropy_row(logits, elements, label, gradient);
}
void dropout_row(const float* x, int64_t elements, int64_t first, uint64_t seed, double p, bool add,
                 float* y) {
    chosen_form().rows->dropout_row(x, elements, first, seed, p, add, y);
}

void rms_norm_row_reference(const float* x, const float* weight, int64_t columns, float epsilon, float* y) {
    double squares = 0;
    for (int64_t c = 0; c < columns; ++c)
        squares += double(x[c]) * double(x[c]);
    const double inverse = 1 / std::sqrt(squares / double(columns) + double(epsilon));
    for (int64_t c = 0; c < columns; ++c)
        y[c] = static_cast<float>(double(x[c]) * inverse * double(weight[c]));
}

void add_rms_norm_row_reference(float* x, const float* branch, const float* weight, int64_t columns,
                                float epsilon, float* y) {
    for (int64_t c = 0; c < columns; ++c)
        x[c] += branch[c];
    rms_norm_row_reference(x, weight, columns, epsilon, y);
}

void swiglu_row_reference(const float* gate, const float* up, int64_t elements, float* y) {
    for (int64_t i = 0; i < elements; ++i)
        y[i] = static_cast<float>(double(gate[i]) / (1 + std::exp(-double(gate[i]))) * double(up[i]));
}

void rms_norm_row_backward_reference(const float* x, const float* weight, const float* dy, int64_t columns,
                                     float epsilon, float* dx) {
    double squares = 0, product = 0;
    for (int64_t c = 0; c < columns; ++c) {
        squares += double(x[c]) * double(x[c]);
        product += double(x[c]) * double(weight[c]) * double(dy[c]);
    }
    const double inverse = 1 / std::sqrt(squares / double(columns) + double(epsilon));
    const double share = product / double(columns) * inverse * inverse;
    for (int64_t c = 0; c < columns; ++c) {
        const double own = (double(dy[c]) * double(weight[c]) - double(x[c]) * share) * inverse;
        dx[c] = static_cast<float>(double(dx[c]) + own);
    }
}

void swiglu_row_backward_reference(const float* gate, const float* up, const float* dy, int64_t elements,
                                   float* dgate, float* dup) {
    for (int64_t i = 0; i < elements; ++i) {
        const double g = double(gate[i]), u = double(up[i]), d = double(dy[i]);
        const double sigmoid = 1 / (1 + std::exp(-g));
        dup[i] = static_cast<float>(d * g * sigmoid);
        dgate[i] = static_cast<float>(d * u * sigmoid * (1 + g * (1 - sigmoid)));
    }
}

void rope_row_reference(float* x, int64_t heads, int64_t head_dim, const float* cosine, const float* sine,
                        float direction) {
    const int64_t half = head_dim / 2;
    for (int64_t h = 0; h < heads; ++h, x += head_dim) {
        for (int64_t i = 0; i < half; ++i) {
            const double a = double(x[i]), b = double(x[i + half]);
            const double c = double(cosine[i]), s = double(sine[i]) * double(direction);
            x[i] = static_cast<float>(a * c - b * s);
            x[i + half] = static_cast<float>(b * c + a * s);
        }
    }
}

void add_narrow_row_reference(const float* h, int64_t rank, const float* b, int64_t outputs, float* y) {
    for (int64_t o = 0; o < outputs; ++o) {
        double sum = 0;
        for (int64_t r = 0; r < rank; ++r)
            sum += double(h[r]) * double(b[o * rank + r]);
        y[o] = static_cast<float>(double(y[o]) + sum);
    }
}

int64_t greatest_of_row_reference(const float* x, int64_t elements) {
    int64_t found = -1;
    for (int64_t i = 0; i < elements; ++i)
        if (!std::isnan(x[i]) && (found < 0 || x[i] > x[found])) found = i;
    return found;
}

float exp_row_reference(float* x, int64_t elements, float scale, float* top) {
    *top = *std::max_element(x, x + elements) * scale;
    double total = 0;
    for (int64_t i = 0; i < elements; ++i) {
        const double value = std::exp(double(x[i]) * double(scale) - double(*top));
        x[i] = static_cast<float>(value);
        total += value;
    }
    return static_cast<float>(total);
}

void attend_row_backward_reference(float* scores, float* dp, int64_t elements, float scale, float log_sum,
                                   float dot) {
    for (int64_t i = 0; i < elements; ++i) {
        const double share = std::exp(double(scores[i]) * double(scale) - double(log_sum));
        scores[i] = static_cast<float>(share);
        dp[i] = static_cast<float>(share * (double(dp[i]) - double(dot)) * double(scale));
    }
}

float cross_entropy_row_reference(float* logits, int64_t elements, int64_t label, bool gradient) {
    const double top = double(*std::max_element(logits, logits + elements));
    double total = 0;
    for (int64_t i = 0; i < elements; ++i)
        total += std::exp(double(logits[i]) - top);
    const double loss = std::log(total) + top - double(logits[label]);
    for (int64_t i = 0; gradient && i < elements; ++i)
        logits[i] = static_cast<float>(std::exp(double(logits[i]) - top) / total - (i == label ? 1 : 0));
    return static_cast<float>(loss);
}

void dropout_row_reference(const float* x, int64_t elements, int64_t first, uint64_t seed, double p, bool add,
                           float* y) {
    const auto threshold = static_cast<uint32_t>(std::min(p * 0x1.0p32, 0x1.0p32 - 1));
    const auto keep_scale = static_cast<float>(1 / (1 - p));
    for (int64_t i = 0; i < elements; ++i) {
        uint32_t bits = static_cast<uint32_t>(first + i) ^ static_cast<uint32_t>(seed >> 32);
        bits += static_cast<uint32_t>(seed);
        bits = (bits ^ (bits >> 16)) * 0x7feb352du;
        bits = (bits ^ (bits >> 15)) * 0x846ca68bu;
        bits ^= bits >> 16;
        const float value = bits >= threshold ? x[i] * keep_scale : 0.0f;
        y[i] = add ? y[i] + value : value;
    }
}

float shorten_row_reference(const float* x, int64_t elements, int16_t* out) {
    float greatest = 0;
    bool finite = true;
    for (int64_t i = 0; i < elements; ++i) {
        greatest = std::max(greatest, std::fabs(x[i]));
        finite = finite && std::isfinite(x[i]);
    }
    const float step = greatest / 32767;
    if (!finite || step < std::numeric_limits<float>::min()) {  // the inverse of less is infinite
        std::fill_n(out, elements, int16_t(0));
        return finite ? 0 : std::numeric_limits<float>::quiet_NaN();
    }
    for (int64_t i = 0; i < elements; ++i)
        out[i] = static_cast<int16_t>(std::lround(double(x[i]) / double(step)));
    return step;
}

void multiply_short_rows_reference(const float* x, int64_t columns, const std::byte* groups, int64_t outputs,
                                   ReadAhead* ahead, float* y) {
    if (ahead) ahead->read(short_rows_bytes(columns, outputs));
    for (int64_t o = 0; o < outputs; ++o) {
        const std::byte* group = groups + short_rows_bytes(columns, o / short_rows_group * short_rows_group);
        double sum = 0;
        for (int64_t c = 0; c < columns; ++c)
            sum += double(x[c]) * double(reinterpret_cast<const int16_t*>(group)[short_number(o, c)]);
        y[o] =
            static_cast<float>(sum * double(reinterpret_cast<const float*>(group)[short_step(o, columns)]));
    }
}

void add_short_outputs_reference(const float* h, int64_t rank, const std::byte* groups, int64_t outputs,
                                 ReadAhead* ahead, float* y) {
    if (ahead) ahead->read(short_outputs_bytes(rank, outputs));
    for (int64_t o = 0; o < outputs; ++o) {
        const std::byte* group = groups + o / short_group * short_group_bytes(rank);
        const auto* values = reinterpret_cast<const int16_t*>(group) + o % short_group;
        const auto* steps =
            reinterpret_cast<const float*>(group + short_group * rank * int64_t(sizeof(int16_t)));
        double sum = 0;
        for (int64_t r = 0; r < rank; ++r)
            sum += double(h[r]) * double(values[r * short_group]);
        y[o] = static_cast<float>(double(y[o]) + sum * double(steps[o % short_group]));
    }
}

constinit const RowOps row_ops_reference{rms_norm_row_reference,
                                         add_rms_norm_row_reference,
                                         swiglu_row_reference,
                                         attend_held_reference,
                                         rms_norm_row_backward_reference,
                                         swiglu_row_backward_reference,
                                         rope_row_reference,
                                         exp_row_reference,
                                         greatest_of_row_reference,
                                         attend_row_backward_reference,
                                         cross_entropy_row_reference,
                                         dropout_row_reference,
                                         add_narrow_row_reference,
                                         shorten_row_reference,
                                         multiply_short_rows_reference,
                                         add_short_outputs_reference,
                                         hold_rows_reference,
                                         join_stretches_reference};

}  // namespace lora::kernels
