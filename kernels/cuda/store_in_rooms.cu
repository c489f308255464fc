// SPDX-License-Identifier: Apache-2.0
#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/turned.cuh"

namespace lora::kernels::cuda {

namespace {

template <class T>
struct Tokens {
    T* query;
    const T* key;
    const T* value;
    int64_t query_row, key_row, value_row;
    int heads, key_heads;
};

/// A thread `width` neighbouring pairs of one head of query or key, or as many of the value. `parts`: threads
/// a head. Grid: blocks that share a row, and rows.
template <class T, int width>
__global__ void store_kernel(Tokens<T> tokens, int threads, int parts, const float* __restrict__ cosine,
                             const float* __restrict__ sine, const int64_t* __restrict__ places,
                             T* __restrict__ keys, T* __restrict__ all_values) {
    await_earlier();
    const int thread = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
    if (thread >= threads) return;
    const int64_t row = blockIdx.y;
    int head = thread / parts;
    const int half = parts * width, d = thread % parts * width;
    const int64_t place = places[row];
    const float *c = cosine + row * half + d, *s = sine + row * half + d;
    if (head < tokens.heads) {
        T* query = tokens.query + row * tokens.query_row + head * 2 * half + d;
        if (place < 0)
            spoil<width>(query, half);
        else
            turn<width>(query, query, half, c, s, 1.0F);
        return;
    }
    if (place < 0) return;
    head -= tokens.heads;
    const bool is_key = head < tokens.key_heads;
    if (!is_key) head -= tokens.key_heads;
    const int64_t at = head * 2 * half + d;
    const int64_t to = place * tokens.key_heads * 2 * half + at;
    if (is_key) {
        turn<width>(tokens.key + row * tokens.key_row + at, keys + to, half, c, s, 1.0F);
        return;
    }
    const T* value = tokens.value + row * tokens.value_row + at;
    using Few = Pack<T, width>;
    *reinterpret_cast<Few*>(all_values + to) = *reinterpret_cast<const Few*>(value);
    *reinterpret_cast<Few*>(all_values + to + half) = *reinterpret_cast<const Few*>(value + half);
}

}  // namespace

CudaStatus store_in_rooms(DType values, void* query, int64_t query_row, const void* key, int64_t key_row,
                          const void* value, int64_t value_row, int64_t rows, int heads, int key_heads,
                          int head_dim, const float* cosine, const float* sine, const int64_t* places,
                          void* keys, void* all_values, CudaStream stream) {
    const int64_t key_width = static_cast<int64_t>(key_heads) * head_dim;
    if (rows < 0 || heads <= 0 || key_heads <= 0 || head_dim <= 0 || head_dim % 2 != 0 ||
        query_row < static_cast<int64_t>(heads) * head_dim || key_row < key_width || value_row < key_width)
        return failure("store_in_rooms: impossible shape");
    return with_values(values, "store_in_rooms", [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (rows == 0) return CudaStatus{};
        const int half = head_dim / 2;
        constexpr int width = vector_width<T>;
        const bool vectors = half % width == 0 && query_row % width == 0 && key_row % width == 0 &&
                             value_row % width == 0 &&
                             aligned({query, key, value, cosine, sine, keys, all_values});
        const int parts = vectors ? half / width : half;
        const int64_t threads = (int64_t{heads} + 2 * int64_t{key_heads}) * parts;
        if (rows > 65535 || threads > INT32_MAX / 2)
            return failure("store_in_rooms: too many rows for one launch");
        const dim3 grid(grid_for(threads), static_cast<unsigned>(rows));
        const Tokens<T> tokens{static_cast<T*>(query),
                               static_cast<const T*>(key),
                               static_cast<const T*>(value),
                               query_row,
                               key_row,
                               value_row,
                               heads,
                               key_heads};
        const auto kernel = vectors ? store_kernel<T, width> : store_kernel<T, 1>;
        launch_early(kernel, grid, threads_per_block, stream, tokens, static_cast<int>(threads), parts,
                     cosine, sine, places, static_cast<T*>(keys), static_cast<T*>(all_values));
        return launched("store_in_rooms");
    });
}

}  // namespace lora::kernels::cuda
