// SPDX-License-Identifier: Apache-2.0
// Attention of one new token a row over its room, by FlashAttention's online softmax (arXiv:2205.14135). A
// row's keys are split among blocks, and the last of them to end joins what all have found, in one launch. A
// group of lanes holds a key between them, eight neighbouring dimensions each, and those of its value: both
// come into registers together, so that a short room costs the memory's latency once.
#include <algorithm>

#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/sums.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

namespace {

constexpr int most_threads = 256;
/// Neighbouring dimensions of a lane.
constexpr int lane_values = 8;
/// Query heads of a warp; where a key head serves more, several warps read the same keys, all but one of them
/// from the cache.
constexpr int most_warp_heads = 4;
constexpr float log2_e = 1.44269504F;

/// Keys whose loads a lane has in flight together, and as many values: eight loads of 16 bytes.
template <class T>
constexpr int keys_at_once = 8 / static_cast<int>(sizeof(T));

/// Of some of a row's keys for one query head: the largest score, in powers of two, and the sum of all
/// 2^(score - top). The values' sums belong to it, weighted likewise.
struct alignas(8) Share {
    float top, total;
};

template <class T>
struct Attended {
    const T* query;
    const T* keys;
    const T* all_values;
    const int32_t* firsts;
    const int32_t* lengths;
    T* out;
    unsigned* counts;  ///< [rows, key_heads], 0 between launches
    float* sums;       ///< [rows, key_heads, splits, query_heads, head_dim]
    Share* shares;     ///< [rows, key_heads, splits, query_heads]
    int64_t query_row;
    bool query_vectors;
    float scale;  ///< with log2(e) in it
    int query_heads, key_heads, head_dim;
    int log2_slices;  ///< of the number of warps that share a block's keys
};

template <class T>
struct Slice {
    Pack<T, vector_width<T>> packs[lane_values / vector_width<T>];

    __device__ void fetch(const T* at) {
#pragma unroll
        for (int i = 0; i < lane_values / vector_width<T>; ++i)
            packs[i] = reinterpret_cast<const Pack<T, vector_width<T>>*>(at)[i];
    }
    __device__ float operator[](int i) const {
        return to_float(packs[i / vector_width<T>].values[i % vector_width<T>]);
    }
};

/// What scores are lowered by before they become powers: the top, were it not that of no key at all.
__device__ float base_of(float top) {
    return top == -INFINITY ? 0.0F : top;
}

/// What other blocks wrote. Loads of this kind stay where they stand, so that neighbours are in flight
/// together; the compiler puts others off until there is something to weigh by.
__device__ Share fetched(const Share* at) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 700
    Share share;
    asm volatile("ld.relaxed.gpu.global.v2.f32 {%0, %1}, [%2];"
                 : "=f"(share.top), "=f"(share.total)
                 : "l"(__cvta_generic_to_global(at)));
    return share;
#else
    return *at;
#endif
}
__device__ Pack<float, 4> fetched(const float* at) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 700
    Pack<float, 4> pack;
    asm volatile("ld.relaxed.gpu.global.v4.f32 {%0, %1, %2, %3}, [%4];"
                 : "=f"(pack.values[0]), "=f"(pack.values[1]), "=f"(pack.values[2]), "=f"(pack.values[3])
                 : "l"(__cvta_generic_to_global(at)));
    return pack;
#else
    return *reinterpret_cast<const Pack<float, 4>*>(at);
#endif
}

/// Four neighbouring sums of several parts and their share, joined in the parts' order.
struct Joined {
    Share share{-INFINITY, 0};
    Pack<float, 4> sums{};
};

/// `at_once`: parts whose loads are in flight together; `of_others`: they are read as fetched does.
template <int at_once, bool of_others>
__device__ Joined joined(const Share* shares, int share_step, const float* sums, int sum_step, int parts) {
    Joined all;
    for (int first = 0; first < parts; first += at_once) {
        Share share[at_once];
        Pack<float, 4> part[at_once];
#pragma unroll
        for (int i = 0; i < at_once; ++i) {
            const int at = min(first + i, parts - 1);
            if constexpr (of_others) {
                share[i] = fetched(shares + at * share_step);
                part[i] = fetched(sums + at * sum_step);
            } else {
                share[i] = shares[at * share_step];
                part[i] = *reinterpret_cast<const Pack<float, 4>*>(sums + at * sum_step);
            }
        }
        float top = all.share.top;
#pragma unroll
        for (int i = 0; i < at_once; ++i)
            top = fmaxf(top, share[i].top);
        const float base = base_of(top), kept = exp2f(all.share.top - base);
        all.share = {top, all.share.total * kept};
#pragma unroll
        for (float& sum : all.sums.values)
            sum *= kept;
#pragma unroll
        for (int i = 0; i < at_once; ++i) {
            const float weight = first + i < parts ? exp2f(share[i].top - base) : 0.0F;
            all.share.total = fmaf(weight, share[i].total, all.share.total);
#pragma unroll
            for (int c = 0; c < 4; ++c)
                all.sums.values[c] = fmaf(weight, part[i].values[c], all.sums.values[c]);
        }
    }
    return all;
}

