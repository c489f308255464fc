// SPDX-License-Identifier: Apache-2.0
// The blocked product, shared by the AVX2 and the AVX-512 form; internal linkage for the reason that
// blocks_vector.h gives. After K. Goto and R. van de Geijn, "Anatomy of High-Performance Matrix
// Multiplication" (2008), but for the first factor, which is read where it lies: its rows are long enough to
// stream.
#pragma once

#include <immintrin.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <span>

#include "kernels/cpu/cache_line.h"
#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/expand_blocks.h"
#include "kernels/include/matmul.h"

namespace lora::kernels {
namespace {

/// Scratch that only grows, zeros at first; what it held is lost when it does. Not a std::vector, whose
/// members may be linked once for all instruction sets.
template <class T>
class Scratch {
  public:
    Scratch() = default;
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { std::free(memory_); }
    T* at_least(int64_t count) {
        if (count <= count_) return memory_;
        std::free(memory_);
        count_ = 0;
        memory_ = static_cast<T*>(std::calloc(static_cast<size_t>(count), sizeof(T)));
        if (!memory_) throw std::bad_alloc();
        count_ = count;
        return memory_;
    }

  private:
    T* memory_ = nullptr;
    int64_t count_ = 0;
};

/// `Tile` names the instruction set: Vector with load, store, zero, all (one value in every lane),
/// plus and fmadd(a, b, c) = a·b + c; lanes; rows of y that its registers hold beside two vectors of columns.
template <class Tile>
struct Blocked {
    using Vector = typename Tile::Vector;
    static constexpr int64_t panel = 2 * Tile::lanes;  ///< columns of y at a time
    static constexpr int most_rows = Tile::rows;
    static constexpr int64_t most_inner = 320;  ///< a panel of that depth stays in the first-level cache
    static constexpr int64_t rows_block = 32 * most_rows;  ///< of the first factor, in the second-level cache
    static constexpr int64_t columns_block = 1024;

    /// Depth of the stretches that `inner` is cut into, a multiple of `block`.
    static int64_t depth(int64_t inner, int64_t block, int64_t most_inner = Blocked::most_inner) {
        const int64_t parts = (inner + most_inner - 1) / most_inner;
        const int64_t each = (inner + parts - 1) / parts;
        const int64_t whole = (each + block - 1) / block * block;
        return whole > most_inner ? most_inner / block * block : whole;
    }

    /// Room that belongs to the thread: panels of the second factor, and rows of it while they are expanded.
    struct Room {
        Scratch<float> panel_floats, expanded;
        float* panels() {
            return at_line(panel_floats.at_least(most_inner * columns_block + int64_t(line_elements<float>)));
        }
        float* rows() {
            return expanded.at_least(most_inner * panel > columns_block ? most_inner * panel : columns_block);
        }
    };

    static void transpose_8x8(const float* in, int64_t stride, float* out, int64_t out_stride) {
        __m256 r[8], t[8];
        for (int i = 0; i < 8; ++i)
            r[i] = _mm256_loadu_ps(in + i * stride);
        for (int i = 0; i < 8; i += 2) {
            t[i] = _mm256_unpacklo_ps(r[i], r[i + 1]);
            t[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
        }
        for (int i = 0; i < 8; i += 4) {
            r[i] = _mm256_shuffle_ps(t[i], t[i + 2], 0x44);
            r[i + 1] = _mm256_shuffle_ps(t[i], t[i + 2], 0xee);
            r[i + 2] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0x44);
            r[i + 3] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0xee);
        }
        for (int i = 0; i < 4; ++i) {
            _mm256_storeu_ps(out + i * out_stride, _mm256_permute2f128_ps(r[i], r[i + 4], 0x20));
            _mm256_storeu_ps(out + (i + 4) * out_stride, _mm256_permute2f128_ps(r[i], r[i + 4], 0x31));
        }
    }

    /// Rows [first, first + count) of `b`, each its elements [column, column + width), in float32.
    static const float* expanded(const MatrixView& b, int64_t first, int64_t count, int64_t column,
                                 int64_t width, float* room, int64_t& stride) {
        const auto info = dtype_info(b.type);
        const std::byte* from =
            b.bytes + first * b.row_bytes + column / info.block_elements * info.block_bytes;
        const bool aligned = reinterpret_cast<uintptr_t>(from) % alignof(float) == 0 &&
                             b.row_bytes % int64_t(sizeof(float)) == 0;
        if (b.type == DType::f32 && aligned) {
            stride = b.row_bytes / int64_t(sizeof(float));
            return reinterpret_cast<const float*>(from);
        }
        for (int64_t r = 0; r < count; ++r)
            Tile::expand(b.type, from + r * b.row_bytes, width, room + r * width);
        stride = width;
        return room;
    }

