// SPDX-License-Identifier: Apache-2.0
// Products of few rows with bfloat16 weights by the matrix units of GPUs from compute capability 8.0 on: a
// block multiplies sixteen outputs by up to eight rows, its warps share the columns. What is read of W goes
// from memory to the unit as it is, so that eight rows take hardly more time than one.
#pragma once

#include "kernels/cuda/gemv_matrices.cuh"
#include "kernels/cuda/stretches.cuh"
#include "kernels/cuda/sums.cuh"

namespace lora::kernels::cuda {

inline constexpr int tile_warps = 8, tile_threads = tile_warps * warp_size;
inline constexpr int tile_outputs = 16, tile_rows = 8;
/// From so many rows on it is faster than a warp an output, which reads memory in longer stretches.
inline constexpr int tile_rows_from = 3;
/// Columns that a warp reads at a time, a cache line of each output, and how often it asks before it waits.
inline constexpr int tile_columns = 64, tiles_in_flight = 2;

/// sums += W·x of sixteen outputs, sixteen columns and eight rows, each lane holding of W, x and the sums
/// what PTX's mma.m16n8k16 wants of it: columns 2 t and their next of output g, and of output g + 8, then
/// those eight further (t = lane % 4, g = lane / 4); of x the same columns of row g; sums of outputs g and g
/// + 8 for rows 2 t and 2 t + 1.
__device__ inline void multiply_tile(const uint4& w, const uint2& x, float (&sums)[4]) {
#ifndef __CUDACC__
    emulator::multiply_tile(w, x, sums);
#elif __CUDA_ARCH__ >= 800
    asm("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
        "{%0, %1, %2, %3};"
        : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
        : "r"(w.x), "r"(w.y), "r"(w.z), "r"(w.w), "r"(x.x), "r"(x.y));
#endif
}

/// What a lane holds of 32 columns of two outputs, eight neighbours of each: two factors of the matrix unit.
/// Which columns stand at which place of a factor is free, as long as x's stand there too.
struct TileHalf {
    uint4 upper, lower;  ///< of output lane / 4, and of the eighth behind it
};

__device__ inline void multiply_half(const TileHalf& w, const uint4& x, float (&sums)[4]) {
    multiply_tile(make_uint4(w.upper.x, w.lower.x, w.upper.y, w.lower.y), make_uint2(x.x, x.y), sums);
    multiply_tile(make_uint4(w.upper.z, w.lower.z, w.upper.w, w.lower.w), make_uint2(x.z, x.w), sums);
}

/// Output o of row r of what `matrix`'s segments and its bias add.
__device__ inline float added(const Matrix<BFloat16>& matrix, int64_t o, int r, const float* h) {
    float sum = matrix.bias ? to_float(global(matrix.bias)[o]) : 0.0F;
    for (int s = 0; s < matrix.segment_count; ++s) {
        const CudaLoraSegment segment = global(matrix.segments)[s];
        if (r < segment.first_row || r >= segment.first_row + segment.rows) continue;
        const float* b = global(static_cast<const float*>(segment.b)) + o * segment.rank;
        const float* of_row = h + segment.h_offset + r * segment.h_row;
#pragma unroll 4
        for (int j = 0; j < segment.rank; ++j)
            sum = fmaf(b[j], of_row[j], sum);
    }
    return sum;
}

/// `columns` are a multiple of 8, at least that; rows of x, and W, lie at multiples of 16 bytes.
__global__ void __launch_bounds__(tile_threads)
    tile_gemv_kernel(Matrices<BFloat16> matrices, int64_t columns, const BFloat16* x, int64_t x_row, int rows,
                     const float* h) {
    __shared__ float shares[tile_warps][tile_rows][tile_outputs];
    int64_t block;
    const Matrix<BFloat16> matrix = matrix_of_block(matrices, block);
    const int lane = static_cast<int>(threadIdx.x) % warp_size,
              warp = static_cast<int>(threadIdx.x) / warp_size;
    const int group = lane / 4;
    const int64_t first = block * tile_outputs;
    // What the thread ends with: an output of a row.
    const int o = static_cast<int>(threadIdx.x) % tile_outputs,
              r = static_cast<int>(threadIdx.x) / tile_outputs;
    const bool mine = r < rows && first + o < matrix.outputs;
    const auto row_of = [&](int64_t output) {  // past the end: the last once more, its sum not written
        return reinterpret_cast<const BFloat16*>(global(matrix.weights)) +
               min(output, matrix.outputs - 1) * columns;
    };
    const BFloat16 *upper = row_of(first + group), *lower = row_of(first + group + 8);
    const BFloat16* row = x + min(group, rows - 1) * x_row;
    const auto eight = [&](const BFloat16* from, int64_t c) {
        return c < columns ? streamed(reinterpret_cast<const uint4*>(from + c)) : uint4{};
    };
    const auto column = [&](int64_t done, int i, int half) {
        return done + (i * tile_warps + warp) * tile_columns + half * 32 + lane % 4 * 8;
    };
    // A ring of tiles: a warp asks for another as soon as it has multiplied one.
    TileHalf w[tiles_in_flight][2];
    const auto read = [&](int64_t done, int i) {
#pragma unroll
        for (int half = 0; half < 2; ++half) {
            const int64_t c = column(done, i, half);
            w[i][half] = {eight(upper, c), eight(lower, c)};
        }
    };
    float sums[4] = {};
    const auto multiply = [&](int64_t done, int i) {
        uint4 v[2];
#pragma unroll
        for (int half = 0; half < 2; ++half) {
            const int64_t c = column(done, i, half);
            v[half] = group < rows && c < columns ? *reinterpret_cast<const uint4*>(row + c) : uint4{};
        }
#pragma unroll
        for (int half = 0; half < 2; ++half)
            multiply_half(w[i][half], v[half], sums);
    };
    constexpr int64_t in_round = int64_t{tile_columns} * tile_warps * tiles_in_flight;
#pragma unroll
    for (int i = 0; i < tiles_in_flight; ++i)
        read(0, i);
    // Meanwhile weights, which nothing writes, are on their way.
    if (mine) expect_lora(matrix.segments, matrix.segment_count, first + o, r);
    await_earlier();
    int64_t done = 0;
    for (; done + in_round < columns; done += in_round) {
#pragma unroll
        for (int i = 0; i < tiles_in_flight; ++i) {
            multiply(done, i);
            read(done + in_round, i);
        }
    }
    float sum = mine ? added(matrix, first + o, r, h) : 0;
#pragma unroll
    for (int i = 0; i < tiles_in_flight; ++i)
        multiply(done, i);
#pragma unroll
    for (int i = 0; i < 4; ++i)
        shares[warp][lane % 4 * 2 + i % 2][group + i / 2 * 8] = sums[i];
    __syncthreads();
    if (!mine) return;
#pragma unroll
    for (int w = 0; w < tile_warps; ++w)
        sum += shares[w][r][o];
    global(matrix.y)[r * matrix.y_row + first + o] = from_float<BFloat16>(sum);
}

}  // namespace lora::kernels::cuda
