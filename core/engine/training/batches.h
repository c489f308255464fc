// SPDX-License-Identifier: Apache-2.0
// Which examples make up an optimiser step, and how they lie in a forward pass.
//
// A step takes per_device_batch_size × gradient_accumulation_steps examples of the epoch's order (fewer at the end of
// an epoch), whether they are packed or not: packing changes how fast a step is, not what it learns or how many steps
// an epoch has. Within a step the examples are packed into sequences of up to max_seq_length tokens, and a forward
// pass takes per_device_batch_size of these, laid end to end without padding.
#pragma once

#include <cstdint>
#include <vector>

#include "core/contract/run_spec.h"
#include "core/data/prepare.h"
#include "core/engine/models/model.h"

namespace lora::engine {

struct BatchPlan {
    int64_t examples_per_step = 16;
    int64_t sequences_per_pass = 4;
    int64_t max_seq_length = 1024;
    bool packing = true, shuffle = true;
    uint64_t seed = 42;
};
BatchPlan make_batch_plan(const RunSpec& spec, int64_t max_seq_length);

int64_t steps_per_epoch(const BatchPlan& plan, size_t examples);
/// max_steps where given, else the epochs' steps, at least 1.
int64_t total_steps(const TrainingSpec& spec, const BatchPlan& plan, size_t examples);
/// Tokens of the largest forward pass that can come.
int64_t largest_pass_tokens(const BatchPlan& plan, const std::vector<TokenizedExample>& examples);

/// Where in the data a run stands; a checkpoint keeps it.
struct DataPosition {
    int64_t epoch = 0;
    int64_t cursor = 0;  ///< examples of this epoch already used
};

/// One forward pass: segments laid end to end.
using Pass = std::vector<PackedSequence>;

class BatchSource {
  public:
    /// `examples` must outlive this object.
    BatchSource(const std::vector<TokenizedExample>& examples, BatchPlan plan, DataPosition start);
    /// Forward passes of the next step; the position moves behind it.
    std::vector<Pass> next_step();
    const DataPosition& position() const { return position_; }
    /// Epochs done, with the part of the present one.
    double epochs_done() const;

  private:
    void load_order();
    const std::vector<TokenizedExample>& examples_;
    BatchPlan plan_;
    DataPosition position_;
    std::vector<size_t> order_;  ///< of position_.epoch
};

/// Sequences → passes of at most `sequences_per_pass`.
std::vector<Pass> split_into_passes(std::vector<PackedSequence> sequences, int64_t sequences_per_pass);

/// A pass as tensors, with the rows of hidden states that carry loss and what they should say.
struct Collated {
    PackedBatch batch;
    at::Tensor rows;    ///< [supervised] int64
    at::Tensor labels;  ///< [supervised] int64
    int64_t tokens = 0;
    int64_t supervised_tokens = 0;
    void move_to(at::Device device);
};
/// On the processor.
Collated collate(const Pass& pass, const AdapterMix& mix);

/// Tokens that carry loss, over all passes.
int64_t supervised_tokens(const std::vector<Pass>& passes);

}  // namespace lora::engine
