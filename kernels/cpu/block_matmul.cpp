// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/block_matmul.h"

#include <algorithm>
#include <vector>

#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/expand_blocks.h"

namespace lora::kernels {

void block_matmul(DType type, const std::byte* weights, int64_t outputs, int64_t columns, const float* x,
                  int64_t x_stride, int64_t rows, float* y, int64_t y_stride) {
    // From a cache line on, so that no vector straddles two.
    constexpr size_t line = 64 / sizeof(float);
    thread_local std::vector<float> floats;
    floats.resize(std::max(floats.size(), static_cast<size_t>(block_matmul_room(columns, rows)) + line));
    float* room =
        floats.data() + (line - reinterpret_cast<uintptr_t>(floats.data()) / sizeof(float) % line) % line;
    chosen_form().block_matmul(type, weights, outputs, columns, x, x_stride, rows, y, y_stride, room);
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

void block_matmul_without_room(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                               const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride,
                               float* /*room*/) {
    block_matmul_reference(type, weights, outputs, columns, x, x_stride, rows, y, y_stride);
}

}  // namespace lora::kernels
