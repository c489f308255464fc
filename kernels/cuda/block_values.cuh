// SPDX-License-Identifier: Apache-2.0
// One element of a stored block as float32, by ggml's and bitsandbytes' formulas and in their order of
// rounding.
#pragma once

#include <cstdint>

#include "kernels/cuda/device.cuh"
#include "kernels/include/block_types.h"

namespace lora::kernels::cuda {

using Bytes = const unsigned char*;

// Blocks have odd sizes and files no alignment: wider values are put together from bytes.
__device__ inline unsigned short read_u16(Bytes at) {
    return static_cast<unsigned short>(at[0] | (at[1] << 8));
}
__device__ inline uint32_t read_u32(Bytes at) {
    return static_cast<uint32_t>(read_u16(at)) | (static_cast<uint32_t>(read_u16(at + 2)) << 16);
}
__device__ inline float read_f16(Bytes at) {
    return __half2float(__ushort_as_half(read_u16(at)));
}

/// 4-bit value `i` of a 32-element block: the first half in low nibbles, the second in high ones.
__device__ inline int nibble(Bytes quants, int i) {
    return i < 16 ? quants[i] & 15 : quants[i - 16] >> 4;
}

/// 6-bit scale and minimum of one of the eight groups of a q4_k or q5_k block.
__device__ inline void group_scale(Bytes packed, int group, int& scale, int& minimum) {
    if (group < 4) {
        scale = packed[group] & 63;
        minimum = packed[group + 4] & 63;
    } else {
        scale = (packed[group + 4] & 15) | ((packed[group - 4] >> 6) << 4);
        minimum = (packed[group + 4] >> 4) | ((packed[group] >> 6) << 4);
    }
}

template <DType type>
__device__ float block_value(Bytes block, int i);

template <>
__device__ inline float block_value<DType::f32>(Bytes block, int) {
    return __uint_as_float(read_u32(block));
}
template <>
__device__ inline float block_value<DType::f16>(Bytes block, int) {
    return read_f16(block);
}
template <>
__device__ inline float block_value<DType::bf16>(Bytes block, int) {
    return __uint_as_float(static_cast<uint32_t>(read_u16(block)) << 16);
}
template <>
__device__ inline float block_value<DType::q4_0>(Bytes block, int i) {
    return static_cast<float>(nibble(block + 2, i) - 8) * read_f16(block);
}
template <>
__device__ inline float block_value<DType::q4_1>(Bytes block, int i) {
    return static_cast<float>(nibble(block + 4, i)) * read_f16(block) + read_f16(block + 2);
}
template <>
__device__ inline float block_value<DType::q5_0>(Bytes block, int i) {
    const int high = static_cast<int>((read_u32(block + 2) >> i) & 1) << 4;
    return static_cast<float>((nibble(block + 6, i) | high) - 16) * read_f16(block);
}
template <>
__device__ inline float block_value<DType::q5_1>(Bytes block, int i) {
    const int high = static_cast<int>((read_u32(block + 4) >> i) & 1) << 4;
    return static_cast<float>(nibble(block + 8, i) | high) * read_f16(block) + read_f16(block + 2);
}
template <>
__device__ inline float block_value<DType::q8_0>(Bytes block, int i) {
    return static_cast<float>(static_cast<signed char>(block[2 + i])) * read_f16(block);
}
template <>
__device__ inline float block_value<DType::q4_k>(Bytes block, int i) {
    const int group = i / 32;
    int scale, minimum;
    group_scale(block + 4, group, scale, minimum);
    const int packed = block[16 + group / 2 * 32 + i % 32];
    const int quant = group % 2 == 0 ? packed & 15 : packed >> 4;
    return read_f16(block) * static_cast<float>(scale) * static_cast<float>(quant) -
           read_f16(block + 2) * static_cast<float>(minimum);
}
template <>
__device__ inline float block_value<DType::q5_k>(Bytes block, int i) {
    const int group = i / 32;
    int scale, minimum;
    group_scale(block + 4, group, scale, minimum);
    const int packed = block[48 + group / 2 * 32 + i % 32];
    const int low = group % 2 == 0 ? packed & 15 : packed >> 4;
    const int high = (block[16 + i % 32] >> group & 1) << 4;
    return read_f16(block) * static_cast<float>(scale) * static_cast<float>(low + high) -
           read_f16(block + 2) * static_cast<float>(minimum);
}
template <>
__device__ inline float block_value<DType::q6_k>(Bytes block, int i) {
    // Two halves of 128; within a half four runs of 32 share 64 low bytes and 32 high bytes.
    const int half = i / 128;
    const int run = i % 128 / 32;
    const int l = i % 32;
    const int packed = block[half * 64 + l + (run % 2) * 32];
    const int low = run < 2 ? packed & 15 : packed >> 4;
    const int high = (block[128 + half * 32 + l] >> (2 * run)) & 3;
    const int scale = static_cast<signed char>(block[192 + half * 8 + l / 16 + run * 2]);
    return read_f16(block + 208) * static_cast<float>(scale) * static_cast<float>((low | high << 4) - 32);
}

/// nf4_numbers, where device code can look them up: not in constant memory, which serves the lanes of a warp
/// one address at a time.
__device__ const float nf4_level[16] = {nf4_numbers[0],  nf4_numbers[1],  nf4_numbers[2],  nf4_numbers[3],
                                    nf4_numbers[4],  nf4_numbers[5],  nf4_numbers[6],  nf4_numbers[7],
                                    nf4_numbers[8],  nf4_numbers[9],  nf4_numbers[10], nf4_numbers[11],
                                    nf4_numbers[12], nf4_numbers[13], nf4_numbers[14], nf4_numbers[15]};

/// A value of `type` as bitsandbytes rounds it.
template <DType type>
__device__ float nf4_rounded(float value) {
    if constexpr (type == DType::nf4_f16)
        return __half2float(__float2half_rn(value));
    else if constexpr (type == DType::nf4_bf16)
        return __bfloat162float(__float2bfloat16_rn(value));
    else
        return value;
}
template <DType type>
__device__ float nf4_value(Bytes block, int i) {
    const int packed = block[4 + i / 2];
    return nf4_rounded<type>(nf4_level[i % 2 == 0 ? packed >> 4 : packed & 15] *
                             __uint_as_float(read_u32(block)));
}
template <>
__device__ inline float block_value<DType::nf4>(Bytes block, int i) {
    return nf4_value<DType::nf4>(block, i);
}
template <>
__device__ inline float block_value<DType::nf4_f16>(Bytes block, int i) {
    return nf4_value<DType::nf4_f16>(block, i);
}
template <>
__device__ inline float block_value<DType::nf4_bf16>(Bytes block, int i) {
    return nf4_value<DType::nf4_bf16>(block, i);
}
template <>
__device__ inline float block_value<DType::int8_rows>(Bytes block, int i) {
    const auto code = static_cast<float>(static_cast<signed char>(block[4 + i]));
    return code * __uint_as_float(read_u32(block)) * int8_rows_step;
}

}  // namespace lora::kernels::cuda
