// SPDX-License-Identifier: Apache-2.0
// Random numbers by position: the nth number of a seed is a function of both, so that equal seeds give equal streams
// on every machine and in any order of evaluation.
#pragma once

#include <cstdint>

namespace lora::engine {

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014) over the nth state of the stream that `seed` starts.
constexpr uint64_t random_bits(uint64_t seed, uint64_t n) {
    constexpr uint64_t golden_gamma = 0x9e3779b97f4a7c15u;
    // The seed is mixed first: neighbouring seeds must not give shifted copies of one stream.
    auto mix = [](uint64_t z) {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    };
    return mix(mix(seed + golden_gamma) + (n + 1) * golden_gamma);
}

/// Uniform in [0, 1), 53 bits.
constexpr double random_uniform(uint64_t seed, uint64_t n) {
    return static_cast<double>(random_bits(seed, n) >> 11) * 0x1.0p-53;
}

}  // namespace lora::engine
