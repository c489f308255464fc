// SPDX-License-Identifier: Apache-2.0
// Few rows times weights of four bits, compiled with AVX-512 F, BW, VL and VNNI; reached only where the
// processor has all four. vpdpbusd multiplies 64 bytes at a time, so a block of 32 elements of x becomes a
// number that they share times whole numbers of 24 bits, each cut into three signed bytes: as fine as float32
// is for the block's largest element. Products and their sums over a block are exact.
#include <cstring>
#include <vector>

#include "kernels/cpu/block_matmul_vector.h"
#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/digits_avx512.h"
#include "kernels/cpu/with_count.h"

namespace lora::kernels {
namespace {

constexpr int64_t block = 32, blocks_together = 4;

/// Four blocks of a row of x; lane i of the wide members belongs to block i. Three digits are float32's, one
/// is a row's that was rounded to eight bits.
template <int count>
struct alignas(64) Group {
    static constexpr int digit_count = count;
    __m512i digits[count][2];  ///< highest first; the blocks' first and second sixteen elements
    __m512 scale;              ///< each block's, in four lanes
    float sums[16];            ///< of each block's elements, then nothing
};

/// Sum of all lanes of both. Masks, since GCC 12 takes what the plain forms are made of for uninitialised.
float total_of(__m512 sums, __m128 offsets) {
    const __m128 all = _mm_add_ps(
        _mm_add_ps(
            _mm_add_ps(_mm512_maskz_extractf32x4_ps(15, sums, 0), _mm512_maskz_extractf32x4_ps(15, sums, 1)),
            _mm_add_ps(_mm512_maskz_extractf32x4_ps(15, sums, 2), _mm512_maskz_extractf32x4_ps(15, sums, 3))),
        offsets);
    const __m128 two = _mm_add_ps(all, _mm_movehl_ps(all, all));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

/// One block, as 16 bytes for each digit's first and second half.
void take_apart(const float* in, int at, Group<3>& group) {
    WholeNumbers numbers = whole_numbers(in);
    for (int lane = 0; lane < 4; ++lane)
        reinterpret_cast<float*>(&group.scale)[4 * at + lane] = numbers.scale;
    group.sums[at] = total_of(_mm512_add_ps(_mm512_loadu_ps(in), _mm512_loadu_ps(in + 16)), _mm_setzero_ps());
    for (int d = float_digits - 1; d >= 0; --d) {
        auto* halves = reinterpret_cast<__m128i*>(group.digits[d]);
        take_digits(numbers, halves + at, halves + 4 + at);
    }
}

/// A block that is whole numbers already.
void take_apart(const Q8Block* in, int at, Group<1>& group) {
    for (int half = 0; half < 2; ++half)
        _mm_store_si128(reinterpret_cast<__m128i*>(group.digits[0] + half) + at,
                        _mm_loadu_si128(reinterpret_cast<const __m128i*>(in->q) + half));
    for (int lane = 0; lane < 4; ++lane)
        reinterpret_cast<float*>(&group.scale)[4 * at + lane] = in->scale;
    group.sums[at] = in->sum;
}

/// `in` is at the row's first block, and the next `step` behind.
template <class Block, class G>
void take_apart_row(const Block* in, int64_t step, int64_t blocks, G* out) {
    for (int64_t b = 0; b < blocks; b += blocks_together, ++out) {
        if (blocks - b < blocks_together) std::memset(static_cast<void*>(out), 0, sizeof *out);
        for (int i = 0; i < blocks_together && b + i < blocks; ++i, in += step)
            take_apart(in, i, *out);
    }
}

/// Four blocks of an output's weights: w = step · q + offset.
struct Weights {
    __m512i low, high;  ///< q without a sign, the blocks' first and second sixteen
    __m512 step;        ///< each block's, in four lanes
    __m128 offset;      ///< each block's
};

__mmask32 first_words(int64_t count) {
    return count >= 32 ? __mmask32(0xffffffff) : count <= 0 ? __mmask32(0) : __mmask32((1u << count) - 1);
}
/// 64 bytes and what follows them, of four blocks or of the row's last: other words are zero.
struct Bytes {
    __m512i first, second;
};
template <int block_words>
Bytes bytes_of(const uint8_t* in) {
    static_assert(block_words == 9 || block_words == 10);
    const auto* rest = reinterpret_cast<const __m128i*>(in + 64);
    return {_mm512_loadu_si512(in),
            _mm512_zextsi128_si512(block_words == 10 ? _mm_loadu_si128(rest) : _mm_loadl_epi64(rest))};
}
template <int block_words>
Bytes bytes_of(const uint8_t* in, int64_t blocks) {
    return {_mm512_maskz_loadu_epi16(first_words(block_words * blocks), in),
            _mm512_maskz_loadu_epi16(first_words(block_words * blocks - 32), in + 64)};
}
void split(__m512i bytes, Weights& out) {
    const __m512i four = _mm512_set1_epi8(15);
    out.low = _mm512_and_si512(bytes, four);
    out.high = _mm512_and_si512(_mm512_srli_epi16(bytes, 4), four);
}
__m512 as_floats(__m512i lower_halves) {
    return _mm512_cvtph_ps(_mm512_castsi512_si256(lower_halves));
}

/// Which words a permutation takes.
template <class Word>
__m512i permutation(Word word) {
    alignas(64) uint16_t words[32];
    for (int i = 0; i < 32; ++i)
        words[i] = static_cast<uint16_t>(word(i));
    return _mm512_load_si512(words);
}

/// Of q4_1, whose header is a step and an offset, and of q4_0, whose numbers are 8 too large.
template <DType type>
struct Reader {
    static constexpr int words = dtype_info(type).block_bytes / 2, header = words - 8;
    // The steps four times each, then the header's last words.
    __m512i headers = permutation([](int i) { return i < 16 ? i / 4 * words : i % 4 * words + header - 1; });
    __m512i codes = permutation([](int i) { return i / 8 * words + header + i % 8; });
    Weights operator()(const Bytes& in) const {
        Weights out;
        split(_mm512_permutex2var_epi16(in.first, codes, in.second), out);
        const __m512i both = _mm512_permutexvar_epi16(headers, in.first);
        out.step = as_floats(both);
        out.offset = _mm_cvtph_ps(_mm512_maskz_extracti32x4_epi32(15, both, 2));
        if constexpr (type == DType::q4_0) out.offset = _mm_mul_ps(out.offset, _mm_set1_ps(-8));
        return out;
    }
};

/// y of O outputs and R rows: enough of either that neither x nor the weights are read for one use each.
template <DType type, int R, int O, class G>
void outputs_at_once(const Reader<type>& read, const uint8_t* weights, int64_t row_bytes, int64_t blocks,
                     const G* x, int64_t groups, float* y, int64_t y_stride) {
    constexpr int64_t bytes = blocks_together * dtype_info(type).block_bytes;
    __m512 sums[R][O];
    __m128 offsets[R][O];
#pragma GCC unroll 4
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
        for (int o = 0; o < O; ++o) {
            sums[r][o] = _mm512_setzero_ps();
            offsets[r][o] = _mm_setzero_ps();
        }
    const auto add = [&]<bool whole>(int64_t g) {
        Weights w[O];
#pragma GCC unroll 4
        for (int o = 0; o < O; ++o) {
            const uint8_t* in = weights + o * row_bytes + g * bytes;
            ask_ahead(in, 1);  // a group is hardly more than a line
            w[o] = read(whole ? bytes_of<Reader<type>::words>(in)
                              : bytes_of<Reader<type>::words>(in, blocks - g * blocks_together));
        }
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r) {
            const G& in = x[r * groups + g];
            const auto with_digit = [&](int d, int o, __m512i sum) __attribute__((always_inline)) {
                return _mm512_dpbusd_epi32(_mm512_dpbusd_epi32(sum, w[o].low, in.digits[d][0]), w[o].high,
                                           in.digits[d][1]);
            };
#pragma GCC unroll 4
            for (int o = 0; o < O; ++o) {
                __m512i sum = with_digit(0, o, _mm512_setzero_si512());
#pragma GCC unroll 3
                for (int d = 1; d < G::digit_count; ++d)
                    sum = with_digit(d, o, _mm512_slli_epi32(sum, 8));
                sums[r][o] =
                    _mm512_fmadd_ps(_mm512_cvtepi32_ps(sum), _mm512_mul_ps(w[o].step, in.scale), sums[r][o]);
                offsets[r][o] = _mm_fmadd_ps(w[o].offset, _mm_load_ps(in.sums), offsets[r][o]);
            }
        }
    };
    const int64_t whole = blocks / blocks_together;
    for (int64_t g = 0; g < whole; ++g)
        add.template operator()<true>(g);
    if (whole < groups) add.template operator()<false>(whole);
#pragma GCC unroll 4
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
        for (int o = 0; o < O; ++o)
            y[r * y_stride + o] = total_of(sums[r][o], offsets[r][o]);
}

template <DType type, int R, int O, class G>
void rows_at_once(const uint8_t* weights, int64_t outputs, int64_t row_bytes, int64_t blocks, const G* x,
                  int64_t groups, float* y, int64_t y_stride) {
    const Reader<type> read;
    int64_t o = 0;
    for (; o + O <= outputs; o += O)
        outputs_at_once<type, R, O>(read, weights + o * row_bytes, row_bytes, blocks, x, groups, y + o,
                                    y_stride);
    for (; o < outputs; ++o)
        outputs_at_once<type, R, 1>(read, weights + o * row_bytes, row_bytes, blocks, x, groups, y + o,
                                    y_stride);
}

/// Blocks of a row are `step` elements of x apart.
template <DType type, class G, class X>
void multiply(const std::byte* weights, int64_t outputs, int64_t columns, const X* x, int64_t x_stride,
              int64_t step, int64_t rows, float* y, int64_t y_stride) {
    const int64_t blocks = columns / block, groups = (blocks + blocks_together - 1) / blocks_together;
    const int64_t row_bytes = blocks * dtype_info(type).block_bytes;
    const auto* from = reinterpret_cast<const uint8_t*>(weights);
    constexpr int64_t most_rows = 4;
    thread_local std::vector<G> room;
    room.resize(static_cast<size_t>(most_rows * groups));
    for (int64_t first = 0; first < rows; first += most_rows) {
        const int64_t some = rows - first < most_rows ? rows - first : most_rows;
        for (int64_t r = 0; r < some; ++r)
            take_apart_row(x + (first + r) * x_stride, step, blocks, room.data() + r * groups);
        float* to = y + first * y_stride;
        with_count<1, 2, 3, 4>(some, [&]<int R>() {
            constexpr int at_once = R == 1 ? 4 : R == 2 ? 2 : 1;
            rows_at_once<type, R, at_once>(from, outputs, row_bytes, blocks, room.data(), groups, to,
                                           y_stride);
        });
    }
}

}  // namespace

void block_matmul_avx512_vnni(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                              const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride,
                              float* room) {
    switch (type) {
        case DType::q4_0:
            return multiply<DType::q4_0, Group<3>>(weights, outputs, columns, x, x_stride, block, rows, y,
                                                   y_stride);
        case DType::q4_1:
            return multiply<DType::q4_1, Group<3>>(weights, outputs, columns, x, x_stride, block, rows, y,
                                                   y_stride);
        default:
            return block_matmul_avx512(type, weights, outputs, columns, x, x_stride, rows, y, y_stride, room);
    }
}

namespace {

void block_matmul_q8_avx512_vnni(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                                 const Q8Block* x, int64_t rows, float* y, int64_t y_stride) {
    switch (type) {
        case DType::q4_0:
            return multiply<DType::q4_0, Group<1>>(weights, outputs, columns, x, columns / block, 1, rows, y,
                                                   y_stride);
        case DType::q4_1:
            return multiply<DType::q4_1, Group<1>>(weights, outputs, columns, x, columns / block, 1, rows, y,
                                                   y_stride);
        default:
            return q8_ops_avx2.matmul(type, weights, outputs, columns, x, rows, y, y_stride);
    }
}
void quantize(const float* x, int64_t columns, Q8Block* out) {
    q8_ops_avx2.quantize(x, columns, out);
}

}  // namespace

const Q8Ops q8_ops_avx512_vnni{quantize, block_matmul_q8_avx512_vnni};

}  // namespace lora::kernels
