// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/pointwise.h"

#include "core/engine/models/device_kernels.h"

namespace lora::engine {
namespace {

using kernels::CudaBackend;
using kernels::CudaNarrow;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// By our kernel: of x, or of x + delta, which is then the first result. Each way is one reading of its
/// inputs.
struct KernelRmsNorm : torch::autograd::Function<KernelRmsNorm> {
    static variable_list forward(AutogradContext* context, const at::Tensor& x,
                                 const std::optional<at::Tensor>& delta, const at::Tensor& weight,
                                 double epsilon, const CudaNarrow* narrow) {
        const at::Tensor rows = x.contiguous(), added = delta ? delta->contiguous() : at::Tensor();
        at::Tensor sum = delta ? at::empty_like(rows) : at::Tensor(), y = at::empty_like(rows);
        check_launch(kernels(rows)->rms_norm(
            device_type_of(rows), rows.const_data_ptr(), delta ? added.const_data_ptr() : nullptr,
            weight.const_data_ptr(), rows.numel() / rows.size(-1), rows.size(-1), static_cast<float>(epsilon),
            delta ? sum.mutable_data_ptr() : nullptr, y.mutable_data_ptr(), narrow, device_stream_of(rows)));
        context->save_for_backward({delta ? sum : rows, weight});
        context->saved_data["epsilon"] = epsilon;
        context->set_materialize_grads(false);
        return delta ? variable_list{sum, y} : variable_list{y};
    }
    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const bool added = gradients.size() == 2;
        // What reaches the sum past the norm.
        const at::Tensor past = added && gradients[0].defined() ? gradients[0].contiguous() : at::Tensor();
        if (!gradients.back().defined()) return {past, added ? past : at::Tensor(), {}, {}, {}};
        const auto saved = context->get_saved_variables();
        const at::Tensor dy = gradients.back().contiguous();
        at::Tensor dx = at::empty_like(dy);
        check_launch(kernels(dy)->rms_norm_backward(
            device_type_of(dy), saved[0].const_data_ptr(), saved[1].const_data_ptr(), dy.const_data_ptr(),
            past.defined() ? past.const_data_ptr() : nullptr, dy.numel() / dy.size(-1), dy.size(-1),
            static_cast<float>(context->saved_data["epsilon"].toDouble()), dx.mutable_data_ptr(),
            device_stream_of(dy)));
        return {dx, added ? dx : at::Tensor(), {}, {}, {}};
    }
    static const CudaBackend* kernels(const at::Tensor& x) {
        const auto* own = device_kernels(DeviceOperation::rms_norm, x);
        TORCH_CHECK(own, "the kernels were taken back within a pass");
        return own;
    }
};

struct ComposedRmsNorm : torch::autograd::Function<ComposedRmsNorm> {
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
    static at::Tensor forward(AutogradContext* context, const at::Tensor& gate, const at::Tensor& up,
                              const CudaNarrow* narrow) {
        if (const auto* own = device_kernels(DeviceOperation::swiglu, gate)) {
            const at::Tensor g = gate.contiguous(), u = up.contiguous();
            at::Tensor y = at::empty_like(g);
            check_launch(own->swiglu(device_type_of(g), g.const_data_ptr(), u.const_data_ptr(),
                                     g.numel() / g.size(-1), g.size(-1), y.mutable_data_ptr(), narrow,
                                     device_stream_of(g)));
            context->save_for_backward({g, u});
            return y;
        }
        TORCH_CHECK(!narrow, "the composed form computes nothing beside its result");
        context->save_for_backward({gate, up});
        return at::silu(gate).mul_(up);
    }
    /// Autograd hands over its own list, so that emptying it lets the gradient go.
    static variable_list backward(AutogradContext* context, variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        if (const auto* own = device_kernels(DeviceOperation::swiglu, saved[0])) {
            const at::Tensor gate = saved[0].contiguous(), up = saved[1].contiguous(),
                             dy = gradients[0].contiguous();
            gradients.clear();
            // Over dy where nobody else holds it or its memory: at this moment a layer that is made again
            // needs most.
            const bool ours = dy.use_count() == 1 && dy.storage().use_count() == 1;
            at::Tensor dgate = ours ? dy : at::empty_like(gate), dup = at::empty_like(up);
            check_launch(own->swiglu_backward(
                device_type_of(gate), gate.const_data_ptr(), up.const_data_ptr(), dy.const_data_ptr(),
                gate.numel(), dgate.mutable_data_ptr(), dup.mutable_data_ptr(), device_stream_of(gate)));
            return {dgate, dup, {}};
        }
        const at::Tensor up_gradient = at::silu(saved[0]).mul_(gradients[0]);
        const at::Tensor gate_gradient = at::silu_backward(gradients[0].mul(saved[1]), saved[0]);
        return {gate_gradient, up_gradient, {}};
    }
};

}  // namespace

at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double epsilon, const CudaNarrow* narrow) {
    if (device_kernels(DeviceOperation::rms_norm, x))
        return KernelRmsNorm::apply(x, std::optional<at::Tensor>(), weight, epsilon, narrow).front();
    TORCH_CHECK(!narrow, "the composed form computes nothing beside its result");
    return ComposedRmsNorm::apply(x, weight, epsilon);
}

SumAndNorm add_rms_norm(const at::Tensor& x, const at::Tensor& delta, const at::Tensor& weight,
                        double epsilon, const CudaNarrow* narrow) {
    if (device_kernels(DeviceOperation::rms_norm, x)) {
        const variable_list both = KernelRmsNorm::apply(x, std::optional(delta), weight, epsilon, narrow);
        return {both[0], both[1]};
    }
    const at::Tensor sum = x + delta;
    return {sum, rms_norm(sum, weight, epsilon, narrow)};
}

at::Tensor swiglu(const at::Tensor& gate, const at::Tensor& up, const CudaNarrow* narrow) {
    return SwiGlu::apply(gate, up, narrow);
}

at::Tensor cross_entropy_rows(const at::Tensor& logits, const at::Tensor& labels, bool gradient) {
    const int64_t rows = logits.size(0);
    if (const auto* own = device_kernels(DeviceOperation::cross_entropy, logits)) {
        at::Tensor losses = at::empty({rows}, logits.options().dtype(at::kFloat));
        const at::Tensor wanted = labels.contiguous();
        check_launch(own->cross_entropy(device_type_of(logits), logits.mutable_data_ptr(), rows,
                                        logits.size(1), wanted.const_data_ptr<int64_t>(),
                                        losses.mutable_data_ptr<float>(), gradient,
                                        device_stream_of(logits)));
        return losses;
    }
    const at::Tensor wide = at::log_softmax(logits, -1, at::kFloat);
    const at::Tensor chosen = labels.unsqueeze(1);
    at::Tensor losses = wide.gather(1, chosen).squeeze(1).neg_();
    if (gradient)
        logits.copy_(wide.exp_().scatter_add_(1, chosen, at::full({rows, 1}, -1.0, wide.options())));
    return losses;
}

}  // namespace lora::engine
