// SPDX-License-Identifier: Apache-2.0
// The part of a stored row that a lane multiplies at a time: one or two runs of eight neighbouring columns,
// as the bytes that a lane loads hold them. Blocks begin at the alignment that a row at a multiple of 16
// bytes gives them.
#pragma once

#include "kernels/cuda/block_values.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

inline constexpr int run_length = 8;

/// Eight bytes at a multiple of `alignment`, the first lowest.
template <int alignment>
__device__ uint2 eight_bytes(Bytes at) {
    if constexpr (alignment == 8) {
        return *reinterpret_cast<const uint2*>(at);
    } else if constexpr (alignment == 4) {
        const auto* words = reinterpret_cast<const uint32_t*>(at);
        return make_uint2(words[0], words[1]);
    } else {
        const auto* halves = reinterpret_cast<const uint16_t*>(at);
        return make_uint2(halves[0] | static_cast<uint32_t>(halves[1]) << 16,
                          halves[2] | static_cast<uint32_t>(halves[3]) << 16);
    }
}

__device__ inline unsigned short half_bits(Bytes at) {
    return *reinterpret_cast<const unsigned short*>(at);
}
/// The float16 in the low bits.
__device__ inline float half_of(uint32_t bits) {
    return __half2float(__ushort_as_half(static_cast<unsigned short>(bits)));
}

/// bits - offset for bits below 2^23: placed under the exponent of 2^23, which is cheaper than converting.
template <int offset>
__device__ float small_integer(uint32_t bits) {
    return __uint_as_float(0x4b000000U | bits) - static_cast<float>(8388608 + offset);
}

/// Four of the eight bits of byte i.
template <int shift>
__device__ uint32_t nibble_of(uint2 bytes, int i) {
    return (i < 4 ? bytes.x : bytes.y) >> (i % 4 * 8 + shift) & 15;
}

/// Each type says: `elements` of a stretch and its `runs`, `gap` columns apart; first_column of the nth
/// stretch; read, which loads its bytes, and expand, which makes numbers of them. Apart, so that a lane can
/// ask for the bytes of several stretches before it waits for the first. `tabled`: every thread of the block
/// calls prepare before the first expand.
template <DType type>
struct Stretch;

/// 16 bytes of a matrix that is read once by one lane: they need no place in the first cache, which is left
/// to x. Not for types whose lanes share sectors.
__device__ inline uint4 streamed(const uint4* at) {
#ifdef __CUDACC__
    uint4 out;
    asm("ld.global.nc.L1::no_allocate.v4.u32 {%0, %1, %2, %3}, [%4];"
        : "=r"(out.x), "=r"(out.y), "=r"(out.z), "=r"(out.w)
        : "l"(at));
    return out;
#else
    return *at;
#endif
}

template <class T>
struct PlainStretch {
    static constexpr int runs = 1, gap = 0, elements = run_length;
    static constexpr bool plain = true, tabled = false;
    static constexpr int loads = run_length / vector_width<T>;
    using Value = T;
    struct Raw {
        uint4 loaded[loads];
    };
    static __device__ int64_t first_column(int64_t n) { return n * elements; }
    template <bool vectors>
    static __device__ Raw read(Bytes row, int64_t n) {
        Raw raw;
        if constexpr (vectors) {
            const auto* at = reinterpret_cast<const uint4*>(row) + n * loads;
#pragma unroll
            for (int i = 0; i < loads; ++i)
                raw.loaded[i] = loads == 1 ? streamed(at + i) : at[i];
        } else {
            const T* at = reinterpret_cast<const T*>(row) + n * elements;
#pragma unroll
            for (int i = 0; i < loads; ++i) {
                const T* from = at + i * vector_width<T>;
                raw.loaded[i] = make_uint4(word(from, 0), word(from, 1), word(from, 2), word(from, 3));
            }
        }
        return raw;
    }
    static __device__ void expand(const Raw& raw, int64_t, float (&out)[runs][run_length]) {
#pragma unroll
        for (int i = 0; i < loads; ++i) {
            const uint4 four = raw.loaded[i];
            put(four.x, out[0], i * 4);
            put(four.y, out[0], i * 4 + 1);
            put(four.z, out[0], i * 4 + 2);
            put(four.w, out[0], i * 4 + 3);
        }
    }

