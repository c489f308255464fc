// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/adamw.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/engine/models/device_kernels.h"
#include "core/engine/phase_clock.h"

namespace lora::engine {

namespace {

/// A step's numbers, rounded to float32 as LibTorch rounds an operation's scalars.
struct StepScalars {
    float decay, first_weight, beta2, second_weight, second_correction, epsilon, rate;
};

/// The step in one pass over memory: the same operations on each element as the tensors' below, in the same
/// order.
void step_elements(const StepScalars& s, int64_t elements, float* values, const float* gradient, float* first,
                   float* second) {
    constexpr int64_t grain = 1 << 14;
    at::parallel_for(0, elements, grain, [&](int64_t begin, int64_t end) {
#pragma omp simd
        for (int64_t i = begin; i < end; ++i) {
            const float g = gradient[i];
            first[i] += s.first_weight * (g - first[i]);
            second[i] = second[i] * s.beta2 + s.second_weight * g * g;
            const float denominator = std::sqrt(second[i]) / s.second_correction + s.epsilon;
            values[i] = values[i] * s.decay + s.rate * (first[i] / denominator);
        }
    });
}

/// In float64, without a copy in it as LibTorch would make; the same for every number of threads.
double norm_of(const float* values, int64_t elements) {
    constexpr int64_t part = 1 << 16, lanes = 16;
    std::vector<double> squares(static_cast<size_t>((elements + part - 1) / part));
    at::parallel_for(0, static_cast<int64_t>(squares.size()), 1, [&](int64_t begin, int64_t end) {
        for (int64_t p = begin; p < end; ++p) {
            const int64_t stop = std::min(elements, (p + 1) * part);
            double sums[lanes] = {};
            int64_t i = p * part;
            for (; i + lanes <= stop; i += lanes)
#pragma omp simd
                for (int64_t lane = 0; lane < lanes; ++lane)
                    sums[lane] += double(values[i + lane]) * double(values[i + lane]);
            for (; i < stop; ++i) sums[0] += double(values[i]) * double(values[i]);
            squares[static_cast<size_t>(p)] = std::accumulate(sums, sums + lanes, 0.0);
        }
    });
    return std::sqrt(std::accumulate(squares.begin(), squares.end(), 0.0));
}

}  // namespace

FlatParameters::FlatParameters(const std::vector<at::Tensor>& parameters) {
    constexpr int64_t boundary = 64 / sizeof(float);
    const auto padded = [](const at::Tensor& t) { return (t.numel() + boundary - 1) / boundary * boundary; };
    int64_t elements = 0;
    for (const auto& parameter : parameters) elements += padded(parameter);
    const at::NoGradGuard no_grad;
    const auto options = parameters.empty() ? at::TensorOptions(at::kFloat) : parameters.front().options().requires_grad(false);
    values_ = at::zeros({elements}, options);
    gradient_ = at::zeros({elements}, options);
    int64_t offset = 0;
    for (const auto& parameter : parameters) {
        const auto view_of = [&](const at::Tensor& flat) {
            return flat.narrow(0, offset, parameter.numel()).view(parameter.sizes());
        };
        view_of(values_).copy_(parameter);
        parameter.set_data(view_of(values_));
        parameter.mutable_grad() = view_of(gradient_);
        offset += padded(parameter);
    }
}

void FlatParameters::zero_gradient() {
    const InPhase in_phase(Phase::optimiser);
    const at::NoGradGuard no_grad;
    gradient_.zero_();
}

double clip_gradient(at::Tensor& gradient, double max_norm) {
    const InPhase in_phase(Phase::optimiser);
    const at::NoGradGuard no_grad;
    const double norm = gradient.is_cpu() && gradient.scalar_type() == at::kFloat && gradient.is_contiguous()
                            ? norm_of(gradient.const_data_ptr<float>(), gradient.numel())
                            : at::linalg_vector_norm(gradient, 2, std::nullopt, false, at::kDouble).item<double>();
    const double scale = max_norm / (norm + 1e-6);
    if (max_norm > 0 && scale < 1) gradient.mul_(scale);
    return norm;
}

AdamW::AdamW(const at::Tensor& values, AdamWOptions options)
    : options_(options), first_moment_(at::zeros_like(values)), second_moment_(at::zeros_like(values)) {}

void AdamW::step(at::Tensor& values, const at::Tensor& gradient, double learning_rate) {
    const InPhase in_phase(Phase::optimiser);
    const at::NoGradGuard no_grad;
    ++steps_;
    const auto count = static_cast<double>(steps_);
    const double first_correction = 1 - std::pow(options_.beta1, count);
    const double second_correction = std::sqrt(1 - std::pow(options_.beta2, count));
    if (values.is_cpu() && !device_kernels(DeviceOperation::adamw, values)) {
        const auto f = [](double value) { return static_cast<float>(value); };
        step_elements({f(1 - learning_rate * options_.weight_decay), f(1 - options_.beta1), f(options_.beta2),
                       f(1 - options_.beta2), f(second_correction), f(options_.epsilon),
                       f(-learning_rate / first_correction)},
                      values.numel(), values.mutable_data_ptr<float>(), gradient.const_data_ptr<float>(),
                      first_moment_.mutable_data_ptr<float>(), second_moment_.mutable_data_ptr<float>());
        return;
    }
    if (const auto* own = device_kernels(DeviceOperation::adamw, values)) {
        const kernels::CudaAdamW numbers{learning_rate,
                                         options_.beta1,
                                         options_.beta2,
                                         options_.epsilon,
                                         options_.weight_decay,
                                         first_correction,
                                         second_correction};
        check_launch(own->adamw(values.mutable_data_ptr<float>(), gradient.const_data_ptr<float>(),
                                first_moment_.mutable_data_ptr<float>(), second_moment_.mutable_data_ptr<float>(),
                                values.numel(), &numbers, device_stream_of(values)));
        return;
    }
    if (options_.weight_decay != 0) values.mul_(1 - learning_rate * options_.weight_decay);
    first_moment_.lerp_(gradient, 1 - options_.beta1);
    second_moment_.mul_(options_.beta2).addcmul_(gradient, gradient, 1 - options_.beta2);
    const auto denominator = (second_moment_.sqrt() / second_correction).add_(options_.epsilon);
    values.addcdiv_(first_moment_, denominator, -learning_rate / first_correction);
}

void AdamW::restore(const at::Tensor& first_moment, const at::Tensor& second_moment, int64_t steps) {
    const at::NoGradGuard no_grad;
    first_moment_.copy_(first_moment);
    second_moment_.copy_(second_moment);
    steps_ = steps;
}

}  // namespace lora::engine
