// SPDX-License-Identifier: Apache-2.0
#include "core/engine/adapters/adapter_run.h"

namespace lora::engine {

std::vector<AdapterRun> adapter_runs(const std::vector<int64_t>& starts,
                                     const std::vector<AdapterMix>& adapters) {
    const int64_t tokens = starts.back();
    if (adapters.empty()) return {{0, tokens, nullptr}};
    if (adapters.size() == 1) return {{0, tokens, &adapters.front()}};
    std::vector<AdapterRun> runs;
    for (size_t segment = 0; segment + 1 < starts.size(); ++segment) {
        runs.push_back({starts[segment], starts[segment + 1] - starts[segment], &adapters[segment]});
    }
    return runs;
}

}  // namespace lora::engine