  private:
    /// The nth four bytes from `at` on, which may lie at any element.
    static __device__ uint32_t word(const T* at, int n) {
        if constexpr (sizeof(T) == 4) {
            return reinterpret_cast<const uint32_t*>(at)[n];
        } else {
            const auto* halves = reinterpret_cast<const uint16_t*>(at) + 2 * n;
            return halves[0] | static_cast<uint32_t>(halves[1]) << 16;
        }
    }
    static __device__ void put(uint32_t word, float (&out)[run_length], int n) {
        if constexpr (sizeof(T) == 4) {
            out[n] = __uint_as_float(word);
        } else {
            out[2 * n] = __uint_as_float(word << 16);
            out[2 * n + 1] = __uint_as_float(word & 0xffff0000U);
        }
    }
};
template <>
struct Stretch<DType::f32> : PlainStretch<float> {};
template <>
struct Stretch<DType::bf16> : PlainStretch<BFloat16> {};

/// Blocks of 32 in nibbles: half a block's bytes hold eight columns low and, 16 further, eight high.
template <>
struct Stretch<DType::q4_0> {
    static constexpr int runs = 2, gap = 16, elements = 16;
    static constexpr bool plain = false, tabled = false;
    static __device__ int64_t first_column(int64_t n) { return n / 2 * 32 + n % 2 * 8; }
    struct Raw {
        uint2 quants;
        unsigned short scale;
    };
    template <bool>
    static __device__ Raw read(Bytes row, int64_t n) {
        Bytes block = row + n / 2 * 18;
        return {eight_bytes<2>(block + 2 + n % 2 * 8), half_bits(block)};
    }
    static __device__ void expand(const Raw& raw, int64_t, float (&out)[runs][run_length]) {
        const float scale = half_of(raw.scale);
#pragma unroll
        for (int i = 0; i < run_length; ++i) {
            out[0][i] = small_integer<8>(nibble_of<0>(raw.quants, i)) * scale;
            out[1][i] = small_integer<8>(nibble_of<4>(raw.quants, i)) * scale;
        }
    }
};

template <>
struct Stretch<DType::q4_1> {
    static constexpr int runs = 2, gap = 16, elements = 16;
    static constexpr bool plain = false, tabled = false;
    static __device__ int64_t first_column(int64_t n) { return n / 2 * 32 + n % 2 * 8; }
    struct Raw {
        uint2 quants;
        uint32_t scales;  ///< the scale low, the minimum high
    };
    template <bool>
    static __device__ Raw read(Bytes row, int64_t n) {
        Bytes block = row + n / 2 * 20;
        return {eight_bytes<4>(block + 4 + n % 2 * 8), *reinterpret_cast<const uint32_t*>(block)};
    }
    static __device__ void expand(const Raw& raw, int64_t, float (&out)[runs][run_length]) {
        const float scale = half_of(raw.scales), minimum = half_of(raw.scales >> 16);
#pragma unroll
        for (int i = 0; i < run_length; ++i) {
            out[0][i] = fmaf(small_integer<0>(nibble_of<0>(raw.quants, i)), scale, minimum);
            out[1][i] = fmaf(small_integer<0>(nibble_of<4>(raw.quants, i)), scale, minimum);
        }
    }
};

/// Half a block: 16 neighbours.
template <>
struct Stretch<DType::q8_0> {
    static constexpr int runs = 2, gap = 8, elements = 16;
    static constexpr bool plain = false, tabled = false;
    static __device__ int64_t first_column(int64_t n) { return n * elements; }
    struct Raw {
        uint2 quants[runs];
        unsigned short scale;
    };
    template <bool>
    static __device__ Raw read(Bytes row, int64_t n) {
        Bytes block = row + n / 2 * 34;
        Bytes first = block + 2 + n % 2 * 16;
        return {{eight_bytes<2>(first), eight_bytes<2>(first + 8)}, half_bits(block)};
    }
    static __device__ void expand(const Raw& raw, int64_t, float (&out)[runs][run_length]) {
        const float scale = half_of(raw.scale);
#pragma unroll
        for (int run = 0; run < runs; ++run) {
            uint2 quants = raw.quants[run];
            quants.x ^= 0x80808080U;  // from -128..127 to 0..255
            quants.y ^= 0x80808080U;
#pragma unroll
            for (int i = 0; i < run_length; ++i)
                out[run][i] = small_integer<128>((i < 4 ? quants.x : quants.y) >> (i % 4 * 8) & 255) * scale;
        }
    }
};

