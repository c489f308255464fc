// SPDX-License-Identifier: Apache-2.0
#include "kernels/cuda/block_values.cuh"
#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

namespace {

/// A thread an element: neighbours write side by side, and the bytes they share come from the cache.
template <DType type, int block_elements, int block_bytes, class T>
__global__ void expand_kernel(Bytes in, int64_t elements, T* __restrict__ out) {
    const int64_t i = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
    if (i >= elements) return;
    out[i] = from_float<T>(
        block_value<type>(in + i / block_elements * block_bytes, static_cast<int>(i % block_elements)));
}

template <DType type>
CudaStatus expand(const void* in, int64_t elements, DType values, void* out, CudaStream stream) {
    constexpr DTypeInfo info = dtype_info(type);
    if (elements % info.block_elements != 0) return failure("expand_blocks: the last block is not whole");
    const unsigned grid = grid_for(elements);
    if (grid == 0) return failure("expand_blocks: too many elements for one launch");
    return with_values(values, "expand_blocks", [&](auto* value_type) {
        using T = std::remove_pointer_t<decltype(value_type)>;
        launch(expand_kernel<type, info.block_elements, info.block_bytes, T>, grid, threads_per_block, stream,
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
