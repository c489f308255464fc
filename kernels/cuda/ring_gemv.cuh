// SPDX-License-Identifier: Apache-2.0
// Products of few rows with bfloat16 weights by the matrix units of GPUs from compute capability 8.0 on. A
// block multiplies tile after tile of sixteen outputs by up to eight rows, its warps share the columns. Each
// warp has a ring of places in shared memory into which its pieces of W come on their own, asked for before
// the ones in front are multiplied, and for the next tile before this one is done: what is in flight takes no
// registers, and eight rows take hardly more time than one.
#pragma once

#include "kernels/cuda/gemv_matrices.cuh"
#include "kernels/cuda/sums.cuh"

namespace lora::kernels::cuda {

inline constexpr int ring_warps = 8, ring_threads = ring_warps * warp_size;
inline constexpr int tile_outputs = 16, ring_rows = 8;
/// From so many rows on it is faster than a warp an output.
inline constexpr int ring_rows_from = 2;
/// Columns of a piece, and how many pieces a warp has asked for at a time: with two blocks on a
/// multiprocessor what the memory needs in flight, and some over.
inline constexpr int piece_columns = 128, ring_pieces = 2;
/// In vectors of 16 bytes. Rows of a piece lie apart by half a cache line more than they hold, so that a
/// quarter of a warp reads two of them at once.
inline constexpr int piece_row_vectors = piece_columns / 8, piece_pitch = piece_row_vectors + 4;
inline constexpr int piece_vectors = tile_outputs * piece_pitch;
inline constexpr int ring_bytes = ring_warps * ring_pieces * piece_vectors * static_cast<int>(sizeof(uint4));
inline constexpr int ring_blocks_at_once = 2;
/// How many of them a multiprocessor's registers must be enough for: more than it has at once, so that there
/// is room beside them for the small kernels behind, which else begin only when a block ends.
inline constexpr int ring_registers_for = 4;

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

/// 32 columns, eight neighbours a lane of outputs g and g + 8 and of row g: two factors of the matrix unit.
/// Which columns stand at which place of a factor is free, as long as x's stand there too.
__device__ inline void multiply_32(const uint4& upper, const uint4& lower, const uint4& x, float (&sums)[4]) {
    multiply_tile(make_uint4(upper.x, lower.x, upper.y, lower.y), make_uint2(x.x, x.y), sums);
    multiply_tile(make_uint4(upper.z, lower.z, upper.w, lower.w), make_uint2(x.z, x.w), sums);
}

/// 16 bytes into shared memory, past the registers and the first cache; zeros where they are not `there`.
/// They have come when as many groups of them as pieces_came lets be are left.
__device__ inline void ask_for(uint4* to, const BFloat16* from, bool there) {
#ifndef __CUDACC__
    *to = there ? *reinterpret_cast<const uint4*>(from) : uint4{};
#elif __CUDA_ARCH__ >= 800
    asm volatile("cp.async.cg.shared.global.L2::128B [%0], [%1], 16, %2;" ::"r"(
                     static_cast<unsigned>(__cvta_generic_to_shared(to))),
                 "l"(__cvta_generic_to_global(from)), "r"(there ? 16 : 0)
                 : "memory");
#endif
}
__device__ inline void end_of_piece() {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
    asm volatile("cp.async.commit_group;" ::: "memory");
#endif
}
/// Waits until all but the `left` pieces asked for last have come, for the whole warp to read.
template <int left>
__device__ void pieces_came() {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
    asm volatile("cp.async.wait_group %0;" ::"n"(left) : "memory");
#endif
    __syncwarp();
}

/// A tile: sixteen outputs of one of the launch's matrices, fewer at its end.
struct Tile {
    Matrix<BFloat16> matrix;
    int64_t first;  ///< of its outputs

