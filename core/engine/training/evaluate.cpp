// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/evaluate.h"

#include <ATen/ATen.h>

#include <cmath>

#include "core/engine/evaluation/loss.h"

namespace lora::engine {

StepLoss forward_backward(CausalModel& model, const AdapterMix& mix, const std::vector<Pass>& passes,
                          RepeatedPass* repeated) {
    StepLoss out;
    out.supervised_tokens = supervised_tokens(passes);
    const double weight = 1.0 / static_cast<double>(std::max<int64_t>(1, out.supervised_tokens));
    for (const auto& pass : passes) {
        Collated collated = collate(pass, mix);
        out.tokens += collated.tokens;
        if (collated.supervised_tokens == 0) continue;
        if (repeated && repeated->takes(collated)) {
            repeated->run(collated, weight);
            continue;
        }
        collated.move_to(model.device());
        const auto hidden = model.hidden_states(collated.batch, true).index_select(0, collated.rows);
        const auto sum = cross_entropy_sum(model, hidden, collated.labels);
        (sum * weight).backward();
        out.loss += sum.item<double>() * weight;  // once the way back is queued: a GPU need not wait for it
        if (!std::isfinite(out.loss)) return out;
    }
    if (repeated) out.loss += repeated->take_loss();
    return out;
}

EvaluationResult evaluate(CausalModel& model, const AdapterMix& mix, const std::vector<TokenizedExample>& examples,
                          const BatchPlan& plan, const std::function<void(int64_t, int64_t)>& progress) {
    const at::NoGradGuard no_grad;
    const auto passes = split_into_passes(pack_epoch(examples, plan.max_seq_length, plan.packing, false, plan.seed, 0),
                                          plan.sequences_per_pass);
    EvaluationResult out;
    out.examples = static_cast<int64_t>(examples.size());
    double sum = 0;
    for (size_t i = 0; i < passes.size(); ++i) {
        Collated collated = collate(passes[i], mix);
        collated.move_to(model.device());
        out.tokens += collated.supervised_tokens;
        if (collated.supervised_tokens > 0) {
            const auto hidden = model.hidden_states(collated.batch, false).index_select(0, collated.rows);
            sum += cross_entropy_rows(model, hidden, collated.labels).sum(at::kDouble).item<double>();
        }
        if (progress) progress(static_cast<int64_t>(i + 1), static_cast<int64_t>(passes.size()));
    }
    out.loss = sum / static_cast<double>(std::max<int64_t>(1, out.tokens));
    out.perplexity = std::exp(out.loss);
    return out;
}

}  // namespace lora::engine
