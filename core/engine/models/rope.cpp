// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/rope.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <span>

#include "core/engine/models/device_kernels.h"

namespace lora::engine {
namespace {

/// 1 / base^(2i / dim) in float32, by the operations transformers uses, so that the last bit agrees too.
at::Tensor plain_frequencies(double base, int64_t dim) {
    const at::Tensor exponents =
        at::arange(0, dim, 2, at::kLong).to(at::kFloat).div(static_cast<double>(dim));
    return at::reciprocal(at::pow(at::Scalar(base), exponents));
}

/// Llama 3: long waves divided by the factor, short ones kept, those between blended.
at::Tensor llama3_frequencies(const at::Tensor& frequencies, const RopeScaling& scaling) {
    const auto old_context = static_cast<double>(scaling.original_max_position_embeddings);
    const double low_wavelength = old_context / scaling.low_freq_factor;
    const double high_wavelength = old_context / scaling.high_freq_factor;
    const at::Tensor wavelength = at::reciprocal(frequencies).mul(2 * std::numbers::pi);
    const at::Tensor scaled =
        at::where(wavelength > low_wavelength, frequencies / scaling.factor, frequencies);
    const at::Tensor smooth = (at::reciprocal(wavelength).mul(old_context) - scaling.low_freq_factor) /
                              (scaling.high_freq_factor - scaling.low_freq_factor);
    const at::Tensor blended = (1 - smooth) * scaled / scaling.factor + smooth * scaled;
    const at::Tensor between = at::logical_and(wavelength >= high_wavelength, wavelength <= low_wavelength);
    return at::where(between, blended, scaled);
}

/// YaRN (arXiv:2309.00071): a ramp between interpolated and kept frequencies.
at::Tensor yarn_frequencies(const at::Tensor& frequencies, const RopeScaling& scaling, double base,
                            int64_t dim) {
    const auto original = static_cast<double>(scaling.original_max_position_embeddings);
    auto correction_dim = [&](double rotations) {
        return static_cast<double>(dim) * std::log(original / (rotations * 2 * std::numbers::pi)) /
               (2 * std::log(base));
    };
    const double low = std::max(std::floor(correction_dim(scaling.beta_fast)), 0.0);
    double high = std::min(std::ceil(correction_dim(scaling.beta_slow)), static_cast<double>(dim - 1));
    if (low == high) high += 0.001;
    const at::Tensor ramp = at::arange(dim / 2, at::kFloat).sub(low).div(high - low).clamp(0, 1);
    const at::Tensor kept = 1 - ramp;
    return frequencies / scaling.factor * (1 - kept) + frequencies * kept;
}

double yarn_attention_scaling(const RopeScaling& scaling) {
    if (scaling.attention_factor > 0) return scaling.attention_factor;
    return scaling.factor <= 1 ? 1.0 : 0.1 * std::log(scaling.factor) + 1.0;
}

at::Tensor rotate(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin) {
    const int64_t half = x.size(-1) / 2;
    const at::Tensor first = x.narrow(-1, 0, half), second = x.narrow(-1, half, half);
    at::Tensor out = at::empty(x.sizes(), x.options());
    at::Tensor out_first = out.narrow(-1, 0, half), out_second = out.narrow(-1, half, half);
    at::mul_out(out_first, first, cos);
    out_first.addcmul_(second, sin, -1);
    at::mul_out(out_second, second, cos);
    out_second.addcmul_(first, sin);
    return out;
}

/// Of x [tokens, heads, head_dim] by angles [tokens, head_dim / 2] float32; `back` is the gradient.
at::Tensor turned(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin, bool back) {
    const auto* own = device_kernels(DeviceOperation::rope, x);
    if (!own) {
        const at::Tensor narrow = sin.to(x.scalar_type()).unsqueeze(1);
        return rotate(x, cos.to(x.scalar_type()).unsqueeze(1), back ? narrow.neg() : narrow);
    }
    const at::Tensor in = x.contiguous(), out = at::empty_like(in), cosine = cos.contiguous(),
                     sine = sin.contiguous();
    const int64_t row = in.size(1) * in.size(2);
    check_launch(own->rope(device_type_of(in), in.const_data_ptr(), row, out.data_ptr(), row, in.size(0),
                           static_cast<int>(in.size(1)), static_cast<int>(in.size(2)),
                           cosine.const_data_ptr<float>(), sine.const_data_ptr<float>(), in.size(0), nullptr,
                           back, device_stream_of(in)));
    return out;
}

struct ApplyRope : torch::autograd::Function<ApplyRope> {
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& x,
                              const at::Tensor& cos, const at::Tensor& sin) {
        context->save_for_backward({cos, sin});
        return turned(x, cos, sin, false);
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients) {
        const auto saved = context->get_saved_variables();
        return {turned(gradients[0], saved[0], saved[1], true), {}, {}};
    }
};

}  // namespace

