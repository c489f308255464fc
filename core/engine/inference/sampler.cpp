// SPDX-License-Identifier: Apache-2.0
#include "core/engine/inference/sampler.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/engine/counter_random.h"
#include "core/engine/models/device_kernels.h"
#include "kernels/include/row_ops.h"

namespace lora::engine {
namespace {

at::Tensor as_tensor(std::span<const float> logits) {
    return at::from_blob(const_cast<float*>(logits.data()),  // only read
                         {static_cast<int64_t>(logits.size())}, at::kFloat);
}

/// The first of the greatest; of nothing but NaN the first.
int32_t largest(std::span<const float> logits) {
    const int64_t found = kernels::greatest_of_row(logits.data(), static_cast<int64_t>(logits.size()));
    return static_cast<int32_t>(std::max<int64_t>(found, 0));
}

/// exp((logit - top) / temperature) of every logit, by as many threads and lanes as there are.
at::Tensor weights_of(std::span<const float> logits, double top, double temperature) {
    return as_tensor(logits).to(at::kDouble).sub_(top).div_(temperature).exp_();
}

/// Tokens by falling probability, equal ones by number, found as they are asked for: those that are not rare
/// first, since a nucleus is mostly a handful among tens of thousands; the others in growing portions.
class Ranking {
  public:
    Ranking(std::span<const float> logits, std::span<const double> weights)
        : logits_(logits), weights_(weights) {
        take([](double weight) { return weight > rare; });
        ranked_ = order_.size();
        rank(0, ranked_);
    }
    int32_t at(size_t place) {
        while (place >= ranked_) {
            if (order_.size() < weights_.size()) take([](double weight) { return !(weight > rare); });
            const size_t end = std::min(order_.size(), std::max<size_t>(64, 8 * ranked_));
            rank(ranked_, end);
            ranked_ = end;
        }
        return order_[place];
    }

  private:
    static constexpr double rare = 1e-4;  ///< of the likeliest one's weight
    template <class Which>
    void take(const Which& which) {
        for (size_t id = 0; id < weights_.size(); ++id)
            if (which(weights_[id])) order_.push_back(static_cast<int32_t>(id));
    }
    void rank(size_t first, size_t end) {
        const auto before = [&](int32_t left, int32_t right) {
            const float a = logits_[static_cast<size_t>(left)], b = logits_[static_cast<size_t>(right)];
            return a != b ? a > b : left < right;
        };
        const auto place = [&](size_t i) { return order_.begin() + static_cast<std::ptrdiff_t>(i); };
        if (first == 0)  // no other comes before one of these
            std::sort(place(0), place(end), before);
        else
            std::partial_sort(place(first), place(end), order_.end(), before);
    }

    std::span<const float> logits_;
    std::span<const double> weights_;
    std::vector<int32_t> order_;
    size_t ranked_ = 0;
};

/// One of the most likely tokens, top-k of them and of those as few as hold top_p of their probability.
int32_t drawn(std::span<const float> logits, const SamplingOptions& options, uint64_t step) {
    const double top = logits[static_cast<size_t>(largest(logits))];
    const at::Tensor all = weights_of(logits, top, options.temperature);
    const std::span weights(all.const_data_ptr<double>(), logits.size());
    Ranking ranking(logits, weights);
    const auto weight = [&](size_t place) { return weights[static_cast<size_t>(ranking.at(place))]; };
    size_t count =
        options.top_k > 0 ? std::min(static_cast<size_t>(options.top_k), logits.size()) : logits.size();
    double total = 0;
    if (count < logits.size()) {
        for (size_t i = 0; i < count; ++i)
            total += weight(i);
    } else {
        total = all.sum().item<double>();
    }
    if (options.top_p < 1) {
        double held = 0;
        for (size_t i = 0; i < count; ++i) {
            held += weight(i);
            if (held >= options.top_p * total) {
                count = i + 1;
                total = held;
                break;
            }
        }
    }
    double left = random_uniform(options.seed, step) * total;
    for (size_t i = 0; i < count; ++i) {
        left -= weight(i);
        if (left < 0) return ranking.at(i);
    }
    return ranking.at(count - 1);  // rounding may leave a rest behind the last one
}

/// What logits become log-probabilities by.
struct Normaliser {
    double top, log_sum;
    explicit Normaliser(std::span<const float> logits)
        : top(logits[static_cast<size_t>(largest(logits))]),
          log_sum(std::log(weights_of(logits, top, 1).sum().item<double>())) {}
    double log_probability(float logit) const { return logit - top - log_sum; }
};

int32_t chosen(std::span<const float> logits, const SamplingOptions& options, uint64_t step) {
    return options.temperature > 0 ? drawn(logits, options, step) : largest(logits);
}

}  // namespace

SampledToken sample_token(std::span<const float> logits, const SamplingOptions& options, uint64_t step) {
    SampledToken token{chosen(logits, options, step), 0, 0};
    if (options.logprobs)
        token.logprob = Normaliser(logits).log_probability(logits[static_cast<size_t>(token.id)]);
    return token;
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
    std::vector<std::optional<Normaliser>> normalisers(static_cast<size_t>(here.size(0)));
    const auto log_probability = [&](int64_t row, int32_t id) {
        std::optional<Normaliser>& normaliser = normalisers[static_cast<size_t>(row)];
        if (!normaliser) normaliser.emplace(row_of(row));
        return normaliser->log_probability(row_of(row)[static_cast<size_t>(id)]);
    };
    std::vector<SampledToken> tokens;
    for (int64_t row = 0; row < rows; ++row) {
        SampledToken token{chosen(row_of(row), options, step), 0, 0};
        if (options.logprobs) {
            token.logprob = log_probability(row, token.id);
            token.base_logprob = log_probability(judges[static_cast<size_t>(row)], token.id);
        }
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
