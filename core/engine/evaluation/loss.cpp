// SPDX-License-Identifier: Apache-2.0
#include "core/engine/evaluation/loss.h"

namespace lora::engine {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct CrossEntropySum : torch::autograd::Function<CrossEntropySum> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& hidden, const CausalModel* model,
                              const at::Tensor& labels, const std::optional<at::Tensor>& weights) {
        at::Tensor gradient;
        at::Tensor losses =
            model->cross_entropy(hidden, labels, hidden.requires_grad() ? &gradient : nullptr);
        if (weights) {
            losses.mul_(*weights);
            if (gradient.defined()) gradient.mul_(weights->to(gradient.scalar_type()).unsqueeze(1));
        }
        if (gradient.defined()) context->save_for_backward({gradient});
        return losses.sum(at::kDouble).to(at::kFloat);
    }
    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        return {saved[0].mul(gradients[0].to(saved[0].scalar_type())), {}, {}, {}};
    }
};

}  // namespace

at::Tensor cross_entropy_sum(const CausalModel& model, const at::Tensor& hidden, const at::Tensor& labels,
                             const std::optional<at::Tensor>& weights) {
    return CrossEntropySum::apply(hidden, &model, labels.to(hidden.device()), weights);
}

at::Tensor cross_entropy_rows(const CausalModel& model, const at::Tensor& hidden, const at::Tensor& labels) {
    const at::NoGradGuard no_gradients;
    return model.cross_entropy(hidden, labels.to(hidden.device()), nullptr);
}

}  // namespace lora::engine
