// SPDX-License-Identifier: Apache-2.0
// Seeded orders that are the same with every compiler and standard library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace lora {

/// SplitMix64's finaliser: every bit of the result depends on every bit of the argument.
constexpr uint64_t mix_bits(uint64_t x) {
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

/// SplitMix64 (Steele, Lea, Flood 2014).
class RandomOrder {
  public:
    explicit RandomOrder(uint64_t seed) : state_(seed) {}
    uint64_t next() {
        const uint64_t out = mix_bits(state_);
        state_ += 0x9E3779B97F4A7C15u;
        return out;
    }
    /// A whole number below `bound` (above 0), each equally likely.
    uint64_t below(uint64_t bound) {
        const uint64_t least =
            (~bound + 1) % bound;  // 2^64 mod bound: lower draws would favour small numbers
        uint64_t draw = next();
        while (draw < least)
            draw = next();
        return draw % bound;
    }
    /// Fisher–Yates.
    template <class T>
    void shuffle(std::vector<T>& items) {
        for (size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[below(i)]);
    }

  private:
    uint64_t state_;
};

}  // namespace lora