/// bitsandbytes' blocks of 64 nibbles behind a float32 scale, the first of a byte in its high half: a
/// quarter, 16 neighbours.
template <DType type>
struct Nf4Stretch {
    static constexpr int runs = 2, gap = 8, elements = 16;
    static constexpr bool plain = false, tabled = true;
    /// The levels in shared memory, where sixteen of them lie in banks of their own, whichever lane asks for
    /// which.
    static __device__ float* levels() {
        __shared__ float held[16];
        return held;
    }
    static __device__ void prepare() {
        if (threadIdx.x < 16) levels()[threadIdx.x] = nf4_level[threadIdx.x];
        __syncthreads();
    }
    /// What the ith of the eight codes of a word stands for.
    static __device__ float value(uint32_t codes, int i, float scale) {
        return nf4_rounded<type>(levels()[codes >> (i / 2 * 8 + (1 - i % 2) * 4) & 15] * scale);
    }
    static __device__ int64_t first_column(int64_t n) { return n * elements; }
    struct Raw {
        uint2 quants;
        float scale;
    };
    template <bool>
    static __device__ Raw read(Bytes row, int64_t n) {
        Bytes block = row + n / 4 * 36;
        return {eight_bytes<4>(block + 4 + n % 4 * 8), *reinterpret_cast<const float*>(block)};
    }
    static __device__ void expand(const Raw& raw, int64_t, float (&out)[runs][run_length]) {
#pragma unroll
        for (int run = 0; run < runs; ++run) {
#pragma unroll
            for (int i = 0; i < run_length; ++i)
                out[run][i] = value(run == 0 ? raw.quants.x : raw.quants.y, i, raw.scale);
        }
    }
};
template <>
struct Stretch<DType::nf4> : Nf4Stretch<DType::nf4> {};
template <>
struct Stretch<DType::nf4_f16> : Nf4Stretch<DType::nf4_f16> {};
template <>
struct Stretch<DType::nf4_bf16> : Nf4Stretch<DType::nf4_bf16> {};

/// 64 bytes behind a float32 scale: 16 neighbours of them.
template <>
struct Stretch<DType::int8_rows> {
    static constexpr int runs = 2, gap = 8, elements = 16;
    static constexpr bool plain = false, tabled = false;
    static __device__ int64_t first_column(int64_t n) { return n * elements; }
    struct Raw {
        uint2 quants[runs];
        float largest;
    };
    template <bool>
    static __device__ Raw read(Bytes row, int64_t n) {
        Bytes block = row + n / 4 * 68;
        Bytes first = block + 4 + n % 4 * 16;
        return {{eight_bytes<4>(first), eight_bytes<4>(first + 8)}, *reinterpret_cast<const float*>(block)};
    }
    static __device__ void expand(const Raw& raw, int64_t, float (&out)[runs][run_length]) {
        const float scale = raw.largest * int8_rows_step;
#pragma unroll
        for (int run = 0; run < runs; ++run) {
            uint2 quants = raw.quants[run];
            quants.x ^= 0x80808080U;  // from -128..127 to 0..255
            quants.y ^= 0x80808080U;
#pragma unroll
            for (int i = 0; i < run_length; ++i)
                out[run][i] = small_integer<128>((i < 4 ? quants.x : quants.y) >> (i % 4 * 8) & 255) * scale;
        }
    }
};

