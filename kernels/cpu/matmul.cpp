// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/matmul.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/expand_blocks.h"

namespace lora::kernels {

namespace {

const RoundedOps* rounded_ops(Factors factors) {
    switch (factors) {
        case Factors::bfloat16:
            return chosen_form().bf16;
        case Factors::int16:
            return chosen_form().i16;
        case Factors::float32:
            break;
    }
    return nullptr;
}

}  // namespace

void matmul(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
            bool accumulate, Factors factors) {
    Matmul* product = factors == Factors::float32 ? chosen_form().matmul : rounded_ops(factors)->matmul;
    product(terms, rows, outputs, y, y_row, accumulate);
}

bool multiplies(Factors factors) {
    return factors == Factors::float32 || rounded_ops(factors);
}

Factors fastest_factors() {
    return chosen_form().fastest;
}

void round_rows(const float* x, int64_t x_row, int64_t rows, int64_t inner, Factors factors, uint16_t* out) {
    rounded_ops(factors)->round_rows(x, x_row, rows, inner, out);
}

namespace {

/// To nearest, ties to even.
float as_bfloat16(float value) {
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    if ((bits & 0x7f800000u) == 0) return 0;
    if ((bits & 0x7f800000u) != 0x7f800000u) bits += 0x7fffu + (bits >> 16 & 1);
    bits &= 0xffff0000u;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

/// A stretch of a factor, `apart` between its elements, as Factors::int16 says.
void round_stretch(float* values, int64_t count, int64_t apart) {
    float largest = 0;
    bool is_number = true;
    for (int64_t i = 0; i < count; ++i) {
        is_number = is_number && !std::isnan(values[i * apart]);
        largest = std::max(largest, std::fabs(values[i * apart]));
    }
    const float step = is_number ? largest / int16_largest : NAN;
    const float inverse = largest >= int16_smallest ? int16_largest / largest : 0.0f;
    for (int64_t i = 0; i < count; ++i)
        values[i * apart] = std::nearbyintf(values[i * apart] * inverse) * step;
}

/// Rows [lines, inner], or its transpose where `apart` is not 1, rounded.
void round_factor(std::vector<float>& values, int64_t lines, int64_t line, int64_t inner, int64_t apart,
                  Factors factors) {
    if (factors == Factors::bfloat16)
        for (float& value : values)
            value = as_bfloat16(value);
    if (factors != Factors::int16) return;
    for (int64_t l = 0; l < lines; ++l)
        for (int64_t k = 0; k < inner; k += int16_stretch)
            round_stretch(values.data() + l * line + k * apart, std::min(inner - k, int16_stretch), apart);
}

}  // namespace

void matmul_reference(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y,
                      int64_t y_row, bool accumulate, Factors factors) {
    std::vector<double> sums(static_cast<size_t>(rows * outputs));
    for (const MatmulTerm& term : terms) {
        const int64_t inner = term.inner;
        std::vector<float> left(static_cast<size_t>(rows * inner)),
            right(static_cast<size_t>(inner * outputs));
        for (int64_t m = 0; m < rows; ++m)
            for (int64_t k = 0; k < inner; ++k)
                left[static_cast<size_t>(m * inner + k)] = term.x[m * term.x_row + k * term.x_column];
        const int64_t lines = term.b.rows_are_outputs ? outputs : inner;
        const int64_t width = term.b.rows_are_outputs ? inner : outputs;
        for (int64_t l = 0; l < lines; ++l)
            expand_blocks_reference(term.b.type, term.b.bytes + l * term.b.row_bytes, width,
                                    right.data() + l * width);
        const int64_t column = term.b.rows_are_outputs ? inner : 1,
                      depth = term.b.rows_are_outputs ? 1 : outputs;
        round_factor(left, rows, inner, inner, 1, factors);
        round_factor(right, outputs, column, inner, depth, factors);
        for (int64_t m = 0; m < rows; ++m) {
            for (int64_t n = 0; n < outputs; ++n) {
                const float *x = left.data() + m * inner, *b = right.data() + n * column;
                double sum = 0;
                for (int64_t k = 0; k < inner; ++k)
                    sum += double(x[k]) * double(b[k * depth]);
                sums[static_cast<size_t>(m * outputs + n)] += sum;
            }
        }
    }
    for (int64_t m = 0; m < rows; ++m) {
        for (int64_t n = 0; n < outputs; ++n) {
            float& out = y[m * y_row + n];
            const double sum = sums[static_cast<size_t>(m * outputs + n)];
            out = static_cast<float>(accumulate ? double(out) + sum : sum);
        }
    }
}

void matmul_portable(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y,
                     int64_t y_row, bool accumulate) {
    matmul_reference(terms, rows, outputs, y, y_row, accumulate);
}

namespace {

constexpr int64_t reference_width = 16;

void pack_reference(const MatrixView& b, int64_t columns, int64_t depth, float* out) {
    const auto* values = reinterpret_cast<const float*>(b.bytes);
    const int64_t row = b.row_bytes / int64_t(sizeof(float));
    for (int64_t n = 0; n < (columns + reference_width - 1) / reference_width * reference_width; ++n)
        for (int64_t k = 0; k < depth; ++k)
            out[n / reference_width * depth * reference_width + k * reference_width + n % reference_width] =
                n >= columns ? 0.0f : values[b.rows_are_outputs ? n * row + k : k * row + n];
}

void multiply_panel_reference(int64_t rows, int64_t columns, const LeftFactor& x, int64_t depth,
                              const float* panel, float* y, int64_t y_row, bool add) {
    for (int64_t m = 0; m < rows; ++m)
        for (int64_t n = 0; n < columns; ++n) {
            double sum = add ? double(y[m * y_row + n]) : 0;
            for (int64_t k = 0; k < depth; ++k)
                sum += double(x.at[m * x.row + k * x.step]) * double(panel[k * reference_width + n]);
            y[m * y_row + n] = static_cast<float>(sum);
        }
}

}  // namespace

void nothing_to_do() {}
int64_t as_deep(int64_t depth) {
    return depth;
}
LeftFactor left_in_place(const float* x, int64_t x_row, int64_t x_column, int64_t, int64_t, float*) {
    return {x, x_row, x_column};
}
int64_t no_left_room(int64_t, int64_t) {
    return 0;
}

const PanelOps panel_ops_reference{reference_width,
                                   1,
                                   nothing_to_do,
                                   nothing_to_do,
                                   as_deep,
                                   pack_reference,
                                   left_in_place,
                                   no_left_room,
                                   multiply_panel_reference};

}  // namespace lora::kernels
