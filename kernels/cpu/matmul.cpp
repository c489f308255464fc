// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/matmul.h"

#include <vector>

#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/expand_blocks.h"

namespace lora::kernels {

void matmul(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
            bool accumulate) {
    chosen_form().matmul(terms, rows, outputs, y, y_row, accumulate);
}

void matmul_reference(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y,
                      int64_t y_row, bool accumulate) {
    std::vector<double> sums(static_cast<size_t>(rows * outputs));
    for (const MatmulTerm& term : terms) {
        const int64_t lines = term.b.rows_are_outputs ? outputs : term.inner;
        const int64_t width = term.b.rows_are_outputs ? term.inner : outputs;
        std::vector<float> line(static_cast<size_t>(width));
        for (int64_t l = 0; l < lines; ++l) {
            expand_blocks_reference(term.b.type, term.b.bytes + l * term.b.row_bytes, width, line.data());
            for (int64_t i = 0; i < width; ++i) {
                const int64_t k = term.b.rows_are_outputs ? i : l, n = term.b.rows_are_outputs ? l : i;
                for (int64_t m = 0; m < rows; ++m) {
                    sums[static_cast<size_t>(m * outputs + n)] +=
                        double(term.x[m * term.x_row + k * term.x_column]) *
                        double(line[static_cast<size_t>(i)]);
                }
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

}  // namespace lora::kernels