    __device__ Tile(const Matrices<BFloat16>& matrices, int64_t number) {
        matrix = matrix_of_block(matrices, number);
        first = number * tile_outputs;
    }
    /// Where output `first` + i begins; past the end the last once more, whose sum is not written.
    __device__ int64_t output(int i) const { return min(first + i, matrix.outputs - 1); }
};

/// What a warp reads of W, in the order in which its block computes tiles.
struct Ring {
    const Matrices<BFloat16>& matrices;
    uint4* places;
    int64_t columns, tiles;
    int rounds;  ///< pieces of a tile that a warp reads
    int lane, warp;
    // What is asked for next.
    int64_t tile = blockIdx.x;
    int round = 0, place = 0;
    const BFloat16* weights = nullptr;
    int last = 0;  ///< of the tile's outputs

    __device__ int64_t first_column(int of_round) const {
        return (int64_t{of_round} * ring_warps + warp) * piece_columns;
    }
    __device__ void ask() {
        if (tile < tiles) {
            if (round == 0) begin_tile();
            const int64_t c = first_column(round) + lane % piece_row_vectors * 8;
            const bool there = c < columns;
            uint4* to = places + place * piece_vectors + lane % piece_row_vectors;
            const BFloat16* from = weights + (there ? c : 0);
            constexpr int rows_at_once = warp_size / piece_row_vectors;
#pragma unroll
            for (int i = 0; i < tile_outputs; i += rows_at_once) {
                const int row = i + lane / piece_row_vectors;
                ask_for(to + row * piece_pitch, from + min(row, last) * columns, there);
            }
            if (++round == rounds) {
                round = 0;
                tile += gridDim.x;
            }
        }
        end_of_piece();  // an empty one too, so that the count stays
        place = place + 1 == ring_pieces ? 0 : place + 1;
    }

