// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <deque>
#include <numeric>

#include "core/data/prepare.h"
#include "core/data/random_order.h"

namespace lora {
namespace {

/// Sequences that are open for more examples at a time. More fill better and mix worse.
constexpr size_t open_sequences = 32;

void append(PackedSequence& sequence, const TokenizedExample& example) {
    if (sequence.starts.empty()) sequence.starts.push_back(0);
    const size_t begin = sequence.ids.size();
    sequence.ids.insert(sequence.ids.end(), example.ids.begin(), example.ids.end());
    sequence.loss_mask.insert(sequence.loss_mask.end(), example.loss_mask.begin(), example.loss_mask.end());
    for (size_t i = 0; i < example.ids.size(); ++i)
        sequence.positions.push_back(static_cast<int32_t>(i));
    // Nothing of this example comes before its first token, so nothing predicts it.
    sequence.loss_mask[begin] = 0;
    sequence.starts.push_back(static_cast<int64_t>(sequence.ids.size()));
}

}  // namespace

std::vector<PackedSequence> pack_epoch(const std::vector<TokenizedExample>& examples, int64_t max_seq_length,
                                       bool packing, bool shuffle, uint64_t seed, int64_t epoch) {
    std::vector<size_t> order(examples.size());
    std::iota(order.begin(), order.end(), size_t(0));
    if (shuffle) RandomOrder(mix_bits(seed) ^ mix_bits(~static_cast<uint64_t>(epoch))).shuffle(order);

    std::vector<PackedSequence> done;
    std::deque<PackedSequence> open;
    for (const size_t index : order) {
        const TokenizedExample& example = examples[index];
        if (example.ids.empty()) continue;
        const auto length = static_cast<int64_t>(example.ids.size());
        auto room = open.end();
        if (packing) {
            room = std::find_if(open.begin(), open.end(), [&](const PackedSequence& s) {
                return s.starts.back() + length <= max_seq_length;
            });
        }
        if (room == open.end()) {
            open.emplace_back();
            room = open.end() - 1;
        }
        append(*room, example);
        if (!packing || room->starts.back() >= max_seq_length) {
            done.push_back(std::move(*room));
            open.erase(room);
        } else if (open.size() > open_sequences) {
            done.push_back(std::move(open.front()));
            open.pop_front();
        }
    }
    std::move(open.begin(), open.end(), std::back_inserter(done));
    return done;
}

}  // namespace lora