template <class T>
__device__ void write(const Joined& all, T* to) {
    const float whole = 1 / all.share.total;
    float values[4];
#pragma unroll
    for (int c = 0; c < 4; ++c)
        values[c] = all.sums.values[c] * whole;
    store(to, values);
}

/// atomicInc. What the block wrote before its last barrier is there for whoever counts later, and what was
/// there for those who counted before can be read behind the block's next barrier.
__device__ unsigned count_up(unsigned* count, unsigned last) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 700
    unsigned before;
    asm volatile("atom.acq_rel.gpu.global.inc.u32 %0, [%1], %2;"
                 : "=r"(before)
                 : "l"(__cvta_generic_to_global(count)), "r"(last)
                 : "memory");
#else
    __threadfence();
    const unsigned before = atomicInc(count, last);
    __threadfence();
#endif
    return before;
}

/// Whether this block is the last of `blocks` that share a row and key head, so that it can read what all of
/// them wrote. The count is 0 again behind the last.
__device__ bool ends_last(unsigned* count, int blocks) {
    __shared__ bool last;
    const auto others = static_cast<unsigned>(blocks) - 1;
    __syncthreads();
    if (threadIdx.x == 0) last = count_up(count, others) == others;
    __syncthreads();
    return last;
}

/// What a lane knows of the keys that its group has read, for `heads` query heads.
template <class T, int lanes, int heads>
struct Reading {
    float query[heads][lane_values];
    float sums[heads][lane_values] = {};
    Share shares[heads];

    /// `keys` and `values` are those of this lane's group, `absent` those among them that lie past the end.
    __device__ void take(const Slice<T> (&keys)[keys_at_once<T>], const Slice<T> (&values)[keys_at_once<T>],
                         const bool (&absent)[keys_at_once<T>]) {
        constexpr int count = keys_at_once<T>;
        float scores[count][heads] = {};
#pragma unroll
        for (int k = 0; k < count; ++k) {
#pragma unroll
            for (int i = 0; i < lane_values; ++i) {
                const float key = keys[k][i];
#pragma unroll
                for (int h = 0; h < heads; ++h)
                    scores[k][h] = fmaf(query[h][i], key, scores[k][h]);
            }
        }
#pragma unroll
        for (int step = lanes / 2; step > 0; step /= 2)
#pragma unroll
            for (int k = 0; k < count; ++k)
#pragma unroll
                for (int h = 0; h < heads; ++h)
                    scores[k][h] += __shfl_xor_sync(whole_warp, scores[k][h], step);
#pragma unroll
        for (int h = 0; h < heads; ++h) {
            float top = shares[h].top;
#pragma unroll
            for (int k = 0; k < count; ++k) {
                if (absent[k]) scores[k][h] = -INFINITY;
                top = fmaxf(top, scores[k][h]);
            }
            const float base = base_of(top), kept = exp2f(shares[h].top - base);
            shares[h] = {top, shares[h].total * kept};
#pragma unroll
            for (float& sum : sums[h])
                sum *= kept;
#pragma unroll
            for (int k = 0; k < count; ++k) {
                scores[k][h] = exp2f(scores[k][h] - base);
                shares[h].total += scores[k][h];
            }
        }
#pragma unroll
        for (int k = 0; k < count; ++k) {
#pragma unroll
            for (int i = 0; i < lane_values; ++i) {
                const float value = values[k][i];
#pragma unroll
                for (int h = 0; h < heads; ++h)
                    sums[h][i] = fmaf(scores[k][h], value, sums[h][i]);
            }
        }
    }
};

