// SPDX-License-Identifier: Apache-2.0
// The part of CUDA's language that our kernels use, for a C++ compiler. Types, and what the toolkit's headers
// compute on a processor as well, come from there. A function that is missing here does not compile: it is
// added with its meaning in the CUDA C++ Programming Guide.
#pragma once

#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_runtime_api.h>
#include <vector_functions.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "kernels/cuda/emulator/execution.h"

#undef __shared__
#undef __constant__
#undef __launch_bounds__
#define __shared__ static  // blocks run one after the other
#define __constant__ static
#define __launch_bounds__(...)

extern dim3 gridDim, blockDim;
extern uint3 blockIdx, threadIdx;

using std::isnan;
using std::max;
using std::min;

namespace lora::kernels::cuda::emulator {

/// value of lane `from` of the warp.
template <class Value>
Value exchanged(unsigned mask, Value value, unsigned from, Place place) {
    static_assert(sizeof(Value) <= sizeof(unsigned long long));
    unsigned long long bits = 0;
    std::memcpy(&bits, &value, sizeof value);
    bits = meet_warp(mask, bits, place)[from];
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

/// PTX's mma.m16n8k16 of bfloat16 in float32, the factors as PTX lays them among a warp's lanes.
inline void multiply_tile(const uint4& w, const uint2& x, float (&sums)[4],
                          const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    // Of outputs 0 to 7, of 8 to 15, and of x: columns 0 to 7 low, 8 to 15 high.
    unsigned long long factors[3][warp_lanes];
    const unsigned words[3][2] = {{w.x, w.z}, {w.y, w.w}, {x.x, x.y}};
    for (int i = 0; i < 3; ++i) {
        const auto* all = meet_warp(0xffffffffU, words[i][0] | uint64_t{words[i][1]} << 32, {file, line});
        std::copy_n(all, warp_lanes, factors[i]);
    }
    const unsigned lane = threadIdx.x % warp_lanes;
    const auto value = [&](int i, unsigned row, unsigned column) {
        const uint64_t pair = factors[i][row * 4 + column % 8 / 2] >> (column / 8 * 32);
        return std::bit_cast<float>(static_cast<uint32_t>(pair >> (column % 2 * 16)) << 16);
    };
    for (unsigned s = 0; s < 4; ++s) {
        for (unsigned column = 0; column < 16; ++column)
            sums[s] += value(s < 2 ? 0 : 1, lane / 4, column) * value(2, lane % 4 * 2 + s % 2, column);
    }
}

}  // namespace lora::kernels::cuda::emulator

inline void __syncthreads(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    lora::kernels::cuda::emulator::meet_block(false, {file, line});
}

inline int __syncthreads_count(bool counted, const char* file = __builtin_FILE(),
                               int line = __builtin_LINE()) {
    return lora::kernels::cuda::emulator::meet_block(counted, {file, line});
}

template <class Value>
Value __shfl_xor_sync(unsigned mask, Value value, int step, const char* file = __builtin_FILE(),
                      int line = __builtin_LINE()) {
    const unsigned from = (threadIdx.x ^ static_cast<unsigned>(step)) % 32;
    return lora::kernels::cuda::emulator::exchanged(mask, value, from, {file, line});
}

/// Lanes that have none so far below keep their own.
template <class Value>
Value __shfl_up_sync(unsigned mask, Value value, unsigned step, const char* file = __builtin_FILE(),
                     int line = __builtin_LINE()) {
    const unsigned lane = threadIdx.x % 32;
    return lora::kernels::cuda::emulator::exchanged(mask, value, lane >= step ? lane - step : lane,
                                                    {file, line});
}

inline unsigned __ballot_sync(unsigned mask, bool vote, const char* file = __builtin_FILE(),
                              int line = __builtin_LINE()) {
    const auto* votes = lora::kernels::cuda::emulator::meet_warp(mask, vote ? 1 : 0, {file, line});
    unsigned ballot = 0;
    for (unsigned lane = 0; lane < 32; ++lane)
        ballot |= static_cast<unsigned>(votes[lane]) << lane;
    return ballot;
}

inline void __syncwarp(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    lora::kernels::cuda::emulator::meet_warp(0xffffffffU, 0, {file, line});
}

template <class Value>
Value atomicAdd(Value* at, Value value) {
    const Value before = *at;
    *at += value;
    return before;
}

/// Counts up to `last`, then from 0 again.
inline unsigned atomicInc(unsigned* at, unsigned last) {
    const unsigned before = *at;
    *at = before >= last ? 0 : before + 1;
    return before;
}

/// One thread of the system runs all threads, so that all see what one wrote.
inline void __threadfence() {}

inline int __popc(unsigned bits) {
    return std::popcount(bits);
}
inline int __ffs(int bits) {
    return bits == 0 ? 0 : std::countr_zero(static_cast<unsigned>(bits)) + 1;
}
inline float __uint_as_float(unsigned bits) {
    return std::bit_cast<float>(bits);
}
inline unsigned __float_as_uint(float value) {
    return std::bit_cast<unsigned>(value);
}
/// To the nearest, even of two as near.
inline unsigned long long __float2ull_rn(float value) {
    return static_cast<unsigned long long>(std::nearbyint(value));
}
