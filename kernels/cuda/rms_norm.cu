// SPDX-License-Identifier: Apache-2.0
#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/sums.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

namespace {

/// A block a row. Each thread reads and writes its own columns alone, so outputs may be inputs.
template <class T, int width>
__global__ void rms_norm_kernel(const T* x, const T* residual, const T* __restrict__ weight, int64_t columns,
                                float epsilon, T* sum, T* y) {
    await_earlier();
    const int64_t row = static_cast<int64_t>(blockIdx.x) * columns;
    const int64_t first = static_cast<int64_t>(threadIdx.x) * width;
    float squares = 0;
    for (int64_t c = first; c < columns; c += threads_per_block * width) {
        float values[width];
        load(x + row + c, values);
        if (residual) {
            float added[width];
            load(residual + row + c, added);
#pragma unroll
            for (int i = 0; i < width; ++i)
                values[i] = rounded<T>(values[i] + added[i]);
            store(sum + row + c, values);
        }
#pragma unroll
        for (int i = 0; i < width; ++i)
            squares += values[i] * values[i];
    }
    const float scale = 1.0F / sqrtf(block_joined(squares) / static_cast<float>(columns) + epsilon);
    const T* normed = residual ? sum : x;
    for (int64_t c = first; c < columns; c += threads_per_block * width) {
        float values[width], factors[width];
        load(normed + row + c, values);
        load(weight + c, factors);
#pragma unroll
        for (int i = 0; i < width; ++i)
            values[i] = rounded<T>(values[i] * scale) * factors[i];
        store(y + row + c, values);
    }
}

template <class T, int width>
__global__ void rms_norm_backward_kernel(const T* __restrict__ x, const T* __restrict__ weight, const T* dy,
                                         const T* add, int64_t columns, float epsilon, T* dx) {
    const int64_t row = static_cast<int64_t>(blockIdx.x) * columns;
    const int64_t first = static_cast<int64_t>(threadIdx.x) * width;
    float squares = 0, product = 0;
    for (int64_t c = first; c < columns; c += threads_per_block * width) {
        float values[width], factors[width], gradient[width];
        load(x + row + c, values);
        load(weight + c, factors);
        load(dy + row + c, gradient);
#pragma unroll
        for (int i = 0; i < width; ++i) {
            squares += values[i] * values[i];
            product += gradient[i] * factors[i] * values[i];
        }
    }
    const auto count = static_cast<float>(columns);
    const float scale = 1.0F / sqrtf(block_joined(squares) / count + epsilon);
    const float share = block_joined(product) / count * scale * scale;
    for (int64_t c = first; c < columns; c += threads_per_block * width) {
        float values[width], factors[width], gradient[width];
        load(x + row + c, values);
        load(weight + c, factors);
        load(dy + row + c, gradient);
#pragma unroll
        for (int i = 0; i < width; ++i)
            values[i] = (gradient[i] * factors[i] - values[i] * share) * scale;
        if (add) {
            float added[width];
            load(add + row + c, added);
#pragma unroll
            for (int i = 0; i < width; ++i)
                values[i] += added[i];
        }
        store(dx + row + c, values);
    }
}

bool impossible(int64_t rows, int64_t columns) {
    return rows < 0 || columns <= 0 || rows > INT32_MAX;
}

}  // namespace

CudaStatus rms_norm(DType values, const void* x, const void* residual, const void* weight, int64_t rows,
                    int64_t columns, float epsilon, void* sum, void* y, CudaStream stream) {
    if (impossible(rows, columns)) return failure("rms_norm: impossible shape");
    return with_values(values, "rms_norm", [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (rows == 0) return CudaStatus{};
        constexpr int width = vector_width<T>;
        const bool vectors = columns % width == 0 && aligned({x, residual, weight, sum, y});
        const auto kernel = vectors ? rms_norm_kernel<T, width> : rms_norm_kernel<T, 1>;
        launch_early(kernel, static_cast<unsigned>(rows), threads_per_block, stream, static_cast<const T*>(x),
                     static_cast<const T*>(residual), static_cast<const T*>(weight), columns, epsilon,
                     static_cast<T*>(sum), static_cast<T*>(y));
        return launched("rms_norm");
    });
}

CudaStatus rms_norm_backward(DType values, const void* x, const void* weight, const void* dy, const void* add,
                             int64_t rows, int64_t columns, float epsilon, void* dx, CudaStream stream) {
    if (impossible(rows, columns)) return failure("rms_norm_backward: impossible shape");
    return with_values(values, "rms_norm_backward", [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (rows == 0) return CudaStatus{};
        constexpr int width = vector_width<T>;
        const bool vectors = columns % width == 0 && aligned({x, weight, dy, add, dx});
        const auto kernel = vectors ? rms_norm_backward_kernel<T, width> : rms_norm_backward_kernel<T, 1>;
        launch(kernel, static_cast<unsigned>(rows), threads_per_block, stream, static_cast<const T*>(x),
               static_cast<const T*>(weight), static_cast<const T*>(dy), static_cast<const T*>(add), columns,
               epsilon, static_cast<T*>(dx));
        return launched("rms_norm_backward");
    });
}

}  // namespace lora::kernels::cuda
