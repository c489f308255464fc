// SPDX-License-Identifier: Apache-2.0
// Numbers to compute with, for tests of kernels.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace lora::test {

inline std::vector<float> normal_values(int64_t count, std::mt19937_64& random, float scale = 1) {
    std::normal_distribution<float> normal(0, scale);
    std::vector<float> values(static_cast<size_t>(count));
    for (float& value : values)
        value = normal(random);
    return values;
}

}  // namespace lora::test
