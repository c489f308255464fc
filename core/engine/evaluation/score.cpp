// SPDX-License-Identifier: Apache-2.0
#include "core/engine/evaluation/score.h"

#include <cmath>

#include "core/engine/evaluation/loss.h"
#include "core/engine/torch_errors.h"

namespace lora::engine {
namespace {

/// Tokens run together: enough to keep the processor busy, few enough to stay small.
constexpr int64_t batch_tokens = 2048;

Status check_ids(const CausalModel& model, const std::vector<int32_t>& ids) {
    const ModelGeometry& geometry = model.geometry();
    if (ids.empty()) return bad_input("There are no tokens to score");
    if (static_cast<int64_t>(ids.size()) > geometry.context_length) {
        return bad_input("The sequence has " + std::to_string(ids.size()) +
                             " tokens and the model's context holds " +
                             std::to_string(geometry.context_length),
                         {}, "Shorten it");
    }
    for (const int32_t id : ids) {
        if (id < 0 || id >= geometry.vocab_size) {
            return bad_input("Token id " + std::to_string(id) + " lies outside the model's vocabulary",
                             "the vocabulary has " + std::to_string(geometry.vocab_size) + " tokens");
        }
    }
    return {};
}

/// Lays examples [first, end) out and adds up the losses of their labels.
void score_batch(CausalModel& model, const AdapterMix& mix, const std::vector<TokenizedExample>& examples,
                 size_t first, size_t end, std::vector<ExampleScore>& scores) {
    PackedBatch batch;
    std::vector<int64_t> ids, positions, rows, labels;
    std::vector<size_t> owners;
    for (size_t e = first; e < end; ++e) {
        const TokenizedExample& example = examples[e];
        const auto start = static_cast<int64_t>(ids.size());
        batch.starts.push_back(start);
        for (size_t i = 0; i < example.ids.size(); ++i) {
            ids.push_back(example.ids[i]);
            positions.push_back(static_cast<int64_t>(i));
            if (i == 0 || !example.loss_mask[i]) continue;
            rows.push_back(start + static_cast<int64_t>(i) - 1);
            labels.push_back(example.ids[i]);
            owners.push_back(e);
        }
    }
    if (rows.empty()) return;
    batch.starts.push_back(static_cast<int64_t>(ids.size()));
    batch.input_ids = at::tensor(ids, at::kLong);
    batch.positions = at::tensor(positions, at::kLong);
    batch.adapters = {mix};
    const at::Tensor hidden = model.hidden_states(batch, false);
    const at::Tensor chosen = hidden.index_select(0, at::tensor(rows, at::kLong).to(hidden.device()));
    const at::Tensor losses =
        cross_entropy_rows(model, chosen, at::tensor(labels, at::kLong)).to(at::kCPU);
    for (size_t i = 0; i < owners.size(); ++i) {
        scores[owners[i]].loss_sum += static_cast<double>(losses.const_data_ptr<float>()[i]);
        ++scores[owners[i]].tokens;
    }
}

}  // namespace

double perplexity(double loss) {
    return std::exp(loss);
}

Result<std::vector<ExampleScore>> score_examples(CausalModel& model, const AdapterMix& mix,
                                                 const std::vector<TokenizedExample>& examples,
                                                 const std::function<bool(int64_t, int64_t)>& progress) {
    for (const TokenizedExample& example : examples) {
        if (const Status status = check_ids(model, example.ids); !status) return status.error();
    }
    return guard_torch("scoring", [&]() -> Result<std::vector<ExampleScore>> {
        const at::NoGradGuard no_gradients;
        std::vector<ExampleScore> scores(examples.size());
        for (size_t first = 0; first < examples.size();) {
            size_t end = first;
            int64_t tokens = 0;
            while (
                end < examples.size() &&
                (end == first || tokens + static_cast<int64_t>(examples[end].ids.size()) <= batch_tokens)) {
                tokens += static_cast<int64_t>(examples[end++].ids.size());
            }
            score_batch(model, mix, examples, first, end, scores);
            first = end;
            if (progress && !progress(static_cast<int64_t>(end), static_cast<int64_t>(examples.size()))) {
                return Error{ErrorCode::interrupted, "Scoring was cancelled", {}, {}};
            }
        }
        return scores;
    });
}

Result<at::Tensor> sequence_logits(CausalModel& model, const AdapterMix& mix,
                                   const std::vector<int32_t>& ids) {
    if (const Status status = check_ids(model, ids); !status) return status.error();
    return guard_torch("scoring", [&]() -> Result<at::Tensor> {
        const at::NoGradGuard no_gradients;
        const auto length = static_cast<int64_t>(ids.size());
        PackedBatch batch;
        batch.input_ids = at::tensor(std::vector<int64_t>(ids.begin(), ids.end()), at::kLong);
        batch.positions = at::arange(length, at::kLong);
        batch.starts = {0, length};
        batch.adapters = {mix};
        return model.logits(model.hidden_states(batch, false)).to(at::kCPU).contiguous();
    });
}

}  // namespace lora::engine
