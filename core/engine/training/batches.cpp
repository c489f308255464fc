// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/batches.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lora::engine {
namespace {

/// The order that pack_epoch gives to examples, without moving their tokens: each is replaced by its own number.
std::vector<size_t> epoch_order(size_t examples, const BatchPlan& plan, int64_t epoch) {
    std::vector<TokenizedExample> numbers(examples);
    for (size_t i = 0; i < examples; ++i) {
        numbers[i].ids = {static_cast<int32_t>(i)};
        numbers[i].loss_mask = {1};
        numbers[i].example = i;
        numbers[i].full_length = 1;
    }
    std::vector<size_t> order;
    order.reserve(examples);
    for (const auto& sequence : pack_epoch(numbers, 1, false, plan.shuffle, plan.seed, epoch)) {
        order.push_back(static_cast<size_t>(sequence.ids.front()));
    }
    return order;
}

/// Whether token `at` of a sequence is a label: masked, and not the first of its example.
template <class Visit>
void visit_labels(const PackedSequence& sequence, Visit visit) {
    for (size_t s = 0; s + 1 < sequence.starts.size(); ++s) {
        for (int64_t at = sequence.starts[s] + 1; at < sequence.starts[s + 1]; ++at) {
            if (sequence.loss_mask[static_cast<size_t>(at)]) visit(at);
        }
    }
}

}  // namespace

BatchPlan make_batch_plan(const RunSpec& spec, int64_t max_seq_length) {
    BatchPlan plan;
    plan.sequences_per_pass = spec.training.per_device_batch_size;
    plan.examples_per_step =
        int64_t{spec.training.per_device_batch_size} * int64_t{spec.training.gradient_accumulation_steps};
    plan.max_seq_length = max_seq_length;
    plan.packing = spec.data.packing;
    plan.shuffle = spec.data.shuffle;
    plan.seed = spec.training.seed;
    return plan;
}

int64_t steps_per_epoch(const BatchPlan& plan, size_t examples) {
    return (static_cast<int64_t>(examples) + plan.examples_per_step - 1) / plan.examples_per_step;
}

int64_t total_steps(const TrainingSpec& spec, const BatchPlan& plan, size_t examples) {
    if (spec.max_steps > 0) return spec.max_steps;
    const double steps = spec.num_train_epochs * static_cast<double>(steps_per_epoch(plan, examples));
    return std::max<int64_t>(1, static_cast<int64_t>(std::ceil(steps)));
}

int64_t largest_pass_tokens(const BatchPlan& plan, const std::vector<TokenizedExample>& examples) {
    std::vector<int64_t> lengths;
    for (const auto& example : examples) lengths.push_back(static_cast<int64_t>(example.ids.size()));
    std::sort(lengths.rbegin(), lengths.rend());
    const int64_t in_pass = plan.packing ? plan.examples_per_step : plan.sequences_per_pass;
    lengths.resize(std::min(lengths.size(), static_cast<size_t>(in_pass)));
    const int64_t tokens = std::accumulate(lengths.begin(), lengths.end(), int64_t{0});
    return std::min(tokens, plan.max_seq_length * plan.sequences_per_pass);
}

BatchSource::BatchSource(const std::vector<TokenizedExample>& examples, BatchPlan plan, DataPosition start)
    : examples_(examples), plan_(plan), position_(start) {
    load_order();
}

void BatchSource::load_order() { order_ = epoch_order(examples_.size(), plan_, position_.epoch); }

std::vector<Pass> BatchSource::next_step() {
    const auto size = static_cast<int64_t>(examples_.size());
    if (position_.cursor >= size) {
        position_ = {position_.epoch + 1, 0};
        load_order();
    }
    const int64_t end = std::min(size, position_.cursor + plan_.examples_per_step);
    std::vector<TokenizedExample> group;
    for (int64_t i = position_.cursor; i < end; ++i) group.push_back(examples_[order_[static_cast<size_t>(i)]]);
    position_.cursor = end;
    auto sequences = pack_epoch(group, plan_.max_seq_length, plan_.packing, false, plan_.seed, position_.epoch);
    return split_into_passes(std::move(sequences), plan_.sequences_per_pass);
}

double BatchSource::epochs_done() const {
    return static_cast<double>(position_.epoch) +
           static_cast<double>(position_.cursor) / static_cast<double>(std::max<size_t>(1, examples_.size()));
}

std::vector<Pass> split_into_passes(std::vector<PackedSequence> sequences, int64_t sequences_per_pass) {
    std::vector<Pass> passes;
    for (auto& sequence : sequences) {
        if (passes.empty() || static_cast<int64_t>(passes.back().size()) == sequences_per_pass) passes.emplace_back();
        passes.back().push_back(std::move(sequence));
    }
    return passes;
}

Collated collate(const Pass& pass, const AdapterMix& mix) {
    std::vector<int64_t> ids, positions, rows, labels;
    Collated out;
    for (const auto& sequence : pass) {
        const auto offset = static_cast<int64_t>(ids.size());
        ids.insert(ids.end(), sequence.ids.begin(), sequence.ids.end());
        positions.insert(positions.end(), sequence.positions.begin(), sequence.positions.end());
        for (size_t s = 0; s + 1 < sequence.starts.size(); ++s) out.batch.starts.push_back(offset + sequence.starts[s]);
        visit_labels(sequence, [&](int64_t at) {
            rows.push_back(offset + at - 1);
            labels.push_back(sequence.ids[static_cast<size_t>(at)]);
        });
    }
    out.tokens = static_cast<int64_t>(ids.size());
    out.supervised_tokens = static_cast<int64_t>(rows.size());
    out.batch.starts.push_back(out.tokens);
    out.batch.input_ids = at::tensor(ids, at::kLong);
    out.batch.positions = at::tensor(positions, at::kLong);
    if (!mix.empty()) out.batch.adapters = {mix};
    out.rows = at::tensor(rows, at::kLong);
    out.labels = at::tensor(labels, at::kLong);
    return out;
}

void Collated::move_to(at::Device device) {
    for (at::Tensor* one : {&batch.input_ids, &batch.positions, &rows, &labels}) *one = one->to(device);
}

int64_t supervised_tokens(const std::vector<Pass>& passes) {
    int64_t count = 0;
    for (const auto& pass : passes) {
        for (const auto& sequence : pass) visit_labels(sequence, [&](int64_t) { ++count; });
    }
    return count;
}

}  // namespace lora::engine
