// SPDX-License-Identifier: Apache-2.0
// Few rows times turned weights, shared by the instruction sets that add up products of bytes. Blocks of 32
// elements of x become whole numbers of 24 bits, or of eight, cut into signed bytes; products with codes and
// their sums over a scale's columns are exact. Internal linkage for the reason that blocks_vector.h gives.
//
// V, an instruction set, has: Ints and Floats, and `lanes`, the 32-bit numbers in one; what is named like
// them below, as the instructions do it; how many rows it takes at once (`most_rows`); `begin`, `dot` and
// `end`, which add products of at most `vectors(bits)` vectors of codes to a sum; whether codes in a byte's
// high half are `multiplied_there`; `take_apart`.
#pragma once

#include <algorithm>
#include <cstring>

#include "kernels/cpu/cache_line.h"
#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/digits.h"
#include "kernels/cpu/turned_layout.h"
#include "kernels/cpu/with_count.h"
#include "kernels/include/turned_weights.h"

namespace lora::kernels {
namespace {

/// A block of a row of x: element i is scale · Σ over its digits, highest first, in base 256.
template <int count>
struct alignas(64) TurnedRowBlock {
    static constexpr int digit_count = count;
    int8_t digits[count][32];
    float scale;  ///< less what codes are multiplied by, see CodesAs
    float sum;    ///< of the elements
    /// What the two lowest digits' products begin with, to take zero's code off each code, by the columns
    /// that share a scale: together they are minus it times the sum of the whole numbers.
    int32_t start[2][2];
};

/// How a block's codes are multiplied.
struct CodesAs {
    int32_t times, zero;  ///< zero: the code that stands for it, as it is multiplied
};
template <class V>
constexpr CodesAs codes_as(TurnedLayout layout, int64_t block) {
    const int32_t times = V::multiplied_there && layout.code_bits == 4 && block % 2 == 1 ? 16 : 1;
    return {times, times * layout.zero};
}

/// A block, its halves' sums of whole numbers once its digits are there.
template <class B>
inline void finish(float scale, float sum, const int32_t (&sums)[2], TurnedLayout layout, CodesAs codes,
                   B& out) {
    out.scale = codes.times == 1 ? scale : scale * (1.0f / 16);
    out.sum = sum;
    const bool halves = layout.columns_a_scale() == 16;
    for (int half = 0; half < 1 + halves; ++half) {
        // Wider than its result, since numbers that are not finite became the least there are.
        const int64_t whole = halves ? sums[half] : int64_t(sums[0]) + sums[1];
        const int64_t high = B::digit_count == 1 ? 0 : whole >> 8;
        out.start[half][0] = static_cast<int32_t>(-codes.zero * high);
        out.start[half][1] = static_cast<int32_t>(-codes.zero * (whole - high * 256));
    }
}

template <class V>
inline void take_block(const float* in, TurnedLayout layout, int64_t block,
                       TurnedRowBlock<float_digits>& out) {
    int32_t sums[2];
    const float scale = V::take_apart(in, out.digits, sums);
    const float sum = scale * (static_cast<float>(sums[0]) + static_cast<float>(sums[1]));
    finish(scale, sum, sums, layout, codes_as<V>(layout, block), out);
}
template <class V>
inline void take_block(const Q8Block* in, TurnedLayout layout, int64_t block, TurnedRowBlock<1>& out) {
    std::memcpy(out.digits[0], in->q, sizeof in->q);
    int32_t sums[2] = {};
    for (int i = 0; i < 32; ++i)
        sums[i / 16] += in->q[i];
    finish(in->scale, in->sum, sums, layout, codes_as<V>(layout, block), out);
}

inline int32_t four_columns(const int8_t* in) {
    int32_t columns;
    std::memcpy(&columns, in, sizeof columns);
    return columns;
}

/// y of a group's outputs and R rows.
template <class V, DType type, int R, class B>
class TurnedSums {
    using Ints = typename V::Ints;
    using Floats = typename V::Floats;
    /// Vectors of outputs that share what is spread of x, and how often so many are a group.
    static constexpr int O = 2, parts = turned_outputs / (O * V::lanes);
    using Sums = Floats[R][O];

