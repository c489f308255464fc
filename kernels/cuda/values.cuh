// SPDX-License-Identifier: Apache-2.0
// Values as kernels meet them: stored as float32 or bfloat16, computed in float32, and read several at a time
// where they lie at multiples of 16 bytes.
#pragma once

#include <initializer_list>

#include "kernels/cuda/launch.cuh"

namespace lora::kernels::cuda {

using BFloat16 = __nv_bfloat16;

__device__ inline float to_float(float value) {
    return value;
}
__device__ inline float to_float(BFloat16 value) {
    return __bfloat162float(value);
}

/// Rounded to nearest even.
template <class T>
__device__ T from_float(float value);
template <>
__device__ inline float from_float<float>(float value) {
    return value;
}
template <>
__device__ inline BFloat16 from_float<BFloat16>(float value) {
    return __float2bfloat16_rn(value);
}

/// What a value becomes when it is stored and read again.
template <class T>
__device__ float rounded(float value) {
    return to_float(from_float<T>(value));
}

/// Asks for what lies at `at`, into the second cache.
__device__ inline void expect(const void* at) {
#ifdef __CUDACC__
    asm volatile("prefetch.global.L2 [%0];" ::"l"(at));
#else
    static_cast<void>(at);
#endif
}

/// Waits until all earlier launches are done and what they wrote can be read, and lets the launch behind
/// begin. For kernels that are launched by launch_early; what is read behind it must not be read as constant
/// (`__restrict__`).
__device__ inline void await_earlier() {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 900
    asm volatile("griddepcontrol.wait;\n\tgriddepcontrol.launch_dependents;" ::: "memory");
#endif
}

/// The same pointer, which is to global memory: told where the compiler cannot see it, so that it need not
/// find out at every access.
template <class T>
__device__ T* global(T* pointer) {
#ifdef __CUDACC__
    __builtin_assume(__isGlobal(pointer));
#endif
    return pointer;
}

/// How many T one load brings.
template <class T>
inline constexpr int vector_width = 16 / static_cast<int>(sizeof(T));

/// Neighbours that are read or written by one instruction.
template <class T, int count>
struct alignas(sizeof(T) * count) Pack {
    T values[count];
};

/// out = the `count` elements from `at` on. For count > 1 `at` must be a multiple of a Pack's size.
template <int count, class T>
__device__ void load(const T* at, float (&out)[count]) {
    constexpr int width = count < vector_width<T> ? count : vector_width<T>;
#pragma unroll
    for (int first = 0; first < count; first += width) {
        const auto pack = *reinterpret_cast<const Pack<T, width>*>(at + first);
#pragma unroll
        for (int i = 0; i < width; ++i)
            out[first + i] = to_float(pack.values[i]);
    }
}

/// The same one by one, for memory of any alignment.
template <int count, class T>
__device__ void load_each(const T* at, float (&out)[count]) {
#pragma unroll
    for (int i = 0; i < count; ++i)
        out[i] = to_float(at[i]);
}

template <int count, class T>
__device__ void store(T* at, const float (&values)[count]) {
    constexpr int width = count < vector_width<T> ? count : vector_width<T>;
#pragma unroll
    for (int first = 0; first < count; first += width) {
        Pack<T, width> pack;
#pragma unroll
        for (int i = 0; i < width; ++i)
            pack.values[i] = from_float<T>(values[first + i]);
        *reinterpret_cast<Pack<T, width>*>(at + first) = pack;
    }
}

/// Whether all lie at multiples of 16 bytes. Null pointers do.
inline bool aligned(std::initializer_list<const void*> pointers) {
    uintptr_t bits = 0;
    for (const void* pointer : pointers)
        bits |= reinterpret_cast<uintptr_t>(pointer);
    return bits % 16 == 0;
}

/// Calls `with`, which gets a null pointer to the type named by `values`, or refuses in the operation's name.
template <class With>
CudaStatus with_values(DType values, const char* operation, With with) {
    if (values == DType::f32) return with(static_cast<float*>(nullptr));
    if (values == DType::bf16) return with(static_cast<BFloat16*>(nullptr));
    char text[96];
    std::snprintf(text, sizeof text, "%s: values are f32 or bf16", operation);
    return failure(text);
}

}  // namespace lora::kernels::cuda