/// Grid: splits of a row's keys, key heads, rows. `lanes` hold a key between them; where they are more than
/// its dimensions need, the last ones repeat the last of those and count for nothing.
template <class T, int lanes, int heads>
__global__ void __launch_bounds__(most_threads) attention_kernel(Attended<T> it) {
    constexpr int groups = warp_size / lanes, count = keys_at_once<T>, width = lanes * lane_values;
    constexpr int warp_keys = groups * count;
    constexpr int most_parts = heads * most_threads / warp_size * groups;
    __shared__ Share shares[most_parts];
    __shared__ Pack<float, 4> sums[most_parts * width / 4];
    await_earlier();
    const int64_t row = blockIdx.z, first = it.firsts[row];
    const int length = it.lengths[row], key_head = static_cast<int>(blockIdx.y);
    const int lane = static_cast<int>(threadIdx.x) % warp_size;
    const int warp = static_cast<int>(threadIdx.x) / warp_size;
    const int slices = 1 << it.log2_slices, slice = warp & (slices - 1);
    const int first_head = (warp >> it.log2_slices) * heads, group = lane / lanes;
    const int d = min(lane % lanes * lane_values, it.head_dim - lane_values);
    const bool counts = d == lane % lanes * lane_values;
    Reading<T, lanes, heads> reading;
#pragma unroll
    for (int h = 0; h < heads; ++h) {
        const int head = key_head * it.query_heads + min(first_head + h, it.query_heads - 1);
        const T* at = it.query + row * it.query_row + head * it.head_dim + d;
        if (it.query_vectors)
            load(at, reading.query[h]);
        else
            load_each(at, reading.query[h]);
#pragma unroll
        for (float& value : reading.query[h])
            value *= counts ? it.scale : 0.0F;
        reading.shares[h] = {-INFINITY, 0};
    }
    // By the row's own length, so that all blocks have work however much shorter than the longest it is.
    const int splits = static_cast<int>(gridDim.x), step = slices * warp_keys;
    const int steps = ((length + warp_keys - 1) / warp_keys + slices - 1) >> it.log2_slices;
    const int block_keys = (steps <= splits ? 1 : (steps + splits - 1) / splits) * step;
    const int begin = static_cast<int>(blockIdx.x) * block_keys, end = min(length, begin + block_keys);
    if (begin >= length && blockIdx.x > 0) return;
    const int position = it.key_heads * it.head_dim;
    const int64_t start = first * position + key_head * it.head_dim + d;
    for (int next = begin + slice * warp_keys; next < end; next += step) {
        Slice<T> keys[count], values[count];
        bool absent[count];
#pragma unroll
        for (int k = 0; k < count; ++k) {
            const int key = next + k * groups + group;
            absent[k] = key >= end;
            const int64_t at = start + static_cast<int64_t>(min(key, end - 1)) * position;
            keys[k].fetch(it.keys + at);
            values[k].fetch(it.all_values + at);
        }
        reading.take(keys, values, absent);
    }
    const int blocks = max((length + block_keys - 1) / block_keys, 1);
    const int parts = slices * groups, part = slice * groups + group;
#pragma unroll
    for (int h = 0; h < heads; ++h) {
        const int at = (first_head + h) * parts + part;
        if (lane % lanes == 0) shares[at] = reading.shares[h];
        store(reinterpret_cast<float*>(sums) + at * width + lane % lanes * lane_values, reading.sums[h]);
    }
    __syncthreads();
    const int fours = it.head_dim / 4, all_fours = it.query_heads * fours;
    const int64_t pair = row * it.key_heads + key_head;
    T* out = it.out + pair * it.query_heads * it.head_dim;
    const int64_t first_part = pair * splits * it.query_heads,
                  mine = first_part + static_cast<int64_t>(blockIdx.x) * it.query_heads;
    for (int i = static_cast<int>(threadIdx.x); i < all_fours; i += static_cast<int>(blockDim.x)) {
        const int head = i / fours, c = i % fours * 4;
        const auto all =
            joined<8, false>(shares + head * parts, 1,
                             reinterpret_cast<const float*>(sums) + head * parts * width + c, width, parts);
        if (blocks == 1) {
            write(all, out + i * 4);
            continue;
        }
        *reinterpret_cast<Pack<float, 4>*>(it.sums + mine * it.head_dim + i * 4) = all.sums;
        if (c == 0) it.shares[mine + head] = all.share;
    }
    if (blocks == 1 || !ends_last(it.counts + pair, blocks)) return;
    for (int i = static_cast<int>(threadIdx.x); i < all_fours; i += static_cast<int>(blockDim.x))
        write(joined<16, true>(it.shares + first_part + i / fours, it.query_heads,
                               it.sums + first_part * it.head_dim + i * 4, it.query_heads * it.head_dim,
                               blocks),
              out + i * 4);
}

