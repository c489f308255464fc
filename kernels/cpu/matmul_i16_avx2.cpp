// SPDX-License-Identifier: Apache-2.0
// The blocked product of factors rounded to whole numbers of 14 bits (Factors::int16), compiled with AVX2,
// FMA and F16C; reached only where the processor has all three. As matmul_vector.h, but that both factors are
// laid out, as pairs of neighbours along the inner dimension: vpmaddwd multiplies a pair a lane and adds the
// two products, sixteen products an instruction where a float32 one makes eight. A stretch's sum stays below
// 2^31, so that nothing is rounded before it becomes a float.
#include <algorithm>

#include "kernels/cpu/tile_avx2.h"

namespace lora::kernels {
namespace {

using Plain = Blocked<Tile>;

constexpr int64_t lanes = Tile::lanes, panel = 2 * lanes;
/// More sums are not faster: additions share two of their three ports with products.
constexpr int most_rows = 4;
constexpr int64_t stretch_pairs = int16_stretch / 2;
constexpr int64_t most_inner = 1536;  ///< of a panel, which streams from the second-level cache
constexpr int64_t rows_block = 48 * most_rows;
constexpr int64_t columns_block = 1024;
/// Expanded at a time, a stretch of rows of them, where rows run along the inner dimension.
constexpr int64_t columns_expanded = 256;
/// Not a power of two, so that a column's numbers do not share cache lines' sets.
constexpr int64_t expanded_row = columns_expanded + 16;

constexpr int64_t stretches_of(int64_t depth) {
    return (depth + int16_stretch - 1) / int16_stretch;
}
/// An even number of them, zeros behind the last.
constexpr int64_t pairs_of(int64_t depth) {
    return (depth + 3) / 4 * 2;
}
/// A panel is stretches one after the other, each its pairs [stretch_pairs][panel], the last one's fewer, and
/// its steps [panel].
constexpr int64_t panel_size(int64_t depth) {
    return (pairs_of(depth) + stretches_of(depth)) * panel;
}
constexpr int64_t most_panels = columns_block / panel * panel_size(most_inner);

Pair* panels() {
    return PairRoom::lines(PairRoom::of_thread().panels, most_panels);
}

/// The larger magnitude by bits, in which NaN is above infinity: neither is lost.
__m256i larger(__m256i most, __m256 values) {
    const __m256i bits = _mm256_and_si256(_mm256_castps_si256(values), _mm256_set1_epi32(0x7fffffff));
    return _mm256_max_epi32(most, bits);
}
/// What a stretch of that largest magnitude is multiplied by; 0 where it holds nothing but zeros, or what a
/// step could not tell from them.
__m256 inverse_step(__m256 largest) {
    const __m256 above = _mm256_cmp_ps(largest, _mm256_set1_ps(int16_smallest), _CMP_GE_OQ);
    return _mm256_and_ps(above, _mm256_div_ps(_mm256_set1_ps(int16_largest), largest));
}
__m256i whole(__m256 values, __m256 inverse) {
    return _mm256_cvtps_epi32(_mm256_mul_ps(values, inverse));
}

/// Up to a stretch of floats as pairs, zeros behind them to a multiple of 16; gives their step.
float round_stretch(const float* in, int64_t count, Pair* out) {
    constexpr int together = 16;
    float padded[int16_stretch];
    if (count % together != 0) {
        std::copy_n(in, count, padded);
        std::fill(padded + count, padded + int16_stretch, 0.0f);
        in = padded;
    }
    __m256i most = _mm256_setzero_si256();
    for (int64_t i = 0; i < count; i += together)
        most = larger(larger(most, _mm256_loadu_ps(in + i)), _mm256_loadu_ps(in + i + lanes));
    most = _mm256_max_epi32(most, _mm256_permute2x128_si256(most, most, 1));
    most = _mm256_max_epi32(most, _mm256_shuffle_epi32(most, 0x4e));
    most = _mm256_max_epi32(most, _mm256_shuffle_epi32(most, 0xb1));
    const __m256 largest = _mm256_castsi256_ps(most), inverse = inverse_step(largest);
    for (int64_t i = 0; i < count; i += together) {
        const __m256i low = whole(_mm256_loadu_ps(in + i), inverse),
                      high = whole(_mm256_loadu_ps(in + i + lanes), inverse);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i / 2),
                            _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xd8));
    }
    return _mm256_cvtss_f32(largest) / int16_largest;
}