  public:
    /// `weights`: a group; `ahead`: null where it was read before; `x`: rows of 2 · pairs blocks.
    TurnedSums(const uint8_t* weights, int64_t pairs, ReadAhead* ahead, const B* x) : row_blocks_(2 * pairs) {
        for (Sums& sums : sums_)
            for (auto& of_row : sums)
                for (Floats& sum : of_row)
                    sum = V::zero();
        // A stretch that the first-level cache holds while its parts go by.
        const int64_t stretch = parts == 1 ? pairs : 2;
        for (int64_t p = 0; p < pairs; p += stretch)
            for (int part = 0; part < parts; ++part)
                add_pairs(weights + p * layout.pair_bytes(), part, stretch < pairs - p ? stretch : pairs - p,
                          ahead, x + 2 * p);
    }
    /// The first `outputs` of them.
    void put(int64_t outputs, float* y, int64_t y_stride) const {
        for (int64_t lane = 0; lane < turned_outputs && lane < outputs; lane += V::lanes)
            for (int r = 0; r < R; ++r)
                V::store(y + r * y_stride + lane, outputs - lane,
                         sums_[lane / (O * V::lanes)][r][lane / V::lanes % O]);
    }

  private:
    static constexpr TurnedLayout layout = turned_layout(type);
    static constexpr int D = B::digit_count;

    /// Codes of four columns, the v-th of a block.
    template <int block>
    static Ints codes_at(const uint8_t* pair, int v) {
        if constexpr (layout.code_bits == 8) return V::load(pair + turned_row_of_codes * (8 * block + v));
        constexpr bool there = block == 1 && V::multiplied_there && layout.upper_bits() == 0;
        const Ints both = V::load(pair + turned_row_of_codes * v);
        const Ints low = block == 0 || there ? both : V::template shift_right<4>(both);
        if constexpr (layout.upper_bits() == 0) {
            return V::mask(low, there ? 0xf0 : 0x0f);
        } else {
            constexpr int bits = layout.upper_bits(), vectors = 8 / bits;
            const int at = 8 * block + v;
            const Ints upper =
                V::shift_to_4(V::load(pair + turned_row_of_codes * (8 + at / vectors)), at % vectors * bits);
            return V::masked_or(low, V::mask(upper, ((1 << bits) - 1) << 4));
        }
    }
    /// What columns that share a scale have: w = step · code + offset.
    struct Scale {
        Floats step, offset;
    };
    template <int block, int half>
    static Scale scale_at(const uint8_t* scales, int64_t lane) {
        if constexpr (layout.scales == TurnedScales::halves) {
            const uint8_t* step = scales + 32 * block + 2 * lane;
            return {V::halves(step), layout.offsets ? V::halves(step + 64) : V::zero()};
        } else if constexpr (layout.scales == TurnedScales::packed_blocks) {
            const uint8_t* of_block = scales + 64 + 16 * block + lane;
            return {V::multiply(V::halves(scales + 2 * lane), V::from_uint8(of_block)),
                    V::multiply(V::halves(scales + 32 + 2 * lane), V::from_uint8(of_block + 32))};
        } else {
            return {V::multiply(V::halves(scales + 2 * lane),
                                V::from_int8(scales + 32 + 16 * (2 * block + half) + lane)),
                    V::zero()};
        }
    }
    static Ints beginning(const int32_t (&start)[2], int digit) {
        const int place = digit + 2 - D;
        return layout.zero != 0 && place >= 0 ? V::all(start[place]) : V::none();
    }
    /// Σ over digits, as floats.
    static Floats together(const Ints (&products)[D]) {
        if constexpr (D == 1) {
            return V::floats(products[0]);
        } else {
            static_assert(D == 3);
            const Ints high = V::add(V::template shift_left<8>(products[0]), products[1]);
            return V::multiply_add(V::floats(high), V::all(256.0f), V::floats(products[2]));
        }
    }

