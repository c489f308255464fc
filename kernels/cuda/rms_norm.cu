// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "kernels/cuda/narrow.cuh"
#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/sums.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

namespace {

constexpr int most_norm_threads = 512;

template <class T>
struct Unnormed {
    const T* x;
    const T* residual;
    const T* weight;
    int64_t columns;
};

/// What a thread of a block that norms a row has of it: every blockDim.x-th run of `width` neighbours, of
/// which it keeps the first ones.
template <class T, int width>
struct NormedRow : Unnormed<T> {
    static constexpr int held = 1;
    using Unnormed<T>::x, Unnormed<T>::residual, Unnormed<T>::weight, Unnormed<T>::columns;

    float factors[held][width], values[held][width];

    explicit __device__ NormedRow(const Unnormed<T>& it) : Unnormed<T>(it) {}

    static __device__ int64_t run(int n) {
        return (static_cast<int64_t>(n) * blockDim.x + threadIdx.x) * width;
    }
    /// The weight, which nothing writes, can come while earlier work ends.
    __device__ void read_weight() {
#pragma unroll
        for (int n = 0; n < held; ++n)
            if (run(n) < columns) load(weight + run(n), factors[n]);
    }
    __device__ void add(int64_t at, float (&out)[width]) const {
        load(x + at, out);
        if (!residual) return;
        float added[width];
        load(residual + at, added);
#pragma unroll
        for (int i = 0; i < width; ++i)
            out[i] = rounded<T>(out[i] + added[i]);
    }
    /// Reads the row that begins at `row`, writes its sum where that is not null, and gives what it is to be
    /// multiplied by before the weight.
    __device__ float read(int64_t row, float epsilon, T* sum) {
        float squares = 0;
        const auto take = [&](int64_t c, float(&of)[width]) {
            add(row + c, of);
            if (sum) store(sum + row + c, of);
#pragma unroll
            for (int i = 0; i < width; ++i)
                squares += of[i] * of[i];
        };
#pragma unroll
        for (int n = 0; n < held; ++n)
            if (run(n) < columns) take(run(n), values[n]);
        for (int n = held; run(n) < columns; ++n) {
            float of[width];
            take(run(n), of);
        }
        return 1.0F / sqrtf(block_joined(squares) / static_cast<float>(columns) + epsilon);
    }
    /// take(n, c, values) for each run, normed.
    template <class Take>
    __device__ void each(int64_t row, float scale, const T* sum, Take take) {
        const auto norm = [&](float(&of)[width], const float(&by)[width]) {
#pragma unroll
            for (int i = 0; i < width; ++i)
                of[i] = rounded<T>(of[i] * scale) * by[i];
        };
#pragma unroll
        for (int n = 0; n < held; ++n) {
            if (run(n) >= columns) continue;
            norm(values[n], factors[n]);
            take(n, run(n), values[n]);
        }
        for (int n = held; run(n) < columns; ++n) {
            float of[width], by[width];
            if (sum)
                load(sum + row + run(n), of);  // which may lie over what it was made of
            else
                add(row + run(n), of);
            load(weight + run(n), by);
            norm(of, by);
            take(n, run(n), of);
        }
    }
};

/// A block a row. Each thread reads and writes its own columns alone, so outputs may be inputs.
template <class T, int width>
__device__ void norm_row_of_block(const Unnormed<T>& it, float epsilon, T* sum, T* y) {
    NormedRow<T, width> mine(it);
    mine.read_weight();
    await_earlier();
    const int64_t row = static_cast<int64_t>(blockIdx.x) * mine.columns;
    T* written = mine.residual ? sum : nullptr;
    const float scale = mine.read(row, epsilon, written);
    mine.each(row, scale, written,
              [&](int, int64_t c, const float(&values)[width]) { store(y + row + c, values); });
}

template <class T, int width>
__global__ void __launch_bounds__(most_norm_threads)
    rms_norm_kernel(Unnormed<T> it, float epsilon, T* sum, T* y) {
    norm_row_of_block<T, width>(it, epsilon, sum, y);
}

/// The same, and beside it a block for each row of each segment's A, which norms the segment's rows anew.
/// Grid: rows of x or of A, the norm and the segments, blocks that share a segment's rows.
template <class T, int width>
__global__ void __launch_bounds__(most_norm_threads)
    rms_norm_narrow_kernel(Unnormed<T> it, float epsilon, int64_t rows, T* sum, T* y, CudaNarrow narrow) {
    if (blockIdx.y == 0) {
        if (blockIdx.x < rows && blockIdx.z == 0) norm_row_of_block<T, width>(it, epsilon, sum, y);
        return;
    }
    NarrowRow<width, 1> of_a;
    if (!of_a.begin(narrow, static_cast<int>(blockIdx.y) - 1, static_cast<int>(blockIdx.x), it.columns))
        return;
    NormedRow<T, width> mine(it);
    mine.read_weight();
    of_a.read();
    await_earlier();
    of_a.each_row([&](int64_t r) {
        const float scale = mine.read(r * mine.columns, epsilon, nullptr);
        mine.each(r * mine.columns, scale, nullptr,
                  [&](int n, int64_t c, const float(&values)[width]) { of_a.template add<T>(n, c, values); });
    });
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

/// Threads that hold a row of so many runs between them, if they can.
int norm_threads(int64_t runs) {
    const int64_t warps = (runs + warp_size - 1) / warp_size;
    return static_cast<int>(std::min<int64_t>(warps * warp_size, most_norm_threads));
}

}  // namespace

CudaStatus rms_norm(DType values, const void* x, const void* residual, const void* weight, int64_t rows,
                    int64_t columns, float epsilon, void* sum, void* y, const CudaNarrow* narrow,
                    CudaStream stream) {
    if (impossible(rows, columns)) return failure("rms_norm: impossible shape");
    if (narrow && impossible(*narrow, rows)) return failure("rms_norm: impossible segments");
    return with_values(values, "rms_norm", [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (rows == 0) return CudaStatus{};
        constexpr int width = vector_width<T>;
        const bool vectors = columns % width == 0 && aligned({x, residual, weight, sum, y});
        const Unnormed<T> it{static_cast<const T*>(x), static_cast<const T*>(residual),
                             static_cast<const T*>(weight), columns};
        const auto run = [&](auto* alone, auto* with_narrow) {
            const int threads = norm_threads(vectors ? columns / width : columns);
            if (comes_along(narrow)) {
                launch_early(with_narrow, narrow_grid(*narrow, rows), threads, stream, it, epsilon, rows,
                             static_cast<T*>(sum), static_cast<T*>(y), *narrow);
                return launched("rms_norm");
            }
            launch_early(alone, static_cast<unsigned>(rows), threads, stream, it, epsilon,
                         static_cast<T*>(sum), static_cast<T*>(y));
            return follow_up(launched("rms_norm"), narrow, values, y, columns, stream);
        };
        return vectors ? run(rms_norm_kernel<T, width>, rms_norm_narrow_kernel<T, width>)
                       : run(rms_norm_kernel<T, 1>, rms_norm_narrow_kernel<T, 1>);
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
