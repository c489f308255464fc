// SPDX-License-Identifier: Apache-2.0
// Sampling without sorting. A token's place in the falling order follows from its logit's bits, so that a cut
// through the order (top-k's, top-p's, the drawn token's) is found digit by digit, from sums over bins of
// tokens with equal leading digits. Sums are integers: their order does not matter, so every run agrees.
#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/sums.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

namespace {

constexpr int row_threads = 1024;
/// Digits of an order, from the highest: 10, 11 and 11 bits.
constexpr int coarse_bins = 1 << 10, fine_bins = 1 << 11;
constexpr int coarse_shift = 22, middle_shift = 11;

/// A probability without its divisor, in units of 2^-shift of the likeliest token's.
using Weight = unsigned long long;

/// Greater for greater logits; 0 and -0 share one.
__device__ uint32_t order_of(float logit) {
    const uint32_t bits = __float_as_uint(logit == 0 ? 0.0F : logit);
    return bits >> 31 ? ~bits : bits | 0x80000000U;
}

__device__ float logit_of(uint32_t order) {
    return __uint_as_float(order >> 31 ? order & 0x7fffffffU : ~order);
}

template <class T>
struct Row {
    const T* logits;
    int64_t columns;
    __device__ float operator[](int64_t i) const {
        const float logit = to_float(logits[i]);
        return isnan(logit) ? -INFINITY : logit;
    }
};

struct Weigher {
    float top, temperature, unit;
    __device__ Weight operator()(float logit) const {
        const float share = logit == top ? 1.0F : expf((logit - top) / temperature);
        return __float2ull_rn(share * unit);
    }
};

/// A cut lies among the tokens of one order: those above it, and how many of its own it takes in.
struct Cut {
    uint32_t order;
    Weight weight_above;
    unsigned tokens_above;
};

struct Bins {
    Weight weight[fine_bins];
    unsigned tokens[fine_bins];
};

struct Room {
    Weight coarse_weight[coarse_bins];
    unsigned coarse_tokens[coarse_bins];
    Bins fine;
    unsigned bin;  ///< that the last crossing fell into
    Weight weight_above, total;
    unsigned tokens_above;
    unsigned long long best[warp_size];
    unsigned matches[warp_size];
};

/// What is counted until a target is reached.
enum class By { weight, tokens };

template <class Value>
__device__ Value running_sum(Value value, int lane) {
#pragma unroll
    for (int step = 1; step < warp_size; step *= 2) {
        const Value before = __shfl_up_sync(whole_warp, value, static_cast<unsigned>(step));
        if (lane >= step) value += before;
    }
    return value;
}

/// By the first warp: the bin at which the running total, from the highest bin down, reaches `target`, which
/// lies between 1 and the bins' total. Each lane walks its share of the bins.
__device__ void find_crossing(const Weight* weight, const unsigned* tokens, int bins, By by, Weight target,
                              Room& room) {
    const int lane = static_cast<int>(threadIdx.x);
    const int share = bins / warp_size;
    const int highest = bins - 1 - lane * share;
    Weight own_weight = 0;
    unsigned own_tokens = 0;
    for (int i = 0; i < share; ++i) {
        own_weight += weight[highest - i];
        own_tokens += tokens[highest - i];
    }
    const Weight weight_through = running_sum(own_weight, lane);
    const unsigned tokens_through = running_sum(own_tokens, lane);
    Weight weight_above = weight_through - own_weight;
    unsigned tokens_above = tokens_through - own_tokens;
    const Weight before = by == By::weight ? weight_above : tokens_above;
    const Weight through = by == By::weight ? weight_through : tokens_through;
    if (before >= target || through < target) return;
    for (int bin = highest;; --bin) {
        const Weight reached =
            by == By::weight ? weight_above + weight[bin] : Weight{tokens_above} + tokens[bin];
        if (reached >= target) {
            room.bin = static_cast<unsigned>(bin);
            room.weight_above += weight_above;
            room.tokens_above += tokens_above;
            return;
        }
        weight_above += weight[bin];
        tokens_above += tokens[bin];
    }
}

/// Sums tokens whose order begins with `prefix` (all bits above prefix_shift) by their next 11 bits.
template <class T>
__device__ void fill_fine_bins(const Row<T>& row, const Weigher& weigh, uint32_t prefix, int prefix_shift,
                               Room& room) {
    for (int bin = static_cast<int>(threadIdx.x); bin < fine_bins; bin += row_threads) {
        room.fine.weight[bin] = 0;
        room.fine.tokens[bin] = 0;
    }
    __syncthreads();
    for (int64_t i = threadIdx.x; i < row.columns; i += row_threads) {
        const float logit = row[i];
        const uint32_t order = order_of(logit);
        if (order >> prefix_shift != prefix) continue;
        const uint32_t bin = order >> (prefix_shift - 11) & (fine_bins - 1);
        atomicAdd(&room.fine.weight[bin], weigh(logit));
        atomicAdd(&room.fine.tokens[bin], 1U);
    }
    __syncthreads();
}

/// The token at which the running total in falling order reaches `target`, as far as orders tell. Called by
/// every thread, with equal arguments, once the coarse bins are full.
template <class T>
__device__ Cut find_cut(const Row<T>& row, const Weigher& weigh, By by, Weight target, Room& room) {
    if (threadIdx.x == 0) {
        room.weight_above = 0;
        room.tokens_above = 0;
    }
    __syncthreads();
    if (threadIdx.x < warp_size)
        find_crossing(room.coarse_weight, room.coarse_tokens, coarse_bins, by, target, room);
    __syncthreads();
    uint32_t prefix = room.bin;
    for (const int shift : {coarse_shift, middle_shift}) {
        const Weight above = by == By::weight ? room.weight_above : room.tokens_above;
        fill_fine_bins(row, weigh, prefix, shift, room);
        if (threadIdx.x < warp_size)
            find_crossing(room.fine.weight, room.fine.tokens, fine_bins, by, target - above, room);
        __syncthreads();
        prefix = prefix << 11 | room.bin;
    }
    const Cut cut{prefix, room.weight_above, room.tokens_above};
    __syncthreads();  // the next cut begins by clearing them
    return cut;
}

/// How many of the cut's own tokens, of one weight each, it takes to reach `target`.
__device__ Weight own_tokens(const Cut& cut, Weight weight, Weight target) {
    const Weight missing = target - cut.weight_above;
    return weight == 0 ? 1 : (missing + weight - 1) / weight;
}

/// Writes the id of the nth token (from 1) of that order.
template <class T>
__device__ void write_token(const Row<T>& row, uint32_t order, Weight nth, int64_t* token, Room& room) {
    const unsigned warp = threadIdx.x / warp_size, lane = threadIdx.x % warp_size;
    Weight seen = 0;
    for (int64_t first = 0; first < row.columns; first += row_threads) {
        const int64_t i = first + threadIdx.x;
        const bool matches = i < row.columns && order_of(row[i]) == order;
        const unsigned lanes = __ballot_sync(whole_warp, matches);
        if (lane == 0) room.matches[warp] = static_cast<unsigned>(__popc(lanes));
        const auto here = static_cast<unsigned>(__syncthreads_count(matches));
        if (seen + here >= nth) {
            Weight place = seen + static_cast<unsigned>(__popc(lanes & ((1U << lane) - 1)));
            for (unsigned before = 0; before < warp; ++before)
                place += room.matches[before];
            if (matches && place + 1 == nth) *token = i;
            return;
        }
        seen += here;
        __syncthreads();  // the counts have been read
    }
}

/// The likeliest token, the smallest id among equals; in every thread.
template <class T>
__device__ int64_t likeliest(const Row<T>& row, Room& room) {
    unsigned long long best = 0;  // order above, what is left to the last id below
    for (int64_t i = threadIdx.x; i < row.columns; i += row_threads) {
        const auto place = static_cast<uint32_t>(row.columns - 1 - i);
        best = max(best, static_cast<unsigned long long>(order_of(row[i])) << 32 | place);
    }
#pragma unroll
    for (int step = warp_size / 2; step > 0; step /= 2)
        best = max(best, __shfl_xor_sync(whole_warp, best, step));
    if (threadIdx.x % warp_size == 0) room.best[threadIdx.x / warp_size] = best;
    __syncthreads();
    for (const unsigned long long other : room.best)
        best = max(best, other);
    return row.columns - 1 - static_cast<int64_t>(best & 0xffffffffU);
}

/// Sums every token by the first digit of its order, and all of them.
template <class T>
__device__ void fill_coarse_bins(const Row<T>& row, const Weigher& weigh, Room& room) {
    static_assert(coarse_bins == row_threads && row_threads == warp_size * warp_size);
    room.coarse_weight[threadIdx.x] = 0;
    room.coarse_tokens[threadIdx.x] = 0;
    __syncthreads();
    for (int64_t i = threadIdx.x; i < row.columns; i += row_threads) {
        const float logit = row[i];
        const uint32_t bin = order_of(logit) >> coarse_shift;
        atomicAdd(&room.coarse_weight[bin], weigh(logit));
        atomicAdd(&room.coarse_tokens[bin], 1U);
    }
    __syncthreads();
    if (threadIdx.x < warp_size) {
        Weight sum = 0;
        for (int bin = static_cast<int>(threadIdx.x); bin < coarse_bins; bin += warp_size)
            sum += room.coarse_weight[bin];
        sum = running_sum(sum, static_cast<int>(threadIdx.x));
        if (threadIdx.x == warp_size - 1) room.total = sum;
    }
    __syncthreads();
}

/// A block a row.
template <class T>
__global__ void __launch_bounds__(row_threads)
    sample_kernel(const T* __restrict__ logits, int64_t columns, float temperature, double top_p,
                  int64_t limit, float unit, const double* __restrict__ uniforms,
                  int64_t* __restrict__ tokens) {
    __shared__ Room room;
    const Row<T> row{logits + static_cast<int64_t>(blockIdx.x) * columns, columns};
    int64_t* token = tokens + blockIdx.x;
    const int64_t best = likeliest(row, room);
    const float top = row[best];
    if (!(temperature > 0) || top == -INFINITY) {
        if (threadIdx.x == 0) *token = best;
        return;
    }
    const Weigher weigh{top, temperature, unit};
    fill_coarse_bins(row, weigh, room);
    Weight candidates = room.total;
    if (limit < columns) {
        const Cut cut = find_cut(row, weigh, By::tokens, static_cast<Weight>(limit), room);
        candidates =
            cut.weight_above + (static_cast<Weight>(limit) - cut.tokens_above) * weigh(logit_of(cut.order));
    }
    if (top_p < 1) {
        const double least = ceil(top_p * static_cast<double>(candidates));
        const Weight target = least >= 1 ? min(static_cast<Weight>(least), candidates) : 1;
        const Cut cut = find_cut(row, weigh, By::weight, target, room);
        const Weight weight = weigh(logit_of(cut.order));
        candidates = cut.weight_above + own_tokens(cut, weight, target) * weight;
    }
    const double left = uniforms[blockIdx.x] * static_cast<double>(candidates);
    const Weight target = left >= 0 ? min(static_cast<Weight>(left) + 1, candidates) : 1;
    const Cut cut = find_cut(row, weigh, By::weight, target, room);
    write_token(row, cut.order, own_tokens(cut, weigh(logit_of(cut.order)), target), token, room);
}

/// 2^46, or less where so many tokens of equal weight would not fit into 62 bits.
float unit_for(int64_t columns) {
    int bits = 0;
    while (columns >> bits > 0)
        ++bits;
    return static_cast<float>(int64_t{1} << (bits > 16 ? 62 - bits : 46));
}

}  // namespace

CudaStatus sample(DType values, const void* logits, int64_t rows, int64_t columns,
                  const CudaSampling* options, const double* uniforms, int64_t* tokens, CudaStream stream) {
    if (rows < 0 || rows > INT32_MAX || columns <= 0 || columns > INT32_MAX || !options)
        return failure("sample: impossible shape");
    return with_values(values, "sample", [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        if (rows == 0) return CudaStatus{};
        const int64_t limit = options->top_k > 0 && options->top_k < columns ? options->top_k : columns;
        launch(sample_kernel<T>, static_cast<unsigned>(rows), row_threads, stream,
               static_cast<const T*>(logits), columns, static_cast<float>(options->temperature),
               options->top_p, limit, unit_for(columns), uniforms, tokens);
        return launched("sample");
    });
}

}  // namespace lora::kernels::cuda
