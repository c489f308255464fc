// SPDX-License-Identifier: Apache-2.0
// Causal attention over many queries, forward and backward. Sums and all between the products in float32.
#pragma once

#include <cstdint>
#include <vector>

namespace lora::kernels {

/// Query heads of one sequence that share a head of keys and values (grouped-query attention,
/// arXiv:2305.13245; one query head where they do not). Query i sees keys [0, past + i]; past = keys before
/// the first query. Rows of head_dim floats, query_row or key_row floats apart; the next query head lies
/// head_dim floats behind. out(i) = Σ softmax(scale · q·k) · v.
struct AttentionGroup {
    const float *query, *key, *value;
    int64_t query_row, key_row;
    int64_t heads, past, head_dim;
    int64_t first, end;  ///< the queries to answer, [first, end); others are left alone
    float scale;
    bool bfloat16 = false;  ///< factors of products are rounded to it; only where multiplies(Factors::bfloat16)
};

/// A thread's room for keys and scores, kept between calls so that nothing is allocated anew.
using AttentionRoom = std::vector<float>;

/// out: laid out as the queries. log_sums, where not null: log Σ exp(scale · q·k), for the backward pass, of
/// query i and head h at [h * log_sums_row + i].
void attend(const AttentionGroup& group, float* out, float* log_sums, int64_t log_sums_row,
            AttentionRoom& room);

/// Gradients from `out` and `dout` (laid out as the queries): dquery is set, dkey and dvalue [past + end,
/// head_dim] are added to. After T. Dao et al., arXiv:2205.14135: probabilities are made again from log_sums.
void attend_backward(const AttentionGroup& group, const float* out, const float* dout, const float* log_sums,
                     int64_t log_sums_row, float* dquery, float* dkey, float* dvalue, AttentionRoom& room);

}  // namespace lora::kernels
