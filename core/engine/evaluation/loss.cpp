// SPDX-License-Identifier: Apache-2.0
#include "core/engine/evaluation/loss.h"

namespace lora::engine {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Logits held at a time: 8 M, 32 MB in float32.
constexpr int64_t chunk_elements = int64_t(8) << 20;

int64_t rows_a_chunk(const at::Tensor& head) {
    return std::max<int64_t>(1, chunk_elements / head.size(0));
}

/// Log-probabilities [rows, vocab] in float32.
at::Tensor log_probabilities(const at::Tensor& hidden, const at::Tensor& head) {
    return at::log_softmax(at::linear(hidden, head).to(at::kFloat), -1);
}

struct ChunkedCrossEntropy : torch::autograd::Function<ChunkedCrossEntropy> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& hidden, const at::Tensor& head,
                              const at::Tensor& labels) {
        const bool needs_gradient = hidden.requires_grad();
        at::Tensor gradient = needs_gradient ? at::empty_like(hidden) : at::Tensor();
        at::Tensor total = at::zeros({}, hidden.options().dtype(at::kDouble));
        const int64_t step = rows_a_chunk(head);
        for (int64_t first = 0; first < hidden.size(0); first += step) {
            const int64_t rows = std::min(step, hidden.size(0) - first);
            at::Tensor work = log_probabilities(hidden.narrow(0, first, rows), head);
            const at::Tensor chosen = labels.narrow(0, first, rows).unsqueeze(1);
            total.sub_(work.gather(1, chosen).sum(at::kDouble));
            if (!needs_gradient) continue;
            work.exp_();
            work.scatter_add_(1, chosen, at::full({rows, 1}, -1.0, work.options()));
            gradient.narrow(0, first, rows).copy_(work.to(head.scalar_type()).matmul(head));
        }
        if (needs_gradient) context->save_for_backward({gradient});
        return total.to(at::kFloat);
    }
    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        return {saved[0].mul(gradients[0].to(saved[0].scalar_type())), {}, {}};
    }
};

}  // namespace

at::Tensor chunked_cross_entropy_sum(const CausalModel& model, const at::Tensor& hidden,
                                     const at::Tensor& labels) {
    return ChunkedCrossEntropy::apply(hidden, model.head_weight(), labels.to(hidden.device()));
}

at::Tensor chunked_cross_entropy_rows(const CausalModel& model, const at::Tensor& hidden,
                                      const at::Tensor& labels) {
    const at::NoGradGuard no_gradients;
    const at::Tensor head = model.head_weight();
    const at::Tensor targets = labels.to(hidden.device());
    at::Tensor losses = at::empty({hidden.size(0)}, hidden.options().dtype(at::kFloat));
    const int64_t step = rows_a_chunk(head);
    for (int64_t first = 0; first < hidden.size(0); first += step) {
        const int64_t rows = std::min(step, hidden.size(0) - first);
        const at::Tensor work = log_probabilities(hidden.narrow(0, first, rows), head);
        losses.narrow(0, first, rows)
            .copy_(work.gather(1, targets.narrow(0, first, rows).unsqueeze(1)).squeeze(1).neg());
    }
    return losses;
}

}  // namespace lora::engine
