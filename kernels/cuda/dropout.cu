// SPDX-License-Identifier: Apache-2.0
// Dropout whose mask is a function of a seed, element for element that of dropout_row in row_ops.h.
#include <algorithm>

#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

namespace {

struct Mask {
    uint32_t threshold;
    float keep_scale;

    /// 32 well-mixed bits of the element (C. Wellons' lowbias32), offset by the seed.
    __device__ float operator()(float x, int64_t element, uint64_t seed) const {
        uint32_t bits = static_cast<uint32_t>(element) ^ static_cast<uint32_t>(seed >> 32);
        bits += static_cast<uint32_t>(seed);
        bits = (bits ^ (bits >> 16)) * 0x7feb352dU;
        bits = (bits ^ (bits >> 15)) * 0x846ca68bU;
        bits ^= bits >> 16;
        return bits >= threshold ? x * keep_scale : 0.0F;
    }
};

template <class T, int width>
__device__ void drop_at(const T* x, int64_t first, uint64_t seed, Mask mask, T* y) {
    float values[width];
    load(x + first, values);
#pragma unroll
    for (int i = 0; i < width; ++i)
        values[i] = mask(values[i], first + i, seed);
    store(y + first, values);
}

/// A thread `width` neighbours; the last thread takes what is left one by one.
template <class T, int width>
__global__ void dropout_kernel(const T* x, int64_t elements, const uint64_t* place, uint64_t value, Mask mask,
                               T* y) {
    const int64_t first = (static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x) * width;
    if (first >= elements) return;
    const uint64_t seed = place ? *place : value;
    if (first + width <= elements) {
        drop_at<T, width>(x, first, seed, mask, y);
        return;
    }
    for (int64_t i = first; i < elements; ++i)
        drop_at<T, 1>(x, i, seed, mask, y);
}

}  // namespace

CudaStatus dropout(DType values, const void* x, int64_t elements, const uint64_t* place, uint64_t seed,
                   double p, void* y, CudaStream stream) {
    if (elements < 0) return failure("dropout: a negative number of elements");
    if (!(p >= 0 && p < 1)) return failure("dropout: the probability is not in [0, 1)");
    return with_values(values, "dropout", [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (elements == 0) return CudaStatus{};
        constexpr int width = vector_width<T>;
        const bool vectors = aligned({x, y});
        const unsigned grid = grid_for(vectors ? (elements + width - 1) / width : elements);
        if (grid == 0) return failure("dropout: too many elements for one launch");
        const Mask mask{static_cast<uint32_t>(std::min(p * 4294967296.0, 4294967295.0)),
                        static_cast<float>(1 / (1 - p))};
        const auto kernel = vectors ? dropout_kernel<T, width> : dropout_kernel<T, 1>;
        launch(kernel, grid, threads_per_block, stream, static_cast<const T*>(x), elements, place, seed, mask,
               static_cast<T*>(y));
        return launched("dropout");
    });
}

}  // namespace lora::kernels::cuda
