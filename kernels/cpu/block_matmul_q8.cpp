// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/block_matmul_q8.h"

#include <cmath>
#include <vector>

#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/block_matmul.h"

namespace lora::kernels {

void quantize_q8(const float* x, int64_t columns, Q8Block* out) {
    chosen_form().q8->quantize(x, columns, out);
}

bool can_matmul_q8(DType type) {
    switch (type) {
        case DType::q4_0:
        case DType::q4_1:
        case DType::q8_0:
        case DType::q4_k:
        case DType::q6_k:
            return true;
        default:
            return false;
    }
}

void block_matmul_q8(DType type, const std::byte* weights, int64_t outputs, int64_t columns, const Q8Block* x,
                     int64_t rows, float* y, int64_t y_stride) {
    chosen_form().q8->matmul(type, weights, outputs, columns, x, rows, y, y_stride);
}

void quantize_q8_reference(const float* x, int64_t columns, Q8Block* out) {
    for (int64_t b = 0; b < columns / 32; ++b, x += 32) {
        float largest = 0;
        bool finite = true;
        for (int i = 0; i < 32; ++i) {
            largest = std::fmax(largest, std::fabs(x[i]));
            finite = finite && std::isfinite(x[i]);
        }
        if (!finite) {
            out[b] = {NAN, NAN, {}};
            continue;
        }
        const float inverse = largest > 0 ? 127.0f / largest : 0.0f;
        int sum = 0;
        for (int i = 0; i < 32; ++i) {
            const auto q = static_cast<int8_t>(std::nearbyintf(x[i] * inverse));
            out[b].q[i] = q;
            sum += q;
        }
        out[b].scale = largest / 127.0f;
        out[b].sum = out[b].scale * static_cast<float>(sum);
    }
}

void block_matmul_q8_reference(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                               const Q8Block* x, int64_t rows, float* y, int64_t y_stride) {
    std::vector<float> values(static_cast<size_t>(rows * columns));
    for (size_t i = 0; i < values.size(); ++i)
        values[i] = x[i / 32].scale * static_cast<float>(x[i / 32].q[i % 32]);
    block_matmul_reference(type, weights, outputs, columns, values.data(), columns, rows, y, y_stride);
}

const Q8Ops q8_ops_reference{quantize_q8_reference, block_matmul_q8_reference};

}  // namespace lora::kernels