    /// Columns [first, first + count) at depths [k, k + depth) as panels [depth][panel], zeros beyond count.
    /// `rows`: room for what must be expanded.
    static void pack(const MatrixView& b, int64_t first, int64_t count, int64_t k, int64_t deep, float* out,
                     float* rows) {
        if (b.rows_are_outputs) {
            for (int64_t n = 0; n < count; n += panel, out += deep * panel) {
                const int64_t wide = count - n < panel ? count - n : panel;
                int64_t stride = 0;
                const float* in = expanded(b, first + n, wide, k, deep, rows, stride);
                if (wide < panel) std::memset(out, 0, size_t(deep * panel) * sizeof(float));
                int64_t column = 0;
                for (; column + 8 <= wide; column += 8) {
                    int64_t i = 0;
                    for (; i + 8 <= deep; i += 8)
                        transpose_8x8(in + column * stride + i, stride, out + i * panel + column, panel);
                    for (; i < deep; ++i)
                        for (int64_t c = column; c < column + 8; ++c)
                            out[i * panel + c] = in[c * stride + i];
                }
                for (; column < wide; ++column)
                    for (int64_t i = 0; i < deep; ++i)
                        out[i * panel + column] = in[column * stride + i];
            }
            return;
        }
        for (int64_t i = 0; i < deep; ++i) {
            int64_t stride = 0;
            const float* in = expanded(b, k + i, 1, first, count, rows, stride);
            float* to = out + i * panel;
            int64_t n = 0;
            for (; n + panel <= count; n += panel, to += deep * panel)
                for (int64_t c = 0; c < panel; c += Tile::lanes)
                    Tile::store(to + c, Tile::load(in + n + c));
            if (n < count) {
                for (int64_t c = 0; c < panel; ++c)
                    to[c] = n + c < count ? in[n + c] : 0.0f;
            }
        }
    }

    /// A long sum is cut into stretches that begin at zero: one running sum of all would lose two or three
    /// times as much to rounding as LibTorch's products do, and models magnify it a thousandfold.
    static constexpr int64_t longest_sum = 160;

    template <int R>
    static void tile(const float* x, int64_t x_row, int64_t x_column, int64_t deep, const float* b, float* y,
                     int64_t y_row, bool add) {
        const int64_t stretches = (deep + longest_sum - 1) / longest_sum;
        for (int64_t s = 0; s < stretches; ++s, add = true) {
            const int64_t end = deep * (s + 1) / stretches;
            Vector sums[R][2];
#pragma GCC unroll 16
            for (int r = 0; r < R; ++r)
                sums[r][0] = sums[r][1] = Tile::zero();
            for (int64_t k = deep * s / stretches; k < end; ++k, b += panel, x += x_column) {
                const Vector left = Tile::load(b), right = Tile::load(b + Tile::lanes);
#pragma GCC unroll 16
                for (int r = 0; r < R; ++r) {
                    const Vector all = Tile::all(x[r * x_row]);
                    sums[r][0] = Tile::fmadd(all, left, sums[r][0]);
                    sums[r][1] = Tile::fmadd(all, right, sums[r][1]);
                }
            }
#pragma GCC unroll 16
            for (int r = 0; r < R; ++r) {
                float* to = y + r * y_row;
                Tile::store(to, add ? Tile::plus(sums[r][0], Tile::load(to)) : sums[r][0]);
                to += Tile::lanes;
                Tile::store(to, add ? Tile::plus(sums[r][1], Tile::load(to)) : sums[r][1]);
            }
        }
    }

    template <int R>
    static void rows_of(int64_t rows, const float* x, int64_t x_row, int64_t x_column, int64_t deep,
                        const float* b, float* y, int64_t y_row, bool add) {
        if (rows == R) {
            tile<R>(x, x_row, x_column, deep, b, y, y_row, add);
        } else if constexpr (R > 1) {
            rows_of<R - 1>(rows, x, x_row, x_column, deep, b, y, y_row, add);
        }
    }

    /// Rows of one block times one panel.
    static void block(int64_t rows, int64_t columns, const float* x, int64_t x_row, int64_t x_column,
                      int64_t deep, const float* b, float* y, int64_t y_row, bool add) {
        for (int64_t m = 0; m < rows; m += most_rows, x += most_rows * x_row, y += most_rows * y_row) {
            const int64_t few = rows - m < most_rows ? rows - m : most_rows;
            if (columns == panel) {
                rows_of<most_rows>(few, x, x_row, x_column, deep, b, y, y_row, add);
                continue;
            }
            float edge[most_rows * panel];
            for (int64_t r = 0; add && r < few; ++r)
                std::memcpy(edge + r * panel, y + r * y_row, size_t(columns) * sizeof(float));
            rows_of<most_rows>(few, x, x_row, x_column, deep, b, edge, panel, add);
            for (int64_t r = 0; r < few; ++r)
                std::memcpy(y + r * y_row, edge + r * panel, size_t(columns) * sizeof(float));
        }
    }