/// Elements [column, column + count) of row `row` of `b` as pairs, whole stretches of them; their steps too.
void round_row(const MatrixView& b, int64_t row, int64_t column, int64_t count, Pair* out, float* steps) {
    int64_t stride = 0;
    const float* in =
        Plain::expanded(b, row, 1, column, count, PairRoom::of_thread().expanded.at_least(count), stride);
    for (int64_t i = 0; i < count; i += int16_stretch, out += stretch_pairs)
        *steps++ = round_stretch(in + i, std::min(count - i, int16_stretch), out);
}

/// Columns [first, first + count) of `b`, whose rows are outputs, at depths [k, k + deep) as panels.
void pack_outputs(const MatrixView& b, int64_t first, int64_t count, int64_t k, int64_t deep, Pair* out) {
    PairRoom& room = PairRoom::of_thread();
    const int64_t stretches = stretches_of(deep), apart = stretches * stretch_pairs;
    Pair* rows = room.rows.at_least(panel * apart);
    float* steps = room.steps.at_least(panel * stretches);
    for (int64_t n = 0; n < count; n += panel) {
        const int64_t wide = std::min(count - n, panel);
        for (int64_t c = 0; c < wide; ++c)
            round_row(b, first + n + c, k, deep, rows + c * apart, steps + c * stretches);
        std::fill(rows + wide * apart, rows + panel * apart, Pair(0));
        std::fill(steps + wide * stretches, steps + panel * stretches, 0.0f);
        for (int64_t s = 0; s < stretches; ++s) {
            const int64_t pairs = std::min(stretch_pairs, pairs_of(deep) - s * stretch_pairs);
            transpose_pairs<Plain>(rows + s * stretch_pairs, apart, pairs, panel, out);
            out += pairs * panel;
            float column_steps[panel];
            for (int64_t c = 0; c < panel; ++c)
                column_steps[c] = steps[c * stretches + s];
            std::memcpy(out, column_steps, sizeof column_steps);
            out += panel;
        }
    }
}

/// The same of a `b` whose rows run along the inner dimension.
void pack_inner(const MatrixView& b, int64_t first, int64_t count, int64_t k, int64_t deep, Pair* out) {
    float* rows = PairRoom::of_thread().expanded.at_least(int16_stretch * expanded_row);
    const int64_t size = panel_size(deep);
    for (int64_t from = 0; from < count; from += columns_expanded, out += columns_expanded / panel * size) {
        const int64_t some = std::min(count - from, columns_expanded);
        const int64_t whole_panels = (some + panel - 1) / panel * panel;
        for (int64_t s = 0; s < deep; s += int16_stretch) {
            const int64_t depth = std::min(deep - s, int16_stretch), pairs = pairs_of(depth);
            for (int64_t i = 0; i < depth; ++i) {
                float* to = rows + i * expanded_row;
                int64_t stride = 0;
                const float* in = Plain::expanded(b, k + s + i, 1, first + from, some, to, stride);
                if (in != to) std::copy_n(in, some, to);
                std::fill(to + some, to + whole_panels, 0.0f);
            }
            std::fill(rows + depth * expanded_row, rows + 2 * pairs * expanded_row, 0.0f);
            for (int64_t n = 0; n < some; n += panel) {
                Pair* to = out + n / panel * size + (s / 2 + s / int16_stretch) * panel;
                for (int64_t c = 0; c < panel; c += lanes) {
                    const float* in = rows + n + c;
                    __m256i most = _mm256_setzero_si256();
                    for (int64_t i = 0; i < depth; ++i)
                        most = larger(most, _mm256_loadu_ps(in + i * expanded_row));
                    const __m256 largest = _mm256_castsi256_ps(most), inverse = inverse_step(largest);
                    for (int64_t i = 0; i < 2 * pairs; i += 2) {
                        const __m256i even = whole(_mm256_loadu_ps(in + i * expanded_row), inverse);
                        const __m256i odd = whole(_mm256_loadu_ps(in + (i + 1) * expanded_row), inverse);
                        _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + i / 2 * panel + c),
                                            _mm256_blend_epi16(even, _mm256_slli_epi32(odd, 16), 0xaa));
                    }
                    _mm256_storeu_ps(reinterpret_cast<float*>(to + pairs * panel + c),
                                     _mm256_div_ps(largest, _mm256_set1_ps(int16_largest)));
                }
            }
        }
    }
}

