// SPDX-License-Identifier: Apache-2.0
// CUDA's execution model on any processor: a grid's blocks one after the other, a block's threads by turns,
// each until it waits for others.
//
// Blocks, and the threads of a block, run in a shuffled order, another at each launch but the same at every
// run of a program. So it shows what depends on an order that CUDA does not promise: a barrier left out, a
// sum that comes out differently. A barrier that not all threads of a block reach, be it that some have
// ended, a shuffle without all lanes, and a launch beyond CUDA's limits end with an error that says where.
// The compiler's checks of alignment and of array bounds stop the program; under AddressSanitizer every
// access outside an array does.
//
// What it cannot show: races between threads that this order hides, for it switches at barriers and shuffles
// alone and atomic operations are plain ones; reading shared memory that no thread of the block wrote, which
// keeps what an earlier block left; streams, since every call is over when it returns; the code that nvcc
// makes, its registers and its limits on shared memory and on launch bounds; a GPU's rounding of expf, tanhf
// and the like, which are the processor's here; speed. A thread that spins until another has written never
// ends. Blocks have one dimension, and shuffles whole warps.
#pragma once

#include <cuda_runtime_api.h>

#include <functional>

namespace lora::kernels::cuda::emulator {

/// In the source: what is said of a barrier when it goes wrong.
struct Place {
    const char* file;
    int line;
};

inline constexpr unsigned warp_lanes = 32;

/// Runs `thread` once for each thread of the grid, on the calling thread, with threadIdx and its like set.
/// Each block has `shared_bytes` at dynamic_shared. What goes wrong is told by cudaGetLastError.
void run_grid(dim3 grid, unsigned threads, const std::function<void()>& thread, size_t shared_bytes = 0);

// Called by the threads of a grid.

/// At a multiple of 16 bytes; NaN where a block begins, should anybody read what nobody wrote.
void* dynamic_shared();

/// __syncthreads and its like: in how many threads of the block `counted` is true.
int meet_block(bool counted, Place place);
/// What `value` is in each lane of the warp, from lane 0 on; until the next but one call.
const unsigned long long* meet_warp(unsigned mask, unsigned long long value, Place place);

}  // namespace lora::kernels::cuda::emulator