    static constexpr PanelOps panel_ops() {
        // Rows of a float32 matrix are read where they lie: packing them needs no room.
        return {panel,
                most_rows,
                nothing_to_do,
                nothing_to_do,
                as_deep,
                [](const MatrixView& b, int64_t columns, int64_t depth, float* out) {
                    pack(b, 0, columns, 0, depth, out, nullptr);
                },
                left_in_place,
                no_left_room,
                [](int64_t rows, int64_t columns, const LeftFactor& x, int64_t depth, const float* b,
                   float* y, int64_t y_row,
                   bool add) { block(rows, columns, x.at, x.row, x.step, depth, b, y, y_row, add); }};
    }

    static void run(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
                    bool accumulate) {
        thread_local Room room;
        for (int64_t first = 0; first < outputs; first += columns_block) {
            const int64_t count = outputs - first < columns_block ? outputs - first : columns_block;
            bool add = accumulate;
            for (const MatmulTerm& term : terms) {
                const int64_t stretch =
                    depth(term.inner, term.b.rows_are_outputs ? dtype_info(term.b.type).block_elements : 1);
                for (int64_t k = 0; k < term.inner; k += stretch) {
                    const int64_t deep = term.inner - k < stretch ? term.inner - k : stretch;
                    pack(term.b, first, count, k, deep, room.panels(), room.rows());
                    for (int64_t m = 0; m < rows; m += rows_block) {
                        const int64_t some = rows - m < rows_block ? rows - m : rows_block;
                        for (int64_t n = 0; n < count; n += panel) {
                            block(some, count - n < panel ? count - n : panel,
                                  term.x + m * term.x_row + k * term.x_column, term.x_row, term.x_column,
                                  deep, room.panels() + n * deep, y + m * y_row + first + n, y_row, add);
                        }
                    }
                    add = true;
                }
            }
        }
    }
};

/// Elements 2i and 2i + 1 of the inner dimension, of 16 bits each, the first in the lower half.
using Pair = uint32_t;

/// Room of a thread's for a product whose factors are laid out, rounded.
struct PairRoom {
    Scratch<Pair> panels, left,
        rows;  ///< of the second factor; the first; rows of the second before they are panels
    Scratch<float> steps, expanded;  ///< of rows, where they have steps; a row before it is rounded

    static PairRoom& of_thread() {
        thread_local PairRoom room;
        return room;
    }
    static Pair* lines(Scratch<Pair>& scratch, int64_t count) {
        return at_line(scratch.at_least(count + int64_t(line_elements<Pair>)));
    }
};

/// Pairs [0, pairs) of `width` rows, `apart` from each other, as [pairs][width]; width is a multiple of 8.
template <class Plain>
void transpose_pairs(const Pair* rows, int64_t apart, int64_t pairs, int64_t width, Pair* out) {
    for (int64_t p = 0; p < pairs; p += 8) {
        for (int64_t c = 0; c < width; c += 8) {
            const Pair* in = rows + c * apart + p;
            Pair* to = out + p * width + c;
            if (pairs - p >= 8) {
                Plain::transpose_8x8(reinterpret_cast<const float*>(in), apart, reinterpret_cast<float*>(to),
                                     width);
                continue;
            }
            for (int64_t i = 0; i < pairs - p; ++i)
                for (int64_t j = 0; j < 8; ++j)
                    to[i * width + j] = in[j * apart + i];
        }
    }
}

/// Blocked::run for a Form that lays both factors out, rounded. It names panel, rows_block, columns_block,
/// most_inner and the multiple of depths that rounding wants; pack(b, first, count, k, deep) lays columns out
/// as panels in the thread's room, left(term, m, rows, k, deep) gives rows of the first factor, and
/// multiply(left, rows, columns, deep, column, y, y_row, add) adds up their products with the panel of
/// `column`.
template <class Form, class Plain>
void multiply_rounded(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y,
                      int64_t y_row, bool accumulate) {
    const auto part = [](int64_t left, int64_t most) { return left < most ? left : most; };
    for (int64_t first = 0; first < outputs; first += Form::columns_block) {
        const int64_t count = part(outputs - first, Form::columns_block);
        bool add = accumulate;
        for (const MatmulTerm& term : terms) {
            const int64_t block = term.b.rows_are_outputs ? dtype_info(term.b.type).block_elements : 1;
            const int64_t step =
                Plain::depth(term.inner, block > Form::depths ? block : Form::depths, Form::most_inner);
            for (int64_t k = 0; k < term.inner; k += step, add = true) {
                const int64_t deep = part(term.inner - k, step);
                Form::pack(term.b, first, count, k, deep);
                for (int64_t m = 0; m < rows; m += Form::rows_block) {
                    const int64_t some = part(rows - m, Form::rows_block);
                    const auto left = Form::left(term, m, some, k, deep);
                    for (int64_t n = 0; n < count; n += Form::panel)
                        Form::multiply(left, some, part(count - n, Form::panel), deep, n,
                                       y + m * y_row + first + n, y_row, add);
                }
            }
        }
    }
}

}  // namespace
}  // namespace lora::kernels
