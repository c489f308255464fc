// SPDX-License-Identifier: Apache-2.0
// Attention of sequences of one length, which only GPUs have a library for, written out for the processor
// from its published meaning: with it, what the engine hands to the library and takes from it is tested.
#pragma once

#include <ATen/ATen.h>

#include <cmath>
#include <cstring>

#include "kernels/include/cuda_attention.h"

namespace lora::test {

struct EvenAttentionOnProcessor {
    static inline int forwards = 0, backwards = 0;
    static inline double wrong_by = 0;  ///< added to every output: a kernel that errs
    static inline bool wavers = false;  ///< a gradient that differs from call to call
    static inline bool takes_shapes = true;
    static constexpr int64_t workspace_bytes = 64;

    static const kernels::CudaAttention& table() {
        static const kernels::CudaAttention made{kernels::cuda_attention_version, plan, forward, backward};
        return made;
    }

  private:
    using Shape = kernels::CudaAttentionShape;

    /// [sequences, heads, length, head_dim] of an array, in float64; key heads once for each of their
    /// queries.
    static at::Tensor read(const Shape& shape, const void* array, int64_t heads) {
        const at::Tensor all = at::from_blob(
            const_cast<void*>(array), {shape.sequences, shape.length, heads, shape.head_dim}, at::kBFloat16);
        return all.to(at::kDouble).repeat_interleave(shape.heads / heads, 2).transpose(1, 2);
    }
    /// The other way; what key heads got from their queries is summed.
    static void write(const Shape& shape, const at::Tensor& values, void* array, int64_t heads) {
        at::from_blob(array, {shape.sequences, shape.length, heads, shape.head_dim}, at::kBFloat16)
            .copy_(values.unflatten(1, {heads, shape.heads / heads}).sum(2).transpose(1, 2));
    }
    static at::Tensor scores(const Shape& shape, const at::Tensor& q, const at::Tensor& k) {
        const at::Tensor seen = at::ones({shape.length, shape.length}, at::kBool).tril();
        return (q.matmul(k.transpose(2, 3)) / std::sqrt(double(shape.head_dim)))
            .masked_fill(seen.logical_not(), -INFINITY);
    }

    static kernels::CudaStatus plan(const Shape&, int64_t* forward_bytes, int64_t* backward_bytes) {
        kernels::CudaStatus status;
        status.ok = takes_shapes;
        if (!takes_shapes) std::strcpy(status.reason, "no such shape");
        *forward_bytes = 0;
        *backward_bytes = workspace_bytes;
        return status;
    }
    static kernels::CudaStatus forward(const Shape& shape, const void* query, const void* key,
                                       const void* value, void* out, float* sums, void*,
                                       kernels::CudaStream) {
        ++forwards;
        const at::Tensor all =
            scores(shape, read(shape, query, shape.heads), read(shape, key, shape.key_heads));
        at::from_blob(sums, {shape.sequences, shape.heads, shape.length}, at::kFloat)
            .copy_(all.logsumexp(-1));
        write(shape, all.softmax(-1).matmul(read(shape, value, shape.key_heads)) + wrong_by, out,
              shape.heads);
        return {};
    }
    static kernels::CudaStatus backward(const Shape& shape, const void* out_gradient, const void* query,
                                        const void* key, const void* value, const void* out,
                                        const float* sums, void* query_gradient, void* key_gradient,
                                        void* value_gradient, void* workspace, kernels::CudaStream) {
        ++backwards;
        at::from_blob(workspace, {workspace_bytes}, at::kByte).fill_(0xff);
        const at::Tensor q = read(shape, query, shape.heads), k = read(shape, key, shape.key_heads),
                         v = read(shape, value, shape.key_heads),
                         from = read(shape, out_gradient, shape.heads);
        const at::Tensor kept = at::from_blob(const_cast<float*>(sums),
                                              {shape.sequences, shape.heads, shape.length, 1}, at::kFloat);
        const at::Tensor shares = (scores(shape, q, k) - kept).exp();
        const at::Tensor all = (from * read(shape, out, shape.heads)).sum(-1, true);
        const at::Tensor of_scores =
            shares * (from.matmul(v.transpose(2, 3)) - all) / std::sqrt(double(shape.head_dim));
        write(shape, of_scores.matmul(k), query_gradient, shape.heads);
        write(shape, of_scores.transpose(2, 3).matmul(q) + (wavers ? 1e-2 * backwards : 0), key_gradient,
              shape.key_heads);
        write(shape, shares.transpose(2, 3).matmul(from), value_gradient, shape.key_heads);
        return {};
    }
};

}  // namespace lora::test
