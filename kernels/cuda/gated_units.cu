// SPDX-License-Identifier: Apache-2.0
// SwiGLU and GeGLU: an activation of one product times another, and their gradients.
#include "kernels/cuda/narrow.cuh"
#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

namespace {

constexpr int narrow_threads = 1024;

struct ValueAndSlope {
    float value, slope;
};

struct Silu {
    static __device__ float value(float x) { return x / (1.0F + expf(-x)); }
    static __device__ ValueAndSlope both(float x) {
        const float sigmoid = 1.0F / (1.0F + expf(-x));
        return {x * sigmoid, sigmoid * (1.0F + x * (1.0F - sigmoid))};
    }
};

struct GeluTanh {
    static constexpr float root = 0.7978845608028654F;  ///< sqrt(2 / π)
    static constexpr float cubic = 0.044715F;
    static __device__ float value(float x) {
        return 0.5F * x * (1.0F + tanhf(root * (x + cubic * x * x * x)));
    }
    static __device__ ValueAndSlope both(float x) {
        const float bent = tanhf(root * (x + cubic * x * x * x));
        const float bend = 1.0F - bent * bent;
        float slope = 0.5F * (1.0F + bent);
        // Far out the bend is nothing, and its factor may have no end.
        if (bend > 0) slope += 0.5F * x * bend * root * (1.0F + 3.0F * cubic * x * x);
        return {0.5F * x * (1.0F + bent), slope};
    }
};

template <class Activation, class T, int width>
__device__ void gated(const T* gate, const T* up, float (&out)[width]) {
    float u[width];
    load(gate, out);
    load(up, u);
#pragma unroll
    for (int i = 0; i < width; ++i)
        out[i] = Activation::value(out[i]) * u[i];
}

template <class Activation, class T, int width>
__device__ void forward_at(const T* gate, const T* up, T* y) {
    float values[width];
    gated<Activation>(gate, up, values);
    store(y, values);
}

template <class Activation, class T, int width>
__device__ void backward_at(const T* gate, const T* up, const T* dy, T* dgate, T* dup) {
    float g[width], u[width], d[width];
    load(gate, g);
    load(up, u);
    load(dy, d);
#pragma unroll
    for (int i = 0; i < width; ++i) {
        const ValueAndSlope at = Activation::both(g[i]);
        g[i] = d[i] * u[i] * at.slope;
        u[i] = d[i] * at.value;
    }
    store(dgate, g);
    store(dup, u);
}

/// A thread `width` neighbours; the last thread takes what is left one by one.
template <class Activation, class T, int width>
__device__ void forward_of_thread(const T* gate, const T* up, int64_t elements, T* y) {
    const int64_t first = (static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x) * width;
    if (first + width <= elements) {
        forward_at<Activation, T, width>(gate + first, up + first, y + first);
        return;
    }
    for (int64_t i = first; i < elements; ++i)
        forward_at<Activation, T, 1>(gate + i, up + i, y + i);
}

template <class Activation, class T, int width>
__global__ void forward_kernel(const T* gate, const T* up, int64_t elements, T* y) {
    await_earlier();
    forward_of_thread<Activation, T, width>(gate, up, elements, y);
}

/// The same, and beside it a block for each row of each segment's A, which gates the segment's rows anew.
/// Grid: blocks of elements or rows of A, the elements and the segments, blocks that share a segment's rows.
template <class Activation, class T, int width>
__global__ void __launch_bounds__(narrow_threads)
    forward_narrow_kernel(const T* gate, const T* up, int64_t elements, int64_t columns, T* y,
                          CudaNarrow narrow) {
    if (blockIdx.y == 0) {
        if (blockIdx.z > 0) return;
        await_earlier();
        forward_of_thread<Activation, T, width>(gate, up, elements, y);
        return;
    }
    NarrowRow<width, 2> of_a;
    if (!of_a.begin(narrow, static_cast<int>(blockIdx.y) - 1, static_cast<int>(blockIdx.x), columns)) return;
    of_a.read();
    await_earlier();
    of_a.each_row([&](int64_t r) {
        int n = 0;
#pragma unroll 2
        for (int64_t c = threadIdx.x * width; c < columns; c += narrow_threads * width, ++n) {
            float values[width];
            gated<Activation>(gate + r * columns + c, up + r * columns + c, values);
            of_a.template add<T>(n, c, values);
        }
    });
}

template <class Activation, class T, int width>
__global__ void backward_kernel(const T* gate, const T* up, const T* dy, int64_t elements, T* dgate, T* dup) {
    const int64_t first = (static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x) * width;
    if (first + width <= elements) {
        backward_at<Activation, T, width>(gate + first, up + first, dy + first, dgate + first, dup + first);
        return;
    }
    for (int64_t i = first; i < elements; ++i)
        backward_at<Activation, T, 1>(gate + i, up + i, dy + i, dgate + i, dup + i);
}

template <class Activation>
CudaStatus forward(const char* name, DType values, const void* gate, const void* up, int64_t rows,
                   int64_t columns, void* y, const CudaNarrow* narrow, CudaStream stream) {
    if (rows < 0 || columns < 0 || (columns > 0 && rows > INT64_MAX / columns))
        return failure("a gated unit: impossible shape");
    if (narrow && impossible(*narrow, rows)) return failure("a gated unit: impossible segments");
    const int64_t elements = rows * columns;
    return with_values(values, name, [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (elements == 0) return CudaStatus{};
        constexpr int width = vector_width<T>;
        const bool vectors = aligned({gate, up, y});
        if (comes_along(narrow)) {
            const bool runs = vectors && columns % width == 0;
            const int64_t threads = runs ? elements / width : elements;
            const int64_t blocks = (threads + narrow_threads - 1) / narrow_threads;
            if (blocks > INT32_MAX) return failure("a gated unit: too many elements for one launch");
            const auto kernel =
                runs ? forward_narrow_kernel<Activation, T, width> : forward_narrow_kernel<Activation, T, 1>;
            launch_early(kernel, narrow_grid(*narrow, blocks), narrow_threads, stream,
                         static_cast<const T*>(gate), static_cast<const T*>(up), elements, columns,
                         static_cast<T*>(y), *narrow);
            return launched(name);
        }
        const unsigned grid = grid_for(vectors ? (elements + width - 1) / width : elements);
        if (grid == 0) return failure("a gated unit: too many elements for one launch");
        const auto kernel = vectors ? forward_kernel<Activation, T, width> : forward_kernel<Activation, T, 1>;
        launch_early(kernel, grid, threads_per_block, stream, static_cast<const T*>(gate),
                     static_cast<const T*>(up), elements, static_cast<T*>(y));
        return follow_up(launched(name), narrow, values, y, columns, stream);
    });
}

template <class Activation>
CudaStatus backward(const char* name, DType values, const void* gate, const void* up, const void* dy,
                    int64_t elements, void* dgate, void* dup, CudaStream stream) {
    if (elements < 0) return failure("a gated unit: a negative number of elements");
    return with_values(values, name, [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (elements == 0) return CudaStatus{};
        constexpr int width = vector_width<T>;
        const bool vectors = aligned({gate, up, dy, dgate, dup});
        const unsigned grid = grid_for(vectors ? (elements + width - 1) / width : elements);
        if (grid == 0) return failure("a gated unit: too many elements for one launch");
        const auto kernel =
            vectors ? backward_kernel<Activation, T, width> : backward_kernel<Activation, T, 1>;
        launch(kernel, grid, threads_per_block, stream, static_cast<const T*>(gate),
               static_cast<const T*>(up), static_cast<const T*>(dy), elements, static_cast<T*>(dgate),
               static_cast<T*>(dup));
        return launched(name);
    });
}

}  // namespace

CudaStatus swiglu(DType values, const void* gate, const void* up, int64_t rows, int64_t columns, void* y,
                  const CudaNarrow* narrow, CudaStream stream) {
    return forward<Silu>("swiglu", values, gate, up, rows, columns, y, narrow, stream);
}

CudaStatus swiglu_backward(DType values, const void* gate, const void* up, const void* dy, int64_t elements,
                           void* dgate, void* dup, CudaStream stream) {
    return backward<Silu>("swiglu_backward", values, gate, up, dy, elements, dgate, dup, stream);
}

CudaStatus geglu(DType values, const void* gate, const void* up, int64_t rows, int64_t columns, void* y,
                 const CudaNarrow* narrow, CudaStream stream) {
    return forward<GeluTanh>("geglu", values, gate, up, rows, columns, y, narrow, stream);
}

CudaStatus geglu_backward(DType values, const void* gate, const void* up, const void* dy, int64_t elements,
                          void* dgate, void* dup, CudaStream stream) {
    return backward<GeluTanh>("geglu_backward", values, gate, up, dy, elements, dgate, dup, stream);
}

}  // namespace lora::kernels::cuda