Rope::Rope(const ModelGeometry& geometry) : geometry_(geometry) {
    const RopeScaling& scaling = geometry.rope_scaling;
    base_frequencies_ = plain_frequencies(geometry.rope_theta, geometry.head_dim);
    if (scaling.type == "linear") {
        base_frequencies_ = base_frequencies_ / scaling.factor;
    } else if (scaling.type == "llama3") {
        base_frequencies_ = llama3_frequencies(base_frequencies_, scaling);
    } else if (scaling.type == "yarn") {
        base_frequencies_ =
            yarn_frequencies(base_frequencies_, scaling, geometry.rope_theta, geometry.head_dim);
        attention_scaling_ = yarn_attention_scaling(scaling);
    } else if (scaling.type == "factors") {
        base_frequencies_ = base_frequencies_ / at::tensor(at::ArrayRef<float>(scaling.factors));
    }
}

at::Tensor Rope::inverse_frequencies(int64_t length) const {
    const RopeScaling& scaling = geometry_.rope_scaling;
    const int64_t trained = scaling.original_max_position_embeddings > 0
                                ? scaling.original_max_position_embeddings
                                : geometry_.context_length;
    if (scaling.type != "dynamic" || length <= trained) return base_frequencies_;
    const double dim = geometry_.head_dim;
    const double growth =
        scaling.factor * static_cast<double>(length) / static_cast<double>(trained) - (scaling.factor - 1);
    return plain_frequencies(geometry_.rope_theta * std::pow(growth, dim / (dim - 2)), geometry_.head_dim);
}

RopeTables Rope::of_angles(const at::Tensor& angles) const {
    return {angles.cos() * attention_scaling_, angles.sin() * attention_scaling_};
}

RopeTables Rope::known(int64_t count) const {
    constexpr int64_t fewest = 1024;
    const std::lock_guard guard(mutex_);
    if (!known_.cos.defined() || known_.cos.size(0) < count) {
        const auto more = static_cast<int64_t>(std::bit_ceil(static_cast<uint64_t>(std::max(count, fewest))));
        known_ = of_angles(at::arange(more, at::kFloat).unsqueeze(1) * base_frequencies_);
    }
    return known_;
}

RopeTables Rope::tables(const at::Tensor& positions, const std::vector<int64_t>& starts) const {
    const at::NoGradGuard no_gradients;
    RopeTables out;
    if (geometry_.rope_scaling.type == "dynamic") {
        const at::Tensor places = positions.to(at::kCPU, at::kFloat).unsqueeze(1);
        std::vector<at::Tensor> parts;
        for (size_t segment = 0; segment + 1 < starts.size(); ++segment) {
            const at::Tensor part = places.narrow(0, starts[segment], starts[segment + 1] - starts[segment]);
            const auto length = static_cast<int64_t>(part.max().item<float>()) + 1;
            parts.push_back(part * inverse_frequencies(length));
        }
        out = of_angles(at::cat(parts));
    } else {
        const at::Tensor here = positions.to(at::kCPU, at::kLong).contiguous();
        const std::span places(here.const_data_ptr<int64_t>(), static_cast<size_t>(here.numel()));
        const RopeTables all =
            known(places.empty() ? 0 : *std::max_element(places.begin(), places.end()) + 1);
        const int64_t half = all.cos.size(1);
        out = {at::empty({here.numel(), half}), at::empty({here.numel(), half})};
        const auto gather = [&](const at::Tensor& from, const at::Tensor& to) {
            float* row = to.mutable_data_ptr<float>();
            for (const int64_t place : places)
                row = std::copy_n(from.const_data_ptr<float>() + place * half, half, row);
        };
        gather(all.cos, out.cos);
        gather(all.sin, out.sin);
    }
    return {out.cos.to(positions.device()), out.sin.to(positions.device())};
}

RopeTables rounded(const RopeTables& tables, at::ScalarType type) {
    return {tables.cos.to(type).to(at::kFloat), tables.sin.to(type).to(at::kFloat)};
}

at::Tensor apply_rope(const at::Tensor& x, const RopeTables& tables) {
    return ApplyRope::apply(x, tables.cos, tables.sin);
}

}  // namespace lora::engine