    /// act(row, vector of outputs, digit) for all, in registers.
    template <class Act>
    [[gnu::always_inline]] static void each_sum(const Act& act) {
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
            for (int o = 0; o < O; ++o)
#pragma GCC unroll 3
                for (int d = 0; d < D; ++d)
                    act(r, o, d);
    }

    /// Pairs of blocks, a part of their outputs; sums are in registers meanwhile.
    [[gnu::always_inline]] void add_pairs(const uint8_t* pair, int part, int64_t count, ReadAhead* ahead,
                                          const B* x) {
        const int64_t lane = part * O * V::lanes;
        Sums sums;
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
            for (int o = 0; o < O; ++o)
                sums[r][o] = sums_[part][r][o];
        for (int64_t p = 0; p < count; ++p, pair += layout.pair_bytes(), x += 2) {
            if (ahead) ahead->read(layout.pair_bytes() / parts);
            add<0>(pair, lane, x, sums);
            add<1>(pair, lane, x + 1, sums);
        }
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
            for (int o = 0; o < O; ++o)
                sums_[part][r][o] = sums[r][o];
    }
    /// A block of a pair; x: the first row's.
    template <int block>
    [[gnu::always_inline]] void add(const uint8_t* pair, int64_t lane, const B* x, Sums& to) const {
        add_columns<block, 0>(pair, lane, x, to);
        if constexpr (layout.columns_a_scale() == 16) add_columns<block, 1>(pair, lane, x, to);
    }
    template <int block, int half>
    [[gnu::always_inline]] void add_columns(const uint8_t* pair, int64_t lane, const B* x, Sums& to) const {
        constexpr int count = layout.columns_a_scale() / 4, first = half * count;
        constexpr int stretch = std::min(count, V::vectors(layout.code_bits));
        Ints products[R][O][D];
        each_sum([&](int r, int o, int d) __attribute__((always_inline)) {
            products[r][o][d] = beginning(x[r * row_blocks_].start[half], d);
        });
#pragma GCC unroll 4
        for (int from = first; from < first + count; from += stretch) {
            Ints sums[R][O][D];
            each_sum([&](int r, int o, int d)
                         __attribute__((always_inline)) { sums[r][o][d] = V::begin(products[r][o][d]); });
#pragma GCC unroll 8
            for (int v = from; v < from + stretch; ++v) {
                Ints codes[O];
#pragma GCC unroll 4
                for (int o = 0; o < O; ++o)
                    codes[o] = codes_at<block>(pair + 4 * (lane + o * V::lanes), v);
#pragma GCC unroll 4
                for (int r = 0; r < R; ++r)
#pragma GCC unroll 3
                    for (int d = 0; d < D; ++d) {
                        const Ints columns = V::all(four_columns(x[r * row_blocks_].digits[d] + 4 * v));
#pragma GCC unroll 4
                        for (int o = 0; o < O; ++o)
                            sums[r][o][d] = V::dot(sums[r][o][d], codes[o], columns);
                    }
            }
            each_sum([&](int r, int o, int d) __attribute__((always_inline)) {
                products[r][o][d] = V::end(products[r][o][d], sums[r][o][d]);
            });
        }
#pragma GCC unroll 4
        for (int o = 0; o < O; ++o) {
            const int64_t at = lane + o * V::lanes;
            const Scale scale = scale_at<block, half>(pair + layout.scales_at(at), at % 16);
#pragma GCC unroll 4
            for (int r = 0; r < R; ++r) {
                const B& in = x[r * row_blocks_];
                to[r][o] = V::multiply_add(together(products[r][o]),
                                           V::multiply(scale.step, V::all(in.scale)), to[r][o]);
                if constexpr (layout.offsets)
                    to[r][o] = V::multiply_add(scale.offset, V::all(in.sum), to[r][o]);
            }
        }
    }

