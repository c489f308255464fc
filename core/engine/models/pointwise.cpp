// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/pointwise.h"

namespace lora::engine {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct RmsNorm : torch::autograd::Function<RmsNorm> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight,
                              double epsilon) {
        const at::Tensor wide = x.to(at::kFloat);
        const at::Tensor inverse_rms = wide.square().mean(-1, true).add_(epsilon).rsqrt_();
        context->save_for_backward({x, weight, inverse_rms});
        // Rounded to the stored type before the weight, as transformers does.
        return wide.mul(inverse_rms).to(x.scalar_type()).mul(weight);
    }
    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const at::Tensor& inverse_rms = saved[2];
        const at::Tensor normed = saved[0].to(at::kFloat).mul(inverse_rms);
        at::Tensor gradient = gradients[0].to(at::kFloat).mul(saved[1].to(at::kFloat));
        const at::Tensor projection = gradient.mul(normed).mean(-1, true);
        gradient.addcmul_(normed, projection, -1).mul_(inverse_rms);
        return {gradient.to(saved[0].scalar_type()), {}, {}};
    }
};

struct SwiGlu : torch::autograd::Function<SwiGlu> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& gate, const at::Tensor& up) {
        context->save_for_backward({gate, up});
        return at::silu(gate).mul_(up);
    }
    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const at::Tensor up_gradient = at::silu(saved[0]).mul_(gradients[0]);
        const at::Tensor gate_gradient = at::silu_backward(gradients[0].mul(saved[1]), saved[0]);
        return {gate_gradient, up_gradient};
    }
};

}  // namespace

at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double epsilon) {
    return RmsNorm::apply(x, weight, epsilon);
}

at::Tensor swiglu(const at::Tensor& gate, const at::Tensor& up) {
    return SwiGlu::apply(gate, up);
}

}  // namespace lora::engine
