// SPDX-License-Identifier: Apache-2.0
// SwiGLU and GeGLU: an activation of one product times another, and their gradients.
#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

namespace {

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
__device__ void forward_at(const T* gate, const T* up, T* y) {
    float g[width], u[width];
    load(gate, g);
    load(up, u);
#pragma unroll
    for (int i = 0; i < width; ++i)
        g[i] = Activation::value(g[i]) * u[i];
    store(y, g);
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
__global__ void forward_kernel(const T* gate, const T* up, int64_t elements, T* y) {
    await_earlier();
    const int64_t first = (static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x) * width;
    if (first + width <= elements) {
        forward_at<Activation, T, width>(gate + first, up + first, y + first);
        return;
    }
    for (int64_t i = first; i < elements; ++i)
        forward_at<Activation, T, 1>(gate + i, up + i, y + i);
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
CudaStatus forward(const char* name, DType values, const void* gate, const void* up, int64_t elements,
                   void* y, CudaStream stream) {
    if (elements < 0) return failure("a gated unit: a negative number of elements");
    return with_values(values, name, [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (elements == 0) return CudaStatus{};
        constexpr int width = vector_width<T>;
        const bool vectors = aligned({gate, up, y});
        const unsigned grid = grid_for(vectors ? (elements + width - 1) / width : elements);
        if (grid == 0) return failure("a gated unit: too many elements for one launch");
        const auto kernel = vectors ? forward_kernel<Activation, T, width> : forward_kernel<Activation, T, 1>;
        launch_early(kernel, grid, threads_per_block, stream, static_cast<const T*>(gate),
                     static_cast<const T*>(up), elements, static_cast<T*>(y));
        return launched(name);
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

CudaStatus swiglu(DType values, const void* gate, const void* up, int64_t elements, void* y,
                  CudaStream stream) {
    return forward<Silu>("swiglu", values, gate, up, elements, y, stream);
}

CudaStatus swiglu_backward(DType values, const void* gate, const void* up, const void* dy, int64_t elements,
                           void* dgate, void* dup, CudaStream stream) {
    return backward<Silu>("swiglu_backward", values, gate, up, dy, elements, dgate, dup, stream);
}

CudaStatus geglu(DType values, const void* gate, const void* up, int64_t elements, void* y,
                 CudaStream stream) {
    return forward<GeluTanh>("geglu", values, gate, up, elements, y, stream);
}

CudaStatus geglu_backward(DType values, const void* gate, const void* up, const void* dy, int64_t elements,
                          void* dgate, void* dup, CudaStream stream) {
    return backward<GeluTanh>("geglu_backward", values, gate, up, dy, elements, dgate, dup, stream);
}

}  // namespace lora::kernels::cuda