    int64_t row_blocks_;
    Sums sums_[parts];
};

/// Blocks of a row are `step` elements of x apart.
template <class V, class B, class X>
inline void make_ready(DType type, const X* x, int64_t x_stride, int64_t step, int64_t rows, int64_t columns,
                       std::byte* out) {
    static_assert(sizeof(B) <= turned_block_bytes);
    const TurnedLayout layout = turned_layout(type);
    const int64_t blocks = columns / 32;
    auto* to = reinterpret_cast<B*>(out);
    for (int64_t r = 0; r < rows; ++r) {
        for (int64_t b = 0; b < blocks; ++b, ++to)
            take_block<V>(x + r * x_stride + b * step, layout, b, *to);
        if (blocks % 2 != 0) std::memset(static_cast<void*>(to++), 0, sizeof *to);
    }
}
template <class V>
inline void ready_floats(DType type, const float* x, int64_t x_stride, int64_t rows, int64_t columns,
                         std::byte* out) {
    make_ready<V, TurnedRowBlock<float_digits>>(type, x, x_stride, 32, rows, columns, out);
}
template <class V>
inline void ready_q8(DType type, const Q8Block* x, int64_t rows, int64_t columns, std::byte* out) {
    make_ready<V, TurnedRowBlock<1>>(type, x, columns / 32, 1, rows, columns, out);
}

template <class V, DType type, class B>
inline void multiply_turned(const uint8_t* turned, int64_t outputs, int64_t columns, const B* x, int64_t rows,
                            ReadAhead* ahead, float* y, int64_t y_stride) {
    const int64_t pairs = turned_pairs(columns), group_bytes = pairs * turned_layout(type).pair_bytes();
    constexpr int64_t most_rows = V::most_rows;
    // Of one group at a time: its weights stay in the cache while all rows go by, and a core reads one
    // stretch of memory a fifth faster than two in turn.
    for (int64_t o = 0; o < outputs; o += turned_outputs, turned += group_bytes)
        for (int64_t r = 0; r < rows; r += most_rows)
            with_count<1, 2, 3, 4>(rows - r < most_rows ? rows - r : most_rows, [&]<int R>() {
                if constexpr (R <= V::most_rows)
                    TurnedSums<V, type, R, B>(turned, pairs, r == 0 ? ahead : nullptr, x + 2 * r * pairs)
                        .put(outputs - o, y + r * y_stride + o, y_stride);
            });
}

template <class V>
inline void turned_matmul(DType type, const std::byte* turned, int64_t outputs, int64_t columns,
                          const std::byte* ready, bool eight_bits, int64_t rows, ReadAhead* ahead, float* y,
                          int64_t y_stride) {
    const auto* from = reinterpret_cast<const uint8_t*>(turned);
    const auto with = [&]<DType t, class B>() {
        multiply_turned<V, t>(from, outputs, columns, reinterpret_cast<const B*>(ready), rows, ahead, y,
                              y_stride);
    };
    with_turned_type(type, [&]<DType t>() {
        if constexpr (V::vectors(turned_layout(t).code_bits) == 0)
            return;
        else if (eight_bits)
            with.template operator()<t, TurnedRowBlock<1>>();
        else
            with.template operator()<t, TurnedRowBlock<float_digits>>();
    });
}
template <class V>
inline bool gains_by_turning(DType type) {
    return turned_layout(type).code_bits > 0 && V::vectors(turned_layout(type).code_bits) > 0;
}

template <class V>
constexpr TurnedOps turned_ops{gains_by_turning<V>, ready_floats<V>, ready_q8<V>, turned_matmul<V>};

}  // namespace
}  // namespace lora::kernels