/// Rows of a first factor, rounded: row m begins at values[m * row], its steps at steps[m * row / 2].
struct Left {
    const uint16_t* values;
    const float* steps;
    int64_t row;
};

const float* steps_of(const uint16_t* row, int64_t inner) {
    return reinterpret_cast<const float*>(row + stretches_of(inner) * int16_stretch);
}

void round_left(const float* x, int64_t x_row, int64_t x_column, int64_t rows, int64_t inner, uint16_t* out) {
    const int64_t apart = rounded_row_size(inner, Factors::int16);
    for (int64_t m = 0; m < rows; ++m, out += apart) {
        const float* in = x + m * x_row;
        auto* steps = const_cast<float*>(steps_of(out, inner));
        for (int64_t i = 0; i < inner; i += int16_stretch) {
            const int64_t count = std::min(inner - i, int16_stretch);
            float gathered[int16_stretch];
            for (int64_t j = 0; x_column != 1 && j < count; ++j)
                gathered[j] = in[(i + j) * x_column];
            *steps++ =
                round_stretch(x_column == 1 ? in + i : gathered, count, reinterpret_cast<Pair*>(out + i));
        }
    }
}

/// Rows [first, first + rows) of the term's x at depths [k, k + deep), k a multiple of a stretch.
Left left_of(const MatmulTerm& term, int64_t first, int64_t rows, int64_t k, int64_t deep) {
    if (const RoundedRows& x = term.rounded; x.values) {
        const uint16_t* at = x.values + first * x.row;
        return {at + k, steps_of(at, term.inner) + k / int16_stretch, x.row};
    }
    const int64_t apart = rounded_row_size(deep, Factors::int16);
    auto* out = reinterpret_cast<uint16_t*>(PairRoom::lines(PairRoom::of_thread().left, rows * apart / 2));
    round_left(term.x + first * term.x_row + k * term.x_column, term.x_row, term.x_column, rows, deep, out);
    return {out, steps_of(out, deep), apart};
}

