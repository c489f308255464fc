// SPDX-License-Identifier: Apache-2.0
// LibTorch's variable-length attention, which only GPUs have, written out for the processor from its
// published meaning: with it, what the engine hands to the kernel and takes from it is tested, and LibTorch's
// own rule for the gradient too.
#pragma once

#include <ATen/ATen.h>
#include <torch/library.h>

#include <cmath>

namespace lora::test {

/// While one lives, aten::_flash_attention_forward and its backward compute on the processor.
class VarlenAttentionOnProcessor {
  public:
    /// Calls of the forward since the start of the program.
    static inline int calls = 0;
    /// Added to every output: a kernel that errs.
    explicit VarlenAttentionOnProcessor(double error = 0)
        : library_(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__) {
        wrong_by() = error;
        library_.impl("_flash_attention_forward", forward);
        library_.impl("_flash_attention_backward", backward);
    }

  private:
    using Optional = std::optional<at::Tensor>;
    using Size = std::optional<c10::SymInt>;
    static double& wrong_by() {
        static double error = 0;
        return error;
    }

    /// One segment: [heads, queries or keys, head_dim] in float64, key heads repeated.
    struct Segment {
        int64_t first = 0, queries = 0, first_key = 0, keys = 0;
        at::Tensor q, k, v, shares;
    };
    static at::Tensor cut(const at::Tensor& x, int64_t first, int64_t count, int64_t heads) {
        const at::Tensor part = x.narrow(0, first, count).to(at::kDouble);
        return part.repeat_interleave(heads / x.size(1), 1).transpose(0, 1);
    }
    static Segment segment(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                           const at::Tensor& cum_q, const at::Tensor& cum_k, int64_t at, bool causal) {
        const auto value = [](const at::Tensor& list, int64_t i) { return int64_t(list[i].item<int>()); };
        Segment s{value(cum_q, at),
                  value(cum_q, at + 1) - value(cum_q, at),
                  value(cum_k, at),
                  value(cum_k, at + 1) - value(cum_k, at),
                  {},
                  {},
                  {},
                  {}};
        s.q = cut(q, s.first, s.queries, q.size(1));
        s.k = cut(k, s.first_key, s.keys, q.size(1));
        s.v = cut(v, s.first_key, s.keys, q.size(1));
        at::Tensor scores = s.q.matmul(s.k.transpose(1, 2)) / std::sqrt(double(q.size(2)));
        if (causal) {  // aligned to the last key
            const at::Tensor seen = at::ones({s.queries, s.keys}, at::kBool).tril(s.keys - s.queries);
            scores = scores.masked_fill(seen.logical_not(), -INFINITY);
        }
        s.shares = scores.softmax(-1);
        return s;
    }

    static std::tuple<at::Tensor, at::Tensor, at::Tensor, at::Tensor, at::Tensor> forward(
        const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const Optional& cum_q,
        const Optional& cum_k, c10::SymInt max_q, c10::SymInt, double, bool causal, bool,
        std::optional<double>, Size, Size, const Optional& used, const Optional&) {
        ++calls;
        TORCH_CHECK(q.scalar_type() == at::kBFloat16 && k.stride(-1) == 1 && v.stride(-1) == 1);
        TORCH_CHECK(cum_q->scalar_type() == at::kInt && cum_k->scalar_type() == at::kInt);
        TORCH_CHECK(cum_q->sizes() == cum_k->sizes() && cum_q->is_contiguous() && cum_k->is_contiguous());
        TORCH_CHECK(!used);
        at::Tensor out = at::empty(q.sizes(), q.options());
        for (int64_t i = 0; i + 1 < cum_q->size(0); ++i) {
            const Segment s = segment(q, k, v, *cum_q, *cum_k, i, causal);
            TORCH_CHECK(s.queries <= max_q.expect_int());
            out.narrow(0, s.first, s.queries).copy_(s.shares.matmul(s.v).transpose(0, 1) + wrong_by());
        }
        return {out, at::zeros({q.size(1), q.size(0)}), at::zeros({2}), at::zeros({}), at::zeros({0})};
    }

    static std::tuple<at::Tensor, at::Tensor, at::Tensor> backward(
        const at::Tensor& gradient, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
        const at::Tensor&, const at::Tensor&, const at::Tensor& cum_q, const at::Tensor& cum_k,
        c10::SymInt, c10::SymInt, double, bool causal, const at::Tensor&, const at::Tensor&,
        std::optional<double>, Size, Size) {
        at::Tensor dq = at::zeros(q.sizes(), q.options()), dk = at::zeros(k.sizes(), k.options()),
                   dv = at::zeros(v.sizes(), v.options());
        const auto grouped = [&](const at::Tensor& x) {
            return x.transpose(0, 1).unflatten(1, {k.size(1), q.size(1) / k.size(1)}).sum(2);
        };
        for (int64_t i = 0; i + 1 < cum_q.size(0); ++i) {
            const Segment s = segment(q, k, v, cum_q, cum_k, i, causal);
            const at::Tensor out = cut(gradient, s.first, s.queries, q.size(1));
            const at::Tensor shares = out.matmul(s.v.transpose(1, 2));
            const at::Tensor scores =
                s.shares * (shares - (shares * s.shares).sum(-1, true)) / std::sqrt(double(q.size(2)));
            dq.narrow(0, s.first, s.queries).copy_(scores.matmul(s.k).transpose(0, 1));
            dk.narrow(0, s.first_key, s.keys).copy_(grouped(scores.transpose(1, 2).matmul(s.q)));
            dv.narrow(0, s.first_key, s.keys).copy_(grouped(s.shares.transpose(1, 2).matmul(out)));
        }
        return {dq, dk, dv};
    }

    torch::Library library_;
};

}  // namespace lora::test
