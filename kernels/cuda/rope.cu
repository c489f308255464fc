// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/turned.cuh"

namespace lora::kernels::cuda {

namespace {

/// A thread `width` neighbouring pairs of one head; grid: tokens, and blocks that share one. `parts`: threads
/// a head.
template <class T, int width>
__global__ void rope_kernel(const T* x, int64_t x_row, T* y, int64_t y_row, int heads, int parts,
                            const float* __restrict__ cosine, const float* __restrict__ sine,
                            int64_t table_positions, const int32_t* __restrict__ positions, float direction) {
    const int64_t token = blockIdx.x;
    const int thread = static_cast<int>(blockIdx.y * blockDim.x + threadIdx.x);
    if (thread >= heads * parts) return;
    const int half = parts * width, d = thread % parts * width, of_head = thread / parts * 2 * half + d;
    T* to = y + token * y_row + of_head;
    const int64_t position = positions ? positions[token] : token;
    if (position < 0 || position >= table_positions)
        spoil<width>(to, half);
    else
        turn<width>(x + token * x_row + of_head, to, half, cosine + position * half + d,
                    sine + position * half + d, direction);
}

}  // namespace

CudaStatus rope(DType values, const void* x, int64_t x_row, void* y, int64_t y_row, int64_t tokens, int heads,
                int head_dim, const float* cosine, const float* sine, int64_t table_positions,
                const int32_t* positions, bool inverse, CudaStream stream) {
    if (tokens < 0 || heads <= 0 || head_dim <= 0 || head_dim % 2 != 0 ||
        std::min(x_row, y_row) < static_cast<int64_t>(heads) * head_dim)
        return failure("rope: impossible shape");
    return with_values(values, "rope", [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (tokens == 0) return CudaStatus{};
        const int half = head_dim / 2;
        constexpr int width = vector_width<T>;
        const bool vectors =
            half % width == 0 && x_row % width == 0 && y_row % width == 0 && aligned({x, y, cosine, sine});
        const int parts = vectors ? half / width : half;
        const int64_t threads = int64_t{heads} * parts;
        // A token's own, in whole warps, so that one of few heads leaves none idle.
        const auto block = static_cast<int>(std::min<int64_t>(threads_per_block, (threads + 31) / 32 * 32));
        const int64_t blocks = (threads + block - 1) / block;
        if (tokens > INT32_MAX || blocks > 65535) return failure("rope: too many tokens for one launch");
        const dim3 grid(static_cast<unsigned>(tokens), static_cast<unsigned>(blocks));
        const auto kernel = vectors ? rope_kernel<T, width> : rope_kernel<T, 1>;
        launch(kernel, grid, block, stream, static_cast<const T*>(x), x_row, static_cast<T*>(y), y_row, heads,
               parts, cosine, sine, table_positions, positions, inverse ? -1.0F : 1.0F);
        return launched("rope");
    });
}

}  // namespace lora::kernels::cuda
