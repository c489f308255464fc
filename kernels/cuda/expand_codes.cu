// SPDX-License-Identifier: Apache-2.0
// bitsandbytes' stored weights: codes beside their scales. Values equal its own bit for bit.
#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

namespace {

constexpr int nf4_levels = 16;
constexpr int nf4_block = 64;

/// The quantiles of a normal distribution that QLoRA quantises to, as bitsandbytes has them.
__constant__ float nf4_level[nf4_levels] = {-1.0F,
                                            -0.6961928009986877F,
                                            -0.5250730514526367F,
                                            -0.39491748809814453F,
                                            -0.28444138169288635F,
                                            -0.18477343022823334F,
                                            -0.09105003625154495F,
                                            0.0F,
                                            0.07958029955625534F,
                                            0.16093020141124725F,
                                            0.24611230194568634F,
                                            0.33791524171829224F,
                                            0.44070982933044434F,
                                            0.5626170039176941F,
                                            0.7229568362236023F,
                                            1.0F};

/// A thread eight neighbours, which share a scale. `vectors`: codes and values at multiples of 16 bytes.
template <class T, bool vectors>
__global__ void nf4_kernel(const unsigned char* __restrict__ codes, const float* __restrict__ absmax,
                           int64_t elements, T* __restrict__ out) {
    constexpr int width = 8;
    // Lanes look up different levels: shared memory answers them at once, constant memory in turn.
    __shared__ float level[nf4_levels];
    if (threadIdx.x < nf4_levels) level[threadIdx.x] = nf4_level[threadIdx.x];
    __syncthreads();
    const int64_t first = (static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x) * width;
    if (first >= elements) return;
    const float scale = absmax[first / nf4_block];
    if (vectors && first + width <= elements) {
        const uint32_t packed = *reinterpret_cast<const uint32_t*>(codes + first / 2);
        float values[width];
#pragma unroll
        for (int i = 0; i < width; ++i)
            values[i] = level[packed >> (i / 2 * 8 + (i % 2 == 0 ? 4 : 0)) & 15] * scale;
        store(out + first, values);
        return;
    }
    const int64_t end = first + width < elements ? first + width : elements;
    for (int64_t i = first; i < end; ++i) {
        const int packed = codes[i / 2];
        out[i] = from_float<T>(level[i % 2 == 0 ? packed >> 4 : packed & 15] * scale);
    }
}

/// A thread `width` neighbours of one row.
template <class T, int width>
__global__ void int8_kernel(const int8_t* __restrict__ codes, const float* __restrict__ absmax,
                            int64_t elements, int64_t columns, T* __restrict__ out) {
    constexpr float inverse_127 = 7.874015718698502e-3F;
    const int64_t first = (static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x) * width;
    if (first >= elements) return;
    const float scale = absmax[first / columns];
    const auto packed = *reinterpret_cast<const Pack<int8_t, width>*>(codes + first);
    float values[width];
#pragma unroll
    for (int i = 0; i < width; ++i)
        values[i] = static_cast<float>(packed.values[i]) * scale * inverse_127;
    store(out + first, values);
}

}  // namespace

CudaStatus expand_nf4(const void* codes, const float* absmax, int64_t elements, DType values, void* out,
                      CudaStream stream) {
    if (elements < 0) return failure("expand_nf4: a negative number of elements");
    return with_values(values, "expand_nf4", [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (elements == 0) return CudaStatus{};
        const unsigned grid = grid_for((elements + 7) / 8);
        if (grid == 0) return failure("expand_nf4: too many elements for one launch");
        const auto kernel = aligned({codes, out}) ? nf4_kernel<T, true> : nf4_kernel<T, false>;
        kernel<<<grid, threads_per_block, 0, stream_of(stream)>>>(static_cast<const unsigned char*>(codes),
                                                                  absmax, elements, static_cast<T*>(out));
        return launched("expand_nf4");
    });
}

CudaStatus expand_int8(const int8_t* codes, const float* absmax, int64_t rows, int64_t columns, DType values,
                       void* out, CudaStream stream) {
    if (rows < 0 || columns <= 0) return failure("expand_int8: impossible shape");
    return with_values(values, "expand_int8", [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (rows == 0) return CudaStatus{};
        constexpr int width = 8;
        const bool vectors = columns % width == 0 && aligned({codes, out});
        const int64_t elements = rows * columns;
        const unsigned grid = grid_for(vectors ? elements / width : elements);
        if (grid == 0) return failure("expand_int8: too many elements for one launch");
        const auto kernel = vectors ? int8_kernel<T, width> : int8_kernel<T, 1>;
        kernel<<<grid, threads_per_block, 0, stream_of(stream)>>>(codes, absmax, elements, columns,
                                                                  static_cast<T*>(out));
        return launched("expand_int8");
    });
}

}  // namespace lora::kernels::cuda
