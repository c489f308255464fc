// SPDX-License-Identifier: Apache-2.0
// Causal attention of one head over many queries, forward and backward, float32.
#pragma once

#include <cstdint>
#include <vector>

namespace lora::kernels {

/// One head of one sequence. Query i sees keys [0, past + i]; past = keys before the first query. Rows of
/// head_dim floats, query_row or key_row floats apart. out(i) = Σ softmax(scale · q·k) · v.
struct AttentionHead {
    const float *query, *key, *value;
    int64_t query_row, key_row;
    int64_t queries, past, head_dim;
    float scale;
};

/// A thread's room for scores, kept between calls so that nothing is allocated anew.
using AttentionRoom = std::vector<float>;

/// out: rows query_row apart. log_sums [queries], where not null: log Σ exp(scale · q·k), for the backward
/// pass.
void attend(const AttentionHead& head, float* out, float* log_sums, AttentionRoom& room);

/// Gradients from `out` and `dout` (rows query_row apart): dquery is set (rows query_row apart), dkey and
/// dvalue [past + queries, head_dim] are added to. After T. Dao et al., arXiv:2205.14135: probabilities are
/// made again from log_sums.
void attend_backward(const AttentionHead& head, const float* out, const float* dout, const float* log_sums,
                     float* dquery, float* dkey, float* dvalue, AttentionRoom& room);

}  // namespace lora::kernels