  private:
    __device__ void begin_tile() {
        const Tile next(matrices, tile);
        weights = reinterpret_cast<const BFloat16*>(global(next.matrix.weights)) + next.first * columns;
        last = static_cast<int>(next.output(tile_outputs - 1) - next.first);
        // The rows of B that will be added, into the second cache.
        if (warp > 0 || lane > last) return;
        for (int s = 0; s < next.matrix.segment_count; ++s)
            expect_lora(next.matrix.segments + s, next.first + lane);
    }
};

/// Adds to what a lane sums (see multiply_tile) its warp's share of each segment's part: every eighth of its
/// ranks. The lanes find out together which segments act on which rows; then each reads those of its own
/// rows.
__device__ inline void add_tile_lora(const Tile& tile, int rows, const float* h, int lane, int warp,
                                     float (&sums)[4]) {
    const int r = lane % 4 * 2;
    for (int known = 0; known < tile.matrix.segment_count; known += warp_size) {
        int64_t first_row = 0, end = 0;  // of the segment that this lane looks at for all
        if (known + lane < tile.matrix.segment_count) {
            const CudaLoraSegment* segment = global(tile.matrix.segments) + known + lane;
            first_row = segment->first_row;
            end = min(first_row + segment->rows, static_cast<int64_t>(rows));
        }
        unsigned on_one = 0, on_other = 0;
#pragma unroll
        for (int row = 0; row < ring_rows; ++row) {
            const unsigned on_row = __ballot_sync(whole_warp, row >= first_row && row < end);
            if (row == r) on_one = on_row;
            if (row == r + 1) on_other = on_row;
        }
        for (unsigned left = on_one | on_other; left != 0; left &= left - 1) {
            const int s = __ffs(static_cast<int>(left)) - 1;
            const bool one = on_one >> s & 1, other = on_other >> s & 1;
            const CudaLoraSegment* segment = global(tile.matrix.segments) + known + s;
            const int rank = segment->rank;
            const float* b = global(static_cast<const float*>(segment->b));
            const float *upper = b + tile.output(lane / 4) * rank,
                        *lower = b + tile.output(lane / 4 + 8) * rank;
            const int64_t h_row = segment->h_row;
            const float* of_one = h + segment->h_offset + r * h_row;
#pragma unroll 2
            for (int j = warp; j < rank; j += ring_warps) {
                const float first = one ? of_one[j] : 0.0F, second = other ? of_one[h_row + j] : 0.0F;
                sums[0] = fmaf(upper[j], first, sums[0]);
                sums[1] = fmaf(upper[j], second, sums[1]);
                sums[2] = fmaf(lower[j], first, sums[2]);
                sums[3] = fmaf(lower[j], second, sums[3]);
            }
        }
    }
}

/// `columns` are a multiple of 8, at least that; rows of x, and W, lie at multiples of 16 bytes. `ring_bytes`
/// of shared memory. A block takes every gridDim.x-th tile.
__global__ void __launch_bounds__(ring_threads, ring_registers_for)
    ring_gemv_kernel(Matrices<BFloat16> matrices, int64_t columns, const BFloat16* x, int64_t x_row, int rows,
                     const float* h) {
    // In turns, so that one barrier a tile is enough.
    __shared__ float shares[2][ring_warps][ring_rows][tile_outputs];
    const int lane = static_cast<int>(threadIdx.x) % warp_size,
              warp = static_cast<int>(threadIdx.x) / warp_size;
    const int group = lane / 4, quarter = lane % 4;
    const int64_t tiles = int64_t{matrices.all[0].blocks} + matrices.all[1].blocks + matrices.all[2].blocks;
    constexpr int64_t round_columns = int64_t{ring_warps} * piece_columns;
    const int rounds = static_cast<int>((columns + round_columns - 1) / round_columns);
    Ring ring{matrices, dynamic_shared() + warp * ring_pieces * piece_vectors, columns, tiles, rounds, lane,
              warp};
#pragma unroll 1
    for (int i = 0; i < ring_pieces; ++i)
        ring.ask();
    await_earlier();
    const BFloat16* row = x + min(group, rows - 1) * x_row + quarter * 8;
    // What the thread ends a tile with: an output of a row.
    const int o = static_cast<int>(threadIdx.x) % tile_outputs,
              r = static_cast<int>(threadIdx.x) / tile_outputs;
    int place = 0, turn = 0;
#pragma unroll 1
    for (int64_t number = blockIdx.x; number < tiles; number += gridDim.x) {
        const Tile tile(matrices, number);
        float sums[4] = {};
#pragma unroll 1
        for (int round = 0; round < rounds; ++round) {
            const int64_t first = ring.first_column(round);
            uint4 v[piece_columns / 32];
#pragma unroll
            for (int i = 0; i < piece_columns / 32; ++i) {
                const bool there = group < rows && first + i * 32 + quarter * 8 < columns;
                v[i] = there ? *reinterpret_cast<const uint4*>(row + first + i * 32) : uint4{};
            }
            pieces_came<ring_pieces - 1>();
            const uint4* w = ring.places + place * piece_vectors + group * piece_pitch + quarter;
            if (first < columns) {
#pragma unroll
                for (int i = 0; i < piece_columns / 32; ++i)
                    multiply_32(w[i * 4], w[8 * piece_pitch + i * 4], v[i], sums);
            }
            __syncwarp();  // the next piece comes to where this one was
            ring.ask();
            place = place + 1 == ring_pieces ? 0 : place + 1;
        }
        // Last, so that nothing of W waits for it.
        add_tile_lora(tile, rows, h, lane, warp, sums);
#pragma unroll
        for (int i = 0; i < 4; ++i)
            shares[turn][warp][quarter * 2 + i % 2][group + i / 2 * 8] = sums[i];
        __syncthreads();
        if (r < rows && tile.first + o < tile.matrix.outputs) {
            float sum = tile.matrix.bias ? to_float(global(tile.matrix.bias)[tile.first + o]) : 0.0F;
#pragma unroll
            for (int w = 0; w < ring_warps; ++w)
                sum += shares[turn][w][r][o];
            global(tile.matrix.y)[r * tile.matrix.y_row + tile.first + o] = from_float<BFloat16>(sum);
        }
        turn ^= 1;
    }
    pieces_came<0>();
}

}  // namespace lora::kernels::cuda
