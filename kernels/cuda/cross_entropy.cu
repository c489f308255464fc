// SPDX-License-Identifier: Apache-2.0
#include <cfloat>

#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/sums.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

namespace {

/// Rows are few and long: a block has as many threads as it can.
constexpr int row_threads = 1024;
constexpr int64_t ignored_label = -100;

template <class T, int width>
__device__ void fill_row(T* row, int64_t columns, float value) {
    float values[width];
#pragma unroll
    for (int i = 0; i < width; ++i)
        values[i] = value;
    for (int64_t c = static_cast<int64_t>(threadIdx.x) * width; c < columns; c += row_threads * width)
        store(row + c, values);
}

/// A block a row: one pass for maximum and sum together (arXiv:1805.02867), one for the gradient.
template <class T, int width>
__global__ void __launch_bounds__(row_threads)
    cross_entropy_kernel(T* logits, int64_t columns, const int64_t* __restrict__ labels,
                         float* __restrict__ losses, bool gradient) {
    T* row = logits + static_cast<int64_t>(blockIdx.x) * columns;
    const int64_t label = labels[blockIdx.x];
    if (label < 0 || label >= columns) {
        const float value = label == ignored_label ? 0.0F : nanf("");
        if (threadIdx.x == 0) losses[blockIdx.x] = value;
        if (gradient) fill_row<T, width>(row, columns, value);
        return;
    }
    // Finite, so that a first logit of -infinity makes no NaN.
    float top = -FLT_MAX, sum = 0;
    for (int64_t c = static_cast<int64_t>(threadIdx.x) * width; c < columns; c += row_threads * width) {
        float values[width];
        load(row + c, values);
        float highest = values[0];
#pragma unroll
        for (int i = 1; i < width; ++i)
            highest = fmaxf(highest, values[i]);
        if (highest > top) {
            sum *= expf(top - highest);
            top = highest;
        }
#pragma unroll
        for (int i = 0; i < width; ++i)
            sum += expf(values[i] - top);
    }
    const float chosen = to_float(row[label]);  // read by all before any thread writes: barriers follow
    const float row_top = block_joined<Maximum>(top);
    const float row_sum = block_joined(sum * expf(top - row_top));
    if (threadIdx.x == 0) losses[blockIdx.x] = logf(row_sum) + (row_top - chosen);
    if (!gradient) return;
    for (int64_t c = static_cast<int64_t>(threadIdx.x) * width; c < columns; c += row_threads * width) {
        float values[width];
        load(row + c, values);
#pragma unroll
        for (int i = 0; i < width; ++i)
            values[i] = expf(values[i] - row_top) / row_sum - (c + i == label ? 1.0F : 0.0F);
        store(row + c, values);
    }
}

}  // namespace

CudaStatus cross_entropy(DType values, void* logits, int64_t rows, int64_t columns, const int64_t* labels,
                         float* losses, bool gradient, CudaStream stream) {
    if (rows < 0 || rows > INT32_MAX || columns <= 0) return failure("cross_entropy: impossible shape");
    return with_values(values, "cross_entropy", [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (rows == 0) return CudaStatus{};
        constexpr int width = vector_width<T>;
        const bool vectors = columns % width == 0 && aligned({logits});
        const auto kernel = vectors ? cross_entropy_kernel<T, width> : cross_entropy_kernel<T, 1>;
        launch(kernel, static_cast<unsigned>(rows), row_threads, stream, static_cast<T*>(logits), columns,
               labels, losses, gradient);
        return launched("cross_entropy");
    });
}

}  // namespace lora::kernels::cuda
