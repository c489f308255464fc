// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/turned_weights.h"

#include <algorithm>
#include <cstring>

#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/scale_min.h"
#include "kernels/cpu/turned_layout.h"

namespace lora::kernels {
namespace {

/// A byte that is four times in a word.
constexpr uint32_t in_all(uint32_t byte) {
    return byte * 0x01010101u;
}

/// An output's two blocks of a pair; zeros where there is none.
struct Pair {
    uint32_t codes[16] = {};  ///< four columns each, whole codes
    uint16_t steps[2] = {}, offsets[2] = {};
    uint8_t step_codes[4] = {}, offset_codes[2] = {};
};

uint32_t word_at(const uint8_t* bytes) {
    uint32_t word;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}
uint16_t half_at(const uint8_t* bytes) {
    uint16_t half;
    std::memcpy(&half, bytes, sizeof half);
    return half;
}

/// The fifth bits of four columns, which are the word's lowest: bit i of them meets bit 8 · i of a byte
/// alone.
uint32_t fifth_bits(uint32_t bits) {
    return ((bits & 15u) * 0x00204081u & in_all(1)) << 4;
}

/// A type whose blocks are 32 elements: `block`'s, to place `at` of the pair.
template <DType type>
void read_block(const uint8_t* block, int at, Pair& out) {
    constexpr TurnedLayout layout = turned_layout(type);
    out.steps[at] = half_at(block);
    block += 2;
    if constexpr (layout.offsets) {
        out.offsets[at] = half_at(block);
        block += 2;
    }
    uint32_t* codes = out.codes + 8 * at;
    if constexpr (layout.code_bits == 8) {
        for (int v = 0; v < 8; ++v)
            codes[v] = word_at(block + 4 * v) ^ in_all(0x80);
        return;
    }
    uint32_t fifth = 0;
    if constexpr (layout.code_bits == 5) {
        fifth = word_at(block);
        block += 4;
    }
    for (int v = 0; v < 4; ++v) {  // low halves are the first sixteen columns'
        const uint32_t both = word_at(block + 4 * v);
        codes[v] = both & in_all(15);
        codes[4 + v] = both >> 4 & in_all(15);
    }
    if constexpr (layout.code_bits == 5)
        for (int v = 0; v < 8; ++v)
            codes[v] |= fifth_bits(fifth >> 4 * v);
}

/// Elements 64 · `quarter` and so on of a block of 256; expand_blocks_reference.cpp has the blocks in words.
template <DType type>
void read_quarter(const uint8_t* block, int quarter, Pair& out) {
    if constexpr (type == DType::q6_k) {
        const uint8_t* low = block + 64 * (quarter / 2);
        const uint8_t* high = block + 128 + 32 * (quarter / 2);
        const int group = 2 * (quarter % 2);
        for (int v = 0; v < 16; ++v) {
            const int nibbles = 4 * (quarter % 2), bits = 2 * (group + v / 8);
            out.codes[v] = (word_at(low + 4 * v) >> nibbles & in_all(15)) |
                           (word_at(high + 4 * (v % 8)) >> bits & in_all(3)) << 4;
        }
        std::memcpy(out.step_codes, block + 192 + 4 * quarter, 4);
        out.steps[0] = half_at(block + 208);
    } else {
        const uint8_t* low = block + (type == DType::q5_k ? 48 : 16) + 32 * quarter;
        for (int v = 0; v < 16; ++v) {
            out.codes[v] = word_at(low + 4 * (v % 8)) >> 4 * (v / 8) & in_all(15);
            if constexpr (type == DType::q5_k)
                out.codes[v] |= (word_at(block + 16 + 4 * (v % 8)) >> (2 * quarter + v / 8) & in_all(1)) << 4;
        }
        for (int i = 0; i < 2; ++i) {
            const auto [scale, min] = scale_min(block + 4, 2 * quarter + i);
            out.step_codes[i] = static_cast<uint8_t>(scale);
            out.offset_codes[i] = static_cast<uint8_t>(min);
        }
        out.steps[0] = half_at(block);
        out.offsets[0] = half_at(block + 2) ^ 0x8000;
    }
}

template <DType type>
Pair pair_of(const uint8_t* row, int64_t pair, int64_t blocks) {
    constexpr int block_bytes = dtype_info(type).block_bytes;
    Pair out;
    if constexpr (turned_layout(type).scales == TurnedScales::halves) {
        for (int i = 0; i < 2 && 2 * pair + i < blocks; ++i)
            read_block<type>(row + (2 * pair + i) * block_bytes, i, out);
    } else {
        read_quarter<type>(row + pair / 4 * block_bytes, static_cast<int>(pair % 4), out);
    }
    return out;
}

/// To an output's lane.
template <DType type>
void put(const Pair& pair, int64_t lane, std::byte* out) {
    constexpr TurnedLayout layout = turned_layout(type);
    const auto put_word = [&](int row, uint32_t word) {
        std::memcpy(out + turned_row_of_codes * row + 4 * lane, &word, sizeof word);
    };
    if constexpr (layout.code_bits == 8) {
        for (int v = 0; v < 16; ++v)
            put_word(v, pair.codes[v]);
    } else {
        for (int v = 0; v < 8; ++v)
            put_word(v, (pair.codes[v] & in_all(15)) | (pair.codes[8 + v] & in_all(15)) << 4);
    }
    if constexpr (layout.upper_bits() > 0) {
        constexpr int bits = layout.upper_bits(), vectors = 8 / bits;
        for (int i = 0; i < 16 / vectors; ++i) {
            uint32_t word = 0;
            for (int v = vectors - 1; v >= 0; --v)
                word = word << bits | (pair.codes[vectors * i + v] >> 4 & in_all((1 << bits) - 1));
            put_word(8 + i, word);
        }
    }
    std::byte* scales = out + layout.scales_at(lane);
    const auto put_half = [&](int64_t row, uint16_t half) {
        std::memcpy(scales + 2 * (16 * row + lane % 16), &half, sizeof half);
    };
    const auto put_byte = [&](int64_t at, uint8_t byte) { scales[at + lane % 16] = std::byte{byte}; };
    if constexpr (layout.scales == TurnedScales::halves) {
        for (int i = 0; i < 2; ++i) {
            put_half(i, pair.steps[i]);
            if constexpr (layout.offsets) put_half(2 + i, pair.offsets[i]);
        }
    } else if constexpr (layout.scales == TurnedScales::packed_blocks) {
        put_half(0, pair.steps[0]);
        put_half(1, pair.offsets[0]);
        for (int i = 0; i < 2; ++i) {
            put_byte(64 + 16 * i, pair.step_codes[i]);
            put_byte(96 + 16 * i, pair.offset_codes[i]);
        }
    } else {
        put_half(0, pair.steps[0]);
        for (int i = 0; i < 4; ++i)
            put_byte(32 + 16 * i, pair.step_codes[i]);
    }
}

}  // namespace

int64_t turned_bytes(DType type, int64_t outputs, int64_t columns) {
    const TurnedLayout layout = turned_layout(type);
    if (layout.code_bits == 0) return 0;
    return (outputs + turned_outputs - 1) / turned_outputs * turned_pairs(columns) * layout.pair_bytes();
}

void turn_weights(DType type, const std::byte* weights, int64_t outputs, int64_t columns, std::byte* out) {
    const int64_t row_bytes = columns / dtype_info(type).block_elements * dtype_info(type).block_bytes;
    with_turned_type(type, [&]<DType t>() {
        const auto* rows = reinterpret_cast<const uint8_t*>(weights);
        for (int64_t o = 0; o < outputs; o += turned_outputs, rows += turned_outputs * row_bytes) {
            for (int64_t p = 0; p < turned_pairs(columns); ++p, out += turned_layout(t).pair_bytes()) {
                for (int64_t lane = 0; lane < turned_outputs; ++lane)
                    put<t>(o + lane < outputs ? pair_of<t>(rows + lane * row_bytes, p, columns / 32) : Pair{},
                           lane, out);
            }
        }
    });
}

bool gains_by_turning(DType type) {
    return chosen_form().turned && chosen_form().turned->gains(type);
}

void ready_rows(DType type, const float* x, int64_t x_stride, int64_t rows, int64_t columns, std::byte* out) {
    chosen_form().turned->ready(type, x, x_stride, rows, columns, out);
}

void ready_rows(DType type, const Q8Block* x, int64_t rows, int64_t columns, std::byte* out) {
    chosen_form().turned->ready_q8(type, x, rows, columns, out);
}

int64_t turned_row_bytes(int64_t columns) {
    return 2 * turned_pairs(columns) * turned_block_bytes;
}

void turned_matmul(DType type, const std::byte* turned, int64_t outputs, int64_t columns,
                   const std::byte* ready, bool eight_bits, int64_t rows, ReadAhead* ahead, float* y,
                   int64_t y_stride) {
    chosen_form().turned->matmul(type, turned, outputs, columns, ready, eight_bits, rows, ahead, y, y_stride);
}

}  // namespace lora::kernels