template <class T>
using Kernel = void (*)(Attended<T>);

template <class T, int lanes>
Kernel<T> kernel_for(int warp_heads) {
    constexpr Kernel<T> kernels[] = {attention_kernel<T, lanes, 1>, attention_kernel<T, lanes, 2>,
                                     attention_kernel<T, lanes, 3>, attention_kernel<T, lanes, 4>};
    return kernels[warp_heads - 1];
}

/// How many blocks share a row's keys: enough of them in all for two on every multiprocessor, each with keys
/// for all of its lanes. At most `wanted_blocks` in all where that is more than one.
int64_t splits_for(int64_t pairs, int64_t steps, int64_t wanted_blocks) {
    const int64_t most = std::min<int64_t>(room_attention_splits, steps);
    return std::clamp<int64_t>(std::min<int64_t>(wanted_blocks, room_attention_parts) / pairs, 1, most);
}

}  // namespace

CudaStatus room_attention(DType values, const void* query, int64_t query_row, const void* keys,
                          const void* all_values, int64_t rows, int heads, int key_heads, int head_dim,
                          const int32_t* firsts, const int32_t* lengths, int64_t longest, float scale,
                          float* room, int64_t room_numbers, void* out, CudaStream stream) {
    if (!room_attention_takes(heads, key_heads, head_dim))
        return failure(
            "room_attention: heads are a multiple of 8 wide, at most 256, and at most 16 share a key head");
    constexpr int64_t most_in_grid = 65535;
    if (rows < 0 || rows > most_in_grid || key_heads > most_in_grid || longest < 1 ||
        longest > INT32_MAX / 2 || query_row < static_cast<int64_t>(heads) * head_dim)
        return failure("room_attention: impossible shape");
    if (room_numbers < room_attention_numbers(rows, heads, key_heads, head_dim, longest))
        return failure("room_attention: the workspace is too small");
    if (!aligned({keys, all_values, room, out}))
        return failure("room_attention: keys, values, workspace and output begin at multiples of 16 bytes");
    return with_values(values, "room_attention", [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (rows == 0) return CudaStatus{};
        int device = 0, multiprocessors = 0;
        if (auto status = checked(cudaGetDevice(&device), "asking for the current GPU"); !status.ok)
            return status;
        if (auto status =
                checked(cudaDeviceGetAttribute(&multiprocessors, cudaDevAttrMultiProcessorCount, device),
                        "asking for a GPU's multiprocessors");
            !status.ok)
            return status;
        const int query_heads = heads / key_heads;
        const int sets = (query_heads + most_warp_heads - 1) / most_warp_heads;
        const int log2_slices = sets > 2 ? 1 : 2, slices = 1 << log2_slices;
        const int lanes = head_dim <= 64 ? 8 : head_dim <= 128 ? 16 : 32;
        const int step = slices * (warp_size / lanes) * keys_at_once<T>;
        const int64_t pairs = rows * key_heads;
        const int64_t splits = splits_for(pairs, (longest + step - 1) / step, int64_t{2} * multiprocessors);
        float* sums = room + room_attention_counts;
        const Attended<T> attended{static_cast<const T*>(query),
                                   static_cast<const T*>(keys),
                                   static_cast<const T*>(all_values),
                                   firsts,
                                   lengths,
                                   static_cast<T*>(out),
                                   reinterpret_cast<unsigned*>(room),
                                   sums,
                                   reinterpret_cast<Share*>(sums + pairs * splits * query_heads * head_dim),
                                   query_row,
                                   aligned({query}) && query_row % vector_width<T> == 0,
                                   scale * log2_e,
                                   query_heads,
                                   key_heads,
                                   head_dim,
                                   log2_slices};
        const int warp_heads = (query_heads + sets - 1) / sets;
        const auto kernel = lanes == 8    ? kernel_for<T, 8>(warp_heads)
                            : lanes == 16 ? kernel_for<T, 16>(warp_heads)
                                          : kernel_for<T, 32>(warp_heads);
        const dim3 grid(static_cast<unsigned>(splits), static_cast<unsigned>(key_heads),
                        static_cast<unsigned>(rows));
        launch_early(kernel, grid, warp_size * slices * sets, stream, attended);
        return launched("room_attention");
    });
}

}  // namespace lora::kernels::cuda