/// y [R, panel] from R rows of x and one panel.
template <int R>
void tile(const Left& x, int64_t depth, const Pair* b, float* y, int64_t y_row, bool add) {
    alignas(32) float sums[R][panel] = {};
    const uint16_t* values = x.values;
    for (int64_t s = 0; s * int16_stretch < depth; ++s) {
        const int64_t pairs = std::min(stretch_pairs, pairs_of(depth) - s * stretch_pairs);
        __m256i whole_sums[R][2];
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r)
            whole_sums[r][0] = whole_sums[r][1] = _mm256_setzero_si256();
        for (int64_t p = 0; p < pairs; p += 2, b += 2 * panel, values += 4) {
#pragma GCC unroll 2
            for (int64_t u = 0; u < 2; ++u) {
                const auto* columns = reinterpret_cast<const __m256i*>(b + u * panel);
                const __m256i left = _mm256_loadu_si256(columns), right = _mm256_loadu_si256(columns + 1);
#pragma GCC unroll 16
                for (int r = 0; r < R; ++r) {
                    Pair pair;
                    std::memcpy(&pair, values + r * x.row + 2 * u, sizeof pair);
                    __m256i all = _mm256_set1_epi32(static_cast<int>(pair));
                    // One row after the other: else the compiler holds so many products that sums leave their
                    // registers.
                    asm volatile("" : "+x"(all));
                    whole_sums[r][0] = _mm256_add_epi32(whole_sums[r][0], _mm256_madd_epi16(all, left));
                    whole_sums[r][1] = _mm256_add_epi32(whole_sums[r][1], _mm256_madd_epi16(all, right));
                    asm volatile("" : "+x"(whole_sums[r][0]), "+x"(whole_sums[r][1]));
                }
            }
        }
        const __m256 left = _mm256_loadu_ps(reinterpret_cast<const float*>(b)),
                     right = _mm256_loadu_ps(reinterpret_cast<const float*>(b + lanes));
        b += panel;
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r) {
            const __m256 step = _mm256_set1_ps(x.steps[r * (x.row / 2) + s]);
            float* to = sums[r];
            _mm256_store_ps(to, _mm256_fmadd_ps(_mm256_cvtepi32_ps(whole_sums[r][0]),
                                                _mm256_mul_ps(step, left), _mm256_load_ps(to)));
            to += lanes;
            _mm256_store_ps(to, _mm256_fmadd_ps(_mm256_cvtepi32_ps(whole_sums[r][1]),
                                                _mm256_mul_ps(step, right), _mm256_load_ps(to)));
        }
    }
    for (int r = 0; r < R; ++r)
        for (int64_t n = 0; n < panel; n += lanes) {
            float* to = y + r * y_row + n;
            const __m256 sum = _mm256_load_ps(sums[r] + n);
            _mm256_storeu_ps(to, add ? _mm256_add_ps(sum, _mm256_loadu_ps(to)) : sum);
        }
}

template <int R>
void tile_of(int64_t rows, const Left& x, int64_t depth, const Pair* b, float* y, int64_t y_row, bool add) {
    if (rows == R) {
        tile<R>(x, depth, b, y, y_row, add);
    } else if constexpr (R > 1) {
        tile_of<R - 1>(rows, x, depth, b, y, y_row, add);
    }
}

/// A block's rows times one panel.
void multiply_panel(Left x, int64_t rows, int64_t columns, int64_t depth, const Pair* b, float* y,
                    int64_t y_row, bool add) {
    for (int64_t m = 0; m < rows; m += most_rows, y += most_rows * y_row) {
        const int64_t few = std::min<int64_t>(rows - m, most_rows);
        if (columns == panel) {
            tile_of<most_rows>(few, x, depth, b, y, y_row, add);
        } else {
            float edge[most_rows * panel];
            for (int64_t r = 0; add && r < few; ++r)
                std::memcpy(edge + r * panel, y + r * y_row, size_t(columns) * sizeof(float));
            tile_of<most_rows>(few, x, depth, b, edge, panel, add);
            for (int64_t r = 0; r < few; ++r)
                std::memcpy(y + r * y_row, edge + r * panel, size_t(columns) * sizeof(float));
        }
        x.values += most_rows * x.row;
        x.steps += most_rows * x.row / 2;
    }
}

void round_rows(const float* x, int64_t x_row, int64_t rows, int64_t inner, uint16_t* out) {
    round_left(x, x_row, 1, rows, inner, out);
}

struct Form {
    static constexpr int64_t panel = kernels::panel, depths = int16_stretch, most_inner = kernels::most_inner,
                             rows_block = kernels::rows_block, columns_block = kernels::columns_block;
    static void pack(const MatrixView& b, int64_t first, int64_t count, int64_t k, int64_t deep) {
        (b.rows_are_outputs ? pack_outputs : pack_inner)(b, first, count, k, deep, panels());
    }
    static Left left(const MatmulTerm& term, int64_t first, int64_t rows, int64_t k, int64_t deep) {
        return left_of(term, first, rows, k, deep);
    }
    static void multiply(const Left& x, int64_t rows, int64_t columns, int64_t deep, int64_t column, float* y,
                         int64_t y_row, bool add) {
        multiply_panel(x, rows, columns, deep, panels() + column / panel * panel_size(deep), y, y_row, add);
    }
};

}  // namespace

const RoundedOps i16_ops_avx2{multiply_rounded<Form, Plain>, round_rows, nullptr};

}  // namespace lora::kernels
