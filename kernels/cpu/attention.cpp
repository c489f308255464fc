// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/attention.h"

#include <algorithm>
#include <cmath>

#include "kernels/cpu/cache_line.h"
#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/row_ops.h"

namespace lora::kernels {
namespace {

/// Rows of scores held at a time, over all heads: few waste little above the diagonal, many repay what their
/// products begin with.
constexpr int64_t most_rows = 96;
constexpr int64_t fewest_queries = 16;

/// Queries of each head that are answered at a time.
int64_t block_of(const AttentionGroup& group) {
    const int64_t rows = chosen_form().panels->rows,
                  wanted = std::max(fewest_queries, most_rows / group.heads);
    return (wanted + rows - 1) / rows * rows;
}

/// A factor laid out once: panels of its columns over `depth`.
struct Panels {
    const PanelOps& ops = *chosen_form().panels;
    float* floats = nullptr;
    int64_t depth = 0, apart = 0;

    static int64_t rounded(int64_t columns) {
        const int64_t width = chosen_form().panels->width;
        return (columns + width - 1) / width * width;
    }
    static int64_t size(int64_t columns, int64_t depth) { return rounded(columns) * depth; }

    Panels(float* room, int64_t deep) : floats(room), depth(deep), apart(deep * ops.width) {}
    Panels(float* room, int64_t deep, const float* b, int64_t b_row, int64_t columns, bool rows_are_outputs)
        : Panels(room, deep) {
        ops.pack(plain_matrix(b, b_row, rows_are_outputs), columns, deep, floats, apart);
    }
    /// Rows [at, at + count) of a factor that is put together of several: `b` [count, columns].
    void put(int64_t at, int64_t count, const float* b, int64_t b_row, int64_t columns) const {
        ops.pack(plain_matrix(b, b_row, false), columns, count, floats + at * ops.width, apart);
    }
    /// y [rows, ops.width] of the columns from `column` (+)= x · them, over the first `deep` rows.
    void multiply(int64_t column, int64_t columns, int64_t rows, const float* x, int64_t x_row,
                  int64_t x_column, int64_t deep, float* y, int64_t y_row, bool add) const {
        ops.multiply(rows, std::min(columns - column, ops.width), x, x_row, x_column, deep,
                     floats + column / ops.width * apart, y, y_row, add);
    }
};

/// A block of scores, [heads · count, stride] with all of a head's queries together.
struct Block {
    const AttentionGroup& group;
    int64_t first, count, seen, stride;

    Block(const AttentionGroup& of, int64_t from, int64_t row)
        : group(of),
          first(from),
          count(std::min(block_of(of), of.end - from)),
          seen(of.past + from + count),
          stride(row) {}

    /// scores = a · panels of the keys' or the values' transpose; `a` laid out as the queries.
    void products(const Panels& panels, const float* a, float* scores) const {
        for (int64_t key = 0; key < seen; key += panels.ops.width)
            for (int64_t head = 0; head < group.heads; ++head)
                // Whole panels: what lies beyond the keys seen is overwritten or never read.
                panels.multiply(key, stride, count, a + first * group.query_row + head * group.head_dim,
                                group.query_row, 1, group.head_dim, scores + head * count * stride + key,
                                stride, false);
    }
    /// to, laid out as the queries, = scores · panels over the keys.
    void sums(const Panels& panels, const float* scores, float* to) const {
        for (int64_t d = 0; d < group.head_dim; d += panels.ops.width)
            for (int64_t head = 0; head < group.heads; ++head)
                panels.multiply(d, group.head_dim, count, scores + head * count * stride, stride, 1, seen,
                                to + first * group.query_row + head * group.head_dim + d, group.query_row,
                                false);
    }
    /// to [seen, head_dim] += scoresᵀ · panels over all rows of the block.
    void transposed_sums(const Panels& panels, const float* scores, float* to) const {
        for (int64_t d = 0; d < group.head_dim; d += panels.ops.width)
            panels.multiply(d, group.head_dim, seen, scores, 1, stride, group.heads * count, to + d,
                            group.head_dim, true);
    }
    /// The rows of `a`, laid out as the queries, in the block's order.
    void put(const Panels& panels, const float* a) const {
        for (int64_t head = 0; head < group.heads; ++head)
            panels.put(head * count, count, a + first * group.query_row + head * group.head_dim,
                       group.query_row, group.head_dim);
    }
};

/// Parts of the room, each beginning at a cache line.
class Parts {
  public:
    Parts(AttentionRoom& room, std::initializer_list<int64_t> sizes) {
        int64_t total = static_cast<int64_t>(line_elements<float>);
        for (const int64_t size : sizes)
            total += whole_lines<float>(size);
        if (static_cast<int64_t>(room.size()) < total) room.resize(static_cast<size_t>(total));
        next_ = at_line(room.data());
    }
    float* take(int64_t size) {
        float* part = next_;
        next_ += whole_lines<float>(size);
        return part;
    }