/// Super-blocks of 256 in four pairs of groups of 32: bytes hold a column of the first group low and the same
/// of the second high.
template <>
struct Stretch<DType::q4_k> {
    static constexpr int runs = 2, gap = 32, elements = 16;
    static constexpr bool plain = false, tabled = false;
    static __device__ int64_t first_column(int64_t n) { return n / 16 * 256 + n % 16 / 4 * 64 + n % 4 * 8; }
    struct Raw {
        uint4 head;
        uint2 quants;
    };
    template <bool>
    static __device__ Raw read(Bytes row, int64_t n) {
        Bytes block = row + n / 16 * 144;
        return {*reinterpret_cast<const uint4*>(block), eight_bytes<8>(block + 16 + n % 16 * 8)};
    }
    static __device__ void expand(const Raw& raw, int64_t n, float (&out)[runs][run_length]) {
        const int pair = static_cast<int>(n % 16 / 4);
        const uint4 head = raw.head;
        const float whole_scale = half_of(head.x), whole_minimum = half_of(head.x >> 16);
#pragma unroll
        for (int run = 0; run < runs; ++run) {
            // The 6-bit fields of block_values.cuh's group_scale, out of registers.
            const int shift = (pair % 2 * 2 + run) * 8;
            uint32_t scale = head.y >> shift & 63, minimum = head.z >> shift & 63;
            if (pair >= 2) {
                scale = (head.w >> shift & 15) | (head.y >> (shift + 6) & 3) << 4;
                minimum = (head.w >> (shift + 4) & 15) | (head.z >> (shift + 6) & 3) << 4;
            }
            const float run_scale = whole_scale * static_cast<float>(scale);
            const float run_minimum = -whole_minimum * static_cast<float>(minimum);
#pragma unroll
            for (int i = 0; i < run_length; ++i) {
                const uint32_t quant = run == 0 ? nibble_of<0>(raw.quants, i) : nibble_of<4>(raw.quants, i);
                out[run][i] = fmaf(small_integer<0>(quant), run_scale, run_minimum);
            }
        }
    }
};

/// Super-blocks of 256 in halves of 128, each four groups of 32: low nibbles belong to groups 0 and 1, high
/// ones, 64 columns further, to 2 and 3; two more bits of all four lie in a byte of their own.
template <>
struct Stretch<DType::q6_k> {
    static constexpr int runs = 2, gap = 64, elements = 16;
    static constexpr bool plain = false, tabled = false;
    static __device__ int64_t first_column(int64_t n) {
        return n / 16 * 256 + n % 16 / 8 * 128 + n % 8 / 4 * 32 + n % 4 * 8;
    }
    struct Raw {
        uint2 low, high;
        signed char fine[runs];
        unsigned short scale;
    };
    template <bool>
    static __device__ Raw read(Bytes row, int64_t n) {
        Bytes block = row + n / 16 * 210;
        const int half = static_cast<int>(n % 16 / 8), group = static_cast<int>(n % 8 / 4);
        const int part = static_cast<int>(n % 4);
        const auto* fine =
            reinterpret_cast<const signed char*>(block) + 192 + half * 8 + group * 2 + part / 2;
        return {eight_bytes<2>(block + half * 64 + group * 32 + part * 8),
                eight_bytes<2>(block + 128 + half * 32 + part * 8),
                {fine[0], fine[4]},
                half_bits(block + 208)};
    }
    static __device__ void expand(const Raw& raw, int64_t n, float (&out)[runs][run_length]) {
        const int group = static_cast<int>(n % 8 / 4);
        const float whole_scale = half_of(raw.scale);
#pragma unroll
        for (int run = 0; run < runs; ++run) {
            const float scale = whole_scale * static_cast<float>(raw.fine[run]);
#pragma unroll
            for (int i = 0; i < run_length; ++i) {
                const uint32_t four = run == 0 ? nibble_of<0>(raw.low, i) : nibble_of<4>(raw.low, i);
                const uint32_t two =
                    (i < 4 ? raw.high.x : raw.high.y) >> (i % 4 * 8 + 2 * (group + 2 * run)) & 3;
                out[run][i] = small_integer<32>(four | two << 4) * scale;
            }
        }
    }
};

}  // namespace lora::kernels::cuda
