// SPDX-License-Identifier: Apache-2.0
#include "core/engine/inference/sampler.h"

#include <cmath>
#include <numeric>

#include "core/engine/counter_random.h"

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
    SampledToken token{largest(logits), 0};
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

}  // namespace lora::engine
