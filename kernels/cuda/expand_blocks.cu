// SPDX-License-Identifier: Apache-2.0
#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/stretches.cuh"

namespace lora::kernels::cuda {

namespace {

constexpr bool is_nf4(DType type) {
    return type == DType::nf4 || type == DType::nf4_f16 || type == DType::nf4_bf16;
}

/// A thread an element, for an `out` of any alignment: neighbours write side by side, and the bytes they
/// share come from the cache.
template <DType type, int block_elements, int block_bytes, class T>
__global__ void expand_each_kernel(Bytes in, int64_t elements, T* __restrict__ out) {
    const int64_t i = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
    if (i >= elements) return;
    out[i] = from_float<T>(
        block_value<type>(in + i / block_elements * block_bytes, static_cast<int>(i % block_elements)));
}

/// A thread a run of eight elements, which are written together: what they share of a block is read once. The
/// last run of a plain type may be shorter.
template <DType type, int block_elements, int block_bytes, class T>
__global__ void expand_runs_kernel(Bytes in, int64_t elements, T* __restrict__ out) {
    const int64_t first = (static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x) * run_length;
    if (first >= elements) return;
    Bytes block = in + first / block_elements * block_bytes;
    float values[run_length];
    if constexpr (block_elements > 1) {
#pragma unroll
        for (int i = 0; i < run_length; ++i)
            values[i] = block_value<type>(block, static_cast<int>(first % block_elements) + i);
        store(out + first, values);
    } else {
        const int64_t left = elements - first;
#pragma unroll
        for (int i = 0; i < run_length; ++i)
            values[i] = i < left ? block_value<type>(block + i * block_bytes, 0) : 0;
        if (left >= run_length) {
            store(out + first, values);
            return;
        }
#pragma unroll
        for (int i = 0; i < run_length; ++i)
            if (i < left) out[first + i] = from_float<T>(values[i]);
    }
}

/// The same of nf4 blocks at multiples of four bytes: a run's codes are one word.
template <DType type, int block_elements, int block_bytes, class T>
__global__ void expand_nf4_kernel(Bytes in, int64_t elements, T* __restrict__ out) {
    const int64_t run = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
    constexpr int runs = block_elements / run_length;
    const bool mine = run * run_length < elements;
    float scale = 0;
    uint32_t codes = 0;
    if (mine) {
        const auto* words = reinterpret_cast<const uint32_t*>(in + run / runs * block_bytes);
        scale = __uint_as_float(words[0]);
        codes = words[1 + run % runs];
    }
    Stretch<type>::prepare();  // while they are on their way
    if (!mine) return;
    float values[run_length];
#pragma unroll
    for (int i = 0; i < run_length; ++i)
        values[i] = Stretch<type>::value(codes, i, scale);
    store(out + run * run_length, values);
}

template <DType type, class T>
auto choose_kernel(const void* in, bool whole_runs) {
    constexpr DTypeInfo info = dtype_info(type);
    if (!whole_runs) return expand_each_kernel<type, info.block_elements, info.block_bytes, T>;
    if constexpr (is_nf4(type)) {
        if (reinterpret_cast<uintptr_t>(in) % 4 == 0)
            return expand_nf4_kernel<type, info.block_elements, info.block_bytes, T>;
    }
    return expand_runs_kernel<type, info.block_elements, info.block_bytes, T>;
}

template <DType type>
CudaStatus expand(const void* in, int64_t elements, DType values, void* out, CudaStream stream) {
    if (elements % dtype_info(type).block_elements != 0)
        return failure("expand_blocks: the last block is not whole");
    const bool whole_runs = aligned({out});
    const unsigned grid = grid_for(whole_runs ? (elements + run_length - 1) / run_length : elements);
    if (grid == 0) return failure("expand_blocks: too many elements for one launch");
    return with_values(values, "expand_blocks", [&](auto* value_type) {
        using T = std::remove_pointer_t<decltype(value_type)>;
        launch(choose_kernel<type, T>(in, whole_runs), grid, threads_per_block, stream,
               static_cast<Bytes>(in), elements, static_cast<T*>(out));
        return launched("expand_blocks");
    });
}

}  // namespace

CudaStatus expand_blocks(DType type, const void* in, int64_t elements, DType values, void* out,
                         CudaStream stream) {
    if (elements < 0) return failure("expand_blocks: a negative number of elements");
    if (elements == 0) return {};
    switch (type) {
        case DType::f32:
            return expand<DType::f32>(in, elements, values, out, stream);
        case DType::f16:
            return expand<DType::f16>(in, elements, values, out, stream);
        case DType::bf16:
            return expand<DType::bf16>(in, elements, values, out, stream);
        case DType::q4_0:
            return expand<DType::q4_0>(in, elements, values, out, stream);
        case DType::q4_1:
            return expand<DType::q4_1>(in, elements, values, out, stream);
        case DType::q5_0:
            return expand<DType::q5_0>(in, elements, values, out, stream);
        case DType::q5_1:
            return expand<DType::q5_1>(in, elements, values, out, stream);
        case DType::q8_0:
            return expand<DType::q8_0>(in, elements, values, out, stream);
        case DType::q4_k:
            return expand<DType::q4_k>(in, elements, values, out, stream);
        case DType::q5_k:
            return expand<DType::q5_k>(in, elements, values, out, stream);
        case DType::q6_k:
            return expand<DType::q6_k>(in, elements, values, out, stream);
        case DType::nf4:
            return expand<DType::nf4>(in, elements, values, out, stream);
        case DType::nf4_f16:
            return expand<DType::nf4_f16>(in, elements, values, out, stream);
        case DType::nf4_bf16:
            return expand<DType::nf4_bf16>(in, elements, values, out, stream);
        case DType::int8_rows:
            return expand<DType::int8_rows>(in, elements, values, out, stream);
        default:
            return failure("expand_blocks: this type is not a stored weight's");
    }
}

}  // namespace lora::kernels::cuda
