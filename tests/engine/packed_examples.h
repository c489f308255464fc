// SPDX-License-Identifier: Apache-2.0
// Training passes over a tiny model, for tests that learn.
#pragma once

#include "core/engine/training/batches.h"
#include "tests/engine/tiny_model.h"

namespace lora::test {

/// Examples laid end to end, whose first third carries no loss.
inline engine::Pass pass_of(const ModelGeometry& geometry, const std::vector<int>& lengths, int seed) {
    PackedSequence sequence;
    for (const int length : lengths) {
        sequence.starts.push_back(static_cast<int64_t>(sequence.ids.size()));
        const auto ids = some_ids(geometry, length, seed += 13);
        sequence.ids.insert(sequence.ids.end(), ids.begin(), ids.end());
        for (int t = 0; t < length; ++t) {
            sequence.positions.push_back(t);
            sequence.loss_mask.push_back(t >= length / 3);
        }
    }
    sequence.starts.push_back(static_cast<int64_t>(sequence.ids.size()));
    return {sequence};
}

}  // namespace lora::test
