// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/block_matmul.h"

#include <vector>

#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/expand_blocks.h"

namespace lora::kernels {

void block_matmul(DType type, const std::byte* weights, int64_t outputs, int64_t columns, const float* x,
                  int64_t x_stride, int64_t rows, float* y, int64_t y_stride) {
    chosen_form().block_matmul(type, weights, outputs, columns, x, x_stride, rows, y, y_stride);
}

void block_matmul_reference(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                            const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride) {
    const auto info = dtype_info(type);
    std::vector<float> values(static_cast<size_t>(columns));
    for (int64_t o = 0; o < outputs; ++o) {
        expand_blocks_reference(type, weights + o * (columns / info.block_elements * info.block_bytes),
                                columns, values.data());
        for (int64_t r = 0; r < rows; ++r) {
            double sum = 0;
            for (int64_t c = 0; c < columns; ++c)
                sum += double(x[r * x_stride + c]) * double(values[static_cast<size_t>(c)]);
            y[r * y_stride + o] = static_cast<float>(sum);
        }
    }
}

}  // namespace lora::kernels
