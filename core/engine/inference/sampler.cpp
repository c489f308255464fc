// SPDX-License-Identifier: Apache-2.0
#include "core/engine/inference/sampler.h"

#include <cmath>
#include <numeric>

#include "core/engine/counter_random.h"
#include "core/engine/models/device_kernels.h"

namespace lora::engine {
namespace {

int32_t largest(std::span<const float> logits) {
    return static_cast<int32_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

/// The most likely tokens in falling order: top-k, then as few as hold top_p of their probability. Sorted in
/// growing portions, since a nucleus is mostly a handful among tens of thousands.
std::vector<int32_t> nucleus(std::span<const float> logits, const std::vector<double>& weights,
                             const SamplingOptions& options) {
    const size_t limit =
        options.top_k > 0 ? std::min(static_cast<size_t>(options.top_k), logits.size()) : logits.size();
    std::vector<int32_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    const auto before = [&](int32_t left, int32_t right) {
        const float a = logits[static_cast<size_t>(left)], b = logits[static_cast<size_t>(right)];
        return a != b ? a > b : left < right;
    };
    const auto sort_up_to = [&](size_t first, size_t end) {
        std::partial_sort(order.begin() + static_cast<std::ptrdiff_t>(first),
                          order.begin() + static_cast<std::ptrdiff_t>(end), order.end(), before);
    };
    double total = 0;
    size_t sorted = 0;
    if (limit < logits.size()) {
        sort_up_to(0, limit);
        sorted = limit;
        for (size_t i = 0; i < limit; ++i)
            total += weights[static_cast<size_t>(order[i])];
    } else {
        total = std::accumulate(weights.begin(), weights.end(), 0.0);
    }
    double held = 0;
    for (size_t i = 0; i < limit; ++i) {
        if (i == sorted) {
            const size_t end = std::min(limit, std::max<size_t>(64, 8 * sorted));
            sort_up_to(sorted, end);
            sorted = end;
        }
        held += weights[static_cast<size_t>(order[i])];
        if (held >= options.top_p * total) {
            order.resize(i + 1);
            return order;
        }
    }
    order.resize(limit);
    return order;
}

}  // namespace

SampledToken sample_token(std::span<const float> logits, const SamplingOptions& options, uint64_t step) {
    SampledToken token{largest(logits), 0, 0};
    const double top = logits[static_cast<size_t>(token.id)];
    if (options.temperature > 0) {
        std::vector<double> weights(logits.size());
        for (size_t i = 0; i < logits.size(); ++i)
            weights[i] = std::exp((logits[i] - top) / options.temperature);
        const std::vector<int32_t> candidates = nucleus(logits, weights, options);
        double total = 0;
        for (const int32_t id : candidates)
            total += weights[static_cast<size_t>(id)];
        double left = random_uniform(options.seed, step) * total;
        token.id = candidates.back();  // rounding may leave a rest behind the last one
        for (const int32_t id : candidates) {
            left -= weights[static_cast<size_t>(id)];
            if (left < 0) {
                token.id = id;
                break;
            }
        }
    }
    if (options.logprobs) token.logprob = log_probability(logits, token.id);
    return token;
}

double log_probability(std::span<const float> logits, int32_t id) {
    const double top = logits[static_cast<size_t>(largest(logits))];
    double sum = 0;
    for (const float logit : logits)
        sum += std::exp(static_cast<double>(logit) - top);
    return logits[static_cast<size_t>(id)] - top - std::log(sum);
}

std::vector<SampledToken> sample_rows(const at::Tensor& logits, const std::vector<int64_t>& judges,
                                      const SamplingOptions& options, uint64_t step) {
    const auto rows = static_cast<int64_t>(judges.size());
    if (device_kernels(DeviceOperation::sample, logits)) {
        const at::Tensor uniforms =
            at::full({rows}, random_uniform(options.seed, step), logits.options().dtype(at::kDouble));
        return sampled_tokens(
            sample_on_device(logits, at::tensor(judges, at::kLong).to(logits.device()), uniforms, options));
    }
    const at::Tensor here = logits.to(at::kCPU).contiguous();
    const auto width = static_cast<size_t>(here.size(1));
    const auto row_of = [&](int64_t row) {
        return std::span(here.const_data_ptr<float>() + static_cast<size_t>(row) * width, width);
    };
    std::vector<SampledToken> tokens;
    for (int64_t row = 0; row < rows; ++row) {
        const int64_t judge = judges[static_cast<size_t>(row)];
        SampledToken token = sample_token(row_of(row), options, step);
        token.base_logprob = judge == row ? token.logprob : log_probability(row_of(judge), token.id);
        tokens.push_back(token);
    }
    return tokens;
}

at::Tensor sample_on_device(const at::Tensor& logits, const at::Tensor& judges, const at::Tensor& uniforms,
                            const SamplingOptions& options) {
    const auto* own = device_kernels(DeviceOperation::sample, logits);
    TORCH_CHECK(own, "this device does not sample");
    const int64_t rows = judges.size(0);
    const at::Tensor all = logits.contiguous();
    at::Tensor ids = at::empty({rows}, all.options().dtype(at::kLong));
    const kernels::CudaSampling sampling{options.temperature, options.top_p, options.top_k};
    check_launch(own->sample(device_type_of(all), all.const_data_ptr(), rows, all.size(1), &sampling,
                             uniforms.const_data_ptr<double>(), ids.mutable_data_ptr<int64_t>(),
                             device_stream_of(all)));
    at::Tensor sampled = at::zeros({rows, 3}, all.options().dtype(at::kDouble));
    sampled.select(1, 0).copy_(ids);
    if (!options.logprobs) return sampled;
    const at::Tensor logprobs = at::log_softmax(all, 1, at::kDouble), column = ids.unsqueeze(1);
    sampled.narrow(1, 1, 1).copy_(logprobs.narrow(0, 0, rows).gather(1, column));
    sampled.narrow(1, 2, 1).copy_(logprobs.index_select(0, judges).gather(1, column));
    return sampled;
}

std::vector<SampledToken> sampled_tokens(const at::Tensor& sampled) {
    const at::Tensor here = sampled.to(at::kCPU).contiguous();
    std::vector<SampledToken> tokens;
    for (int64_t row = 0; row < here.size(0); ++row) {
        const double* of = here.const_data_ptr<double>() + row * 3;
        tokens.push_back({static_cast<int32_t>(of[0]), of[1], of[2]});
    }
    return tokens;
}

}  // namespace lora::engine