  private:
    float* next_;
};

/// Floats between rows of scores: whole panels, and never a multiple of a page, whose columns would share
/// cache lines.
int64_t padded(int64_t keys) {
    return Panels::rounded(keys) + 16;
}

}  // namespace

void attend(const AttentionGroup& group, float* out, float* log_sums, int64_t log_sums_row,
            AttentionRoom& room) {
    const int64_t keys = group.past + group.end, dim = group.head_dim, stride = padded(keys);
    const int64_t rows = group.heads * block_of(group);
    const int64_t key_size = Panels::size(keys, dim), value_size = Panels::size(dim, keys);
    Parts parts(room, {key_size, value_size, rows * stride, rows});
    const Panels key(parts.take(key_size), dim, group.key, group.key_row, keys, true);
    const Panels value(parts.take(value_size), keys, group.value, group.key_row, dim, false);
    float *scores = parts.take(rows * stride), *totals = parts.take(rows);
    for (int64_t first = group.first; first < group.end; first += block_of(group)) {
        const Block block(group, first, stride);
        block.products(key, group.query, scores);
        for (int64_t row = 0; row < group.heads * block.count; ++row) {
            const int64_t query = first + row % block.count, visible = group.past + query + 1;
            float* score = scores + row * stride;
            float top = 0;
            const float total = exp_row(score, visible, group.scale, &top);
            totals[row] = total;
            std::fill(score + visible, score + block.seen, 0.0f);
            if (log_sums) log_sums[row / block.count * log_sums_row + query] = top + std::log(total);
        }
        block.sums(value, scores, out);
        for (int64_t row = 0; row < group.heads * block.count; ++row) {
            float* to = out + (first + row % block.count) * group.query_row + row / block.count * dim;
            const float inverse = 1 / totals[row];
            for (int64_t d = 0; d < dim; ++d)
                to[d] *= inverse;
        }
    }
}

void attend_backward(const AttentionGroup& group, const float* out, const float* dout, const float* log_sums,
                     int64_t log_sums_row, float* dquery, float* dkey, float* dvalue, AttentionRoom& room) {
    const int64_t keys = group.past + group.end, dim = group.head_dim, stride = padded(keys);
    const int64_t rows = group.heads * block_of(group);
    const int64_t key_size = Panels::size(keys, dim), row_size = Panels::size(dim, keys),
                  block_size = Panels::size(dim, rows);
    Parts parts(room, {key_size, key_size, row_size, block_size, rows * stride, rows * stride});
    const Panels key(parts.take(key_size), dim, group.key, group.key_row, keys, true);
    const Panels value(parts.take(key_size), dim, group.value, group.key_row, keys, true);
    const Panels key_rows(parts.take(row_size), keys, group.key, group.key_row, dim, false);
    float* packed = parts.take(block_size);
    float *scores = parts.take(rows * stride), *dscores = parts.take(rows * stride);
    for (int64_t first = group.first; first < group.end; first += block_of(group)) {
        const Block block(group, first, stride);
        block.products(key, group.query, scores);
        block.products(value, dout, dscores);
        for (int64_t row = 0; row < group.heads * block.count; ++row) {
            const int64_t query = first + row % block.count, head = row / block.count;
            const int64_t visible = group.past + query + 1, at = query * group.query_row + head * dim;
            float dot = 0;
            for (int64_t i = 0; i < dim; ++i)
                dot += out[at + i] * dout[at + i];
            float *score = scores + row * stride, *dscore = dscores + row * stride;
            attend_row_backward(score, dscore, visible, group.scale, log_sums[head * log_sums_row + query],
                                dot);
            std::fill(score + visible, score + block.seen, 0.0f);
            std::fill(dscore + visible, dscore + block.seen, 0.0f);
        }
        block.sums(key_rows, dscores, dquery);
        const Panels of_block(packed, group.heads * block.count);
        block.put(of_block, group.query);
        block.transposed_sums(of_block, dscores, dkey);
        block.put(of_block, dout);
        block.transposed_sums(of_block, scores, dvalue);
    }
}

}  // namespace lora::kernels
