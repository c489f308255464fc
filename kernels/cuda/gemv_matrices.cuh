// SPDX-License-Identifier: Apache-2.0
// What the kernels of block_gemv have in common: several matrices in one launch, and adapters' B.
#pragma once

#include "kernels/cuda/block_values.cuh"
#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

/// One matrix of a launch, as the kernel is told of it.
template <class T>
struct Matrix {
    Bytes weights;
    int64_t outputs;
    const T* bias;
    T* y;
    int64_t y_row;
    const CudaLoraSegment* segments;
    int segment_count;
    unsigned blocks;  ///< parts that it is computed in
};

/// Those of a launch; what it has none of is computed in no parts.
template <class T>
struct Matrices {
    Matrix<T> all[block_gemv_products];
};

/// The matrix of the launch's `block`-th part, which becomes the part's number within it. Chosen by
/// comparing: the kernel's arguments are not indexed, which would copy them to each thread's memory.
template <class T>
__device__ Matrix<T> matrix_of_block(const Matrices<T>& matrices, int64_t& block) {
    if (block < matrices.all[0].blocks) return matrices.all[0];
    block -= matrices.all[0].blocks;
    if (block < matrices.all[1].blocks) return matrices.all[1];
    block -= matrices.all[1].blocks;
    return matrices.all[2];
}

/// Asks for the segment's row of B that will be added to `output`, into the second cache: called while the
/// first weights are on their way, so that the end of a small product does not wait for the memory again.
__device__ inline void expect_lora(const CudaLoraSegment* segment, int64_t output) {
    const int32_t rank = global(segment)->rank;
    if (rank > 0) expect(static_cast<const float*>(segment->b) + output * rank);
}

}  // namespace lora::kernels::cuda
