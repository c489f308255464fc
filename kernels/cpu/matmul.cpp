// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/matmul.h"

#include <cstring>
#include <vector>

#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/expand_blocks.h"

namespace lora::kernels {

void matmul(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
            bool accumulate) {
    chosen_form().matmul(terms, rows, outputs, y, y_row, accumulate);
}

bool multiplies_bf16() {
    return chosen_form().matmul_bf16 != nullptr;
}

void matmul_bf16(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
                 bool accumulate) {
    chosen_form().matmul_bf16(terms, rows, outputs, y, y_row, accumulate);
}

void round_rows(const float* x, int64_t x_row, int64_t rows, int64_t inner, uint16_t* out) {
    chosen_form().round_rows(x, x_row, rows, inner, out);
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

void add_up(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
            bool accumulate, float (*factor)(float)) {
    std::vector<double> sums(static_cast<size_t>(rows * outputs));
    for (const MatmulTerm& term : terms) {
        const int64_t lines = term.b.rows_are_outputs ? outputs : term.inner;
        const int64_t width = term.b.rows_are_outputs ? term.inner : outputs;
        std::vector<float> line(static_cast<size_t>(width));
        for (int64_t l = 0; l < lines; ++l) {
            expand_blocks_reference(term.b.type, term.b.bytes + l * term.b.row_bytes, width, line.data());
            for (int64_t i = 0; i < width; ++i) {
                const int64_t k = term.b.rows_are_outputs ? i : l, n = term.b.rows_are_outputs ? l : i;
                const auto right = double(factor(line[static_cast<size_t>(i)]));
                for (int64_t m = 0; m < rows; ++m)
                    sums[static_cast<size_t>(m * outputs + n)] +=
                        double(factor(term.x[m * term.x_row + k * term.x_column])) * right;
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

}  // namespace

void matmul_reference(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y,
                      int64_t y_row, bool accumulate) {
    add_up(terms, rows, outputs, y, y_row, accumulate, [](float value) { return value; });
}

void matmul_bf16_reference(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y,
                           int64_t y_row, bool accumulate) {
    add_up(terms, rows, outputs, y, y_row, accumulate, as_bfloat16);
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

const PanelOps panel_ops_reference{reference_width,         1, 1, pack_reference, left_in_place, no_left_room,
                                   multiply_panel_reference};

}  // namespace lora::kernels
