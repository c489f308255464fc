// SPDX-License-Identifier: Apache-2.0
// Examples → token ids with a loss mask → packed sequences in a seeded order.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/contract/run_spec.h"
#include "core/data/dataset.h"
#include "core/text/tokenizer.h"

namespace lora {

struct TokenizedExample {
    std::vector<int32_t> ids;
    std::vector<uint8_t> loss_mask;  ///< as long as ids; 1: this token is a label
    size_t example = 0;              ///< index into Dataset::examples
    int64_t full_length = 0;         ///< tokens before truncation
    bool truncated() const { return full_length > static_cast<int64_t>(ids.size()); }
    /// Labels that a next-token loss uses: masked tokens after the first.
    int64_t supervised_tokens() const;
};

Result<TokenizedExample> tokenize_example(const Example& example, const Tokenizer& tokenizer,
                                          int64_t max_seq_length);

struct PreparedData {
    std::vector<TokenizedExample> train;
    std::vector<TokenizedExample> eval;
    int64_t truncated = 0;           ///< examples cut at max_seq_length
    std::vector<DataIssue> refused;  ///< examples without any loss token, with the reason; files are counted
                                     ///< through the paths and then the eval_paths
};

/// Reads, tokenises and splits. The hold-out is the round(eval_fraction × n) examples with the lowest hash of
/// `seed` and content (at least one of ten), so that adding a row moves at most one other between the parts.
/// Every example refused → error.
Result<PreparedData> prepare_data(const DataSpec& spec, uint64_t seed, const Tokenizer& tokenizer,
                                  const std::function<bool(uint64_t, uint64_t)>& progress = {});

/// Several examples laid end to end; attention never crosses from one to the next.
struct PackedSequence {
    std::vector<int32_t> ids;
    std::vector<int32_t> positions;  ///< restart at 0 with every example
    std::vector<uint8_t> loss_mask;  ///< 0 at every example's first token
    std::vector<int64_t> starts;     ///< offsets of the examples within, and the total length last
};

/// Sequences for one epoch: order shuffled by (seed, epoch) if `shuffle`; with `packing` filled up to
/// max_seq_length by first fit over a window, else one example each. The same arguments give the same
/// sequences on every machine.
std::vector<PackedSequence> pack_epoch(const std::vector<TokenizedExample>& examples, int64_t max_seq_length,
                                       bool packing, bool shuffle, uint64_t seed, int64_t epoch);

}  // namespace lora
