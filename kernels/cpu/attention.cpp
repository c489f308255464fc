// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/attention.h"

#include <algorithm>
#include <cmath>

#include "kernels/include/matmul.h"
#include "kernels/include/row_ops.h"

namespace lora::kernels {
namespace {

/// Queries whose scores are held at a time: few waste little above the diagonal, many repay packing the keys.
constexpr int64_t block = 96;

MatmulTerm rows_times(const float* x, int64_t x_row, int64_t inner, const MatrixView& b) {
    return {x, x_row, 1, inner, b};
}
/// Of x [inner, rows], read as its transpose.
MatmulTerm columns_times(const float* x, int64_t x_row, int64_t inner, const MatrixView& b) {
    return {x, 1, x_row, inner, b};
}

/// Floats between rows of scores: never a multiple of a page, whose columns would share cache lines.
int64_t padded(int64_t keys) {
    return (keys + 15) / 16 * 16 + 16;
}

/// scores [count, seen] of queries [first, first + count).
void make_scores(const AttentionHead& head, int64_t first, int64_t count, int64_t seen, float* scores,
                 int64_t stride) {
    const MatmulTerm term = rows_times(head.query + first * head.query_row, head.query_row, head.head_dim,
                                       plain_matrix(head.key, head.key_row, true));
    matmul({&term, 1}, count, seen, scores, stride, false);
}

}  // namespace

void attend(const AttentionHead& head, float* out, float* log_sums, AttentionRoom& room) {
    const int64_t stride = padded(head.past + head.queries);
    room.resize(std::max(room.size(), static_cast<size_t>(block * stride)));
    float* scores = room.data();
    for (int64_t first = 0; first < head.queries; first += block) {
        const int64_t count = std::min(block, head.queries - first), seen = head.past + first + count;
        make_scores(head, first, count, seen, scores, stride);
        float sums[block];
        for (int64_t r = 0; r < count; ++r) {
            float* row = scores + r * stride;
            const int64_t visible = head.past + first + r + 1;
            const float top = *std::max_element(row, row + visible) * head.scale;
            sums[r] = exp_row(row, visible, head.scale, top);
            std::fill(row + visible, row + seen, 0.0f);
            if (log_sums) log_sums[first + r] = top + std::log(sums[r]);
        }
        float* to = out + first * head.query_row;
        const MatmulTerm term =
            rows_times(scores, stride, seen, plain_matrix(head.value, head.key_row, false));
        matmul({&term, 1}, count, head.head_dim, to, head.query_row, false);
        for (int64_t r = 0; r < count; ++r) {
            const float inverse = 1 / sums[r];
            for (int64_t d = 0; d < head.head_dim; ++d)
                to[r * head.query_row + d] *= inverse;
        }
    }
}

void attend_backward(const AttentionHead& head, const float* out, const float* dout, const float* log_sums,
                     float* dquery, float* dkey, float* dvalue, AttentionRoom& room) {
    const int64_t stride = padded(head.past + head.queries), dim = head.head_dim, apart = head.query_row;
    room.resize(std::max(room.size(), static_cast<size_t>(2 * block * stride)));
    float *scores = room.data(), *dscores = scores + block * stride;
    for (int64_t first = 0; first < head.queries; first += block) {
        const int64_t count = std::min(block, head.queries - first), seen = head.past + first + count;
        const float* dto = dout + first * apart;
        make_scores(head, first, count, seen, scores, stride);
        const MatmulTerm shares = rows_times(dto, apart, dim, plain_matrix(head.value, head.key_row, true));
        matmul({&shares, 1}, count, seen, dscores, stride, false);
        for (int64_t r = 0; r < count; ++r) {
            const int64_t visible = head.past + first + r + 1;
            const float *to = out + (first + r) * apart, *d = dto + r * apart;
            float dot = 0;
            for (int64_t i = 0; i < dim; ++i)
                dot += to[i] * d[i];
            float *row = scores + r * stride, *drow = dscores + r * stride;
            attend_row_backward(row, drow, visible, head.scale, log_sums[first + r], dot);
            std::fill(row + visible, row + seen, 0.0f);
            std::fill(drow + visible, drow + seen, 0.0f);
        }
        const MatmulTerm to_query =
            rows_times(dscores, stride, seen, plain_matrix(head.key, head.key_row, false));
        matmul({&to_query, 1}, count, dim, dquery + first * apart, apart, false);
        const MatmulTerm to_key =
            columns_times(dscores, stride, count, plain_matrix(head.query + first * apart, apart, false));
        matmul({&to_key, 1}, seen, dim, dkey, dim, true);
        const MatmulTerm to_value = columns_times(scores, stride, count, plain_matrix(dto, apart, false));
        matmul({&to_value, 1}, seen, dim, dvalue, dim, true);
    }
}

}  // namespace lora::kernels
