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

const PanelOps& ops_of(const AttentionGroup& group) {
    return group.bfloat16 ? *chosen_form().bf16->panels : *chosen_form().panels;
}

/// While panels are multiplied.
struct Multiplying {
    const PanelOps& ops;
    explicit Multiplying(const PanelOps& of) : ops(of) { ops.begin(); }
    ~Multiplying() { ops.end(); }
    Multiplying(const Multiplying&) = delete;
    Multiplying& operator=(const Multiplying&) = delete;
};

/// Queries of each head that are answered at a time.
int64_t block_of(const AttentionGroup& group) {
    const int64_t rows = ops_of(group).rows, wanted = std::max(fewest_queries, most_rows / group.heads);
    return (wanted + rows - 1) / rows * rows;
}

int64_t rounded(const PanelOps& ops, int64_t columns) {
    return (columns + ops.width - 1) / ops.width * ops.width;
}

/// A factor laid out once: panels of its columns over `depth`.
struct Panels {
    const PanelOps& ops;
    float* floats = nullptr;
    int64_t apart = 0;

    static int64_t size(const PanelOps& ops, int64_t columns, int64_t depth) {
        return rounded(ops, columns) * ops.deep(depth);
    }

    Panels(const PanelOps& of, float* room, int64_t depth, const float* b, int64_t b_row, int64_t columns,
           bool rows_are_outputs)
        : ops(of), floats(room), apart(of.deep(depth) * of.width) {
        ops.pack(plain_matrix(b, b_row, rows_are_outputs), columns, depth, floats);
    }
    /// y [rows, ops.width] of the columns from `column` (+)= x · them, over the first `depth` rows.
    void multiply(int64_t column, int64_t columns, int64_t rows, const LeftFactor& x, int64_t depth, float* y,
                  int64_t y_row, bool add) const {
        ops.multiply(rows, std::min(columns - column, ops.width), x, depth,
                     floats + column / ops.width * apart, y, y_row, add);
    }
};

/// A block of scores, [heads · count, stride] with all of a head's queries together.
struct Block {
    const AttentionGroup& group;
    float* room;  ///< for first factors, left_room() floats
    int64_t first, count, seen, stride;

    Block(const AttentionGroup& of, int64_t from, int64_t row, float* left)
        : group(of),
          room(left),
          first(from),
          count(std::min(block_of(of), of.end - from)),
          seen(of.past + from + count),
          stride(row) {}

    static int64_t left_room(const AttentionGroup& group, int64_t keys) {
        const PanelOps& ops = ops_of(group);
        const int64_t queries = block_of(group);
        return std::max({ops.left_room(queries, group.head_dim), ops.left_room(queries, keys),
                         ops.left_room(keys, group.heads * queries)});
    }

    /// scores = a · panels of the keys' or the values' transpose; `a` laid out as the queries.
    void products(const Panels& panels, const float* a, float* scores) const {
        for (int64_t head = 0; head < group.heads; ++head) {
            const LeftFactor left = panels.ops.lay_out(a + first * group.query_row + head * group.head_dim,
                                                       group.query_row, 1, count, group.head_dim, room);
            for (int64_t key = 0; key < seen; key += panels.ops.width)
                // Whole panels: what lies beyond the keys seen is overwritten or never read.
                panels.multiply(key, stride, count, left, group.head_dim,
                                scores + head * count * stride + key, stride, false);
        }
    }
    /// to, laid out as the queries, = scores · panels over the keys.
    void sums(const Panels& panels, const float* scores, float* to) const {
        for (int64_t head = 0; head < group.heads; ++head) {
            const LeftFactor left =
                panels.ops.lay_out(scores + head * count * stride, stride, 1, count, seen, room);
            for (int64_t d = 0; d < group.head_dim; d += panels.ops.width)
                panels.multiply(d, group.head_dim, count, left, seen,
                                to + first * group.query_row + head * group.head_dim + d, group.query_row,
                                false);
        }
    }
    /// to [seen, head_dim] += scoresᵀ · panels over all rows of the block.
    void transposed_sums(const Panels& panels, const float* scores, float* to) const {
        const int64_t rows = group.heads * count;
        const LeftFactor left = panels.ops.lay_out(scores, 1, stride, seen, rows, room);
        for (int64_t d = 0; d < group.head_dim; d += panels.ops.width)
            panels.multiply(d, group.head_dim, seen, left, rows, to + d, group.head_dim, true);
    }
    /// The rows of `a`, laid out as the queries, in the block's order [heads · count, head_dim].
    const float* gathered(const float* a, float* to) const {
        for (int64_t head = 0; head < group.heads; ++head)
            for (int64_t i = 0; i < count; ++i)
                std::copy_n(a + (first + i) * group.query_row + head * group.head_dim, group.head_dim,
                            to + (head * count + i) * group.head_dim);
        return to;
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
int64_t padded(const PanelOps& ops, int64_t keys) {
    return rounded(ops, keys) + 16;
}

}  // namespace

void attend(const AttentionGroup& group, float* out, float* log_sums, int64_t log_sums_row,
            AttentionRoom& room) {
    const PanelOps& ops = ops_of(group);
    const int64_t keys = group.past + group.end, dim = group.head_dim, stride = padded(ops, keys);
    const int64_t rows = group.heads * block_of(group);
    const int64_t key_size = Panels::size(ops, keys, dim), value_size = Panels::size(ops, dim, keys),
                  left_size = Block::left_room(group, keys);
    Parts parts(room, {key_size, value_size, rows * stride, rows, left_size});
    const Panels key(ops, parts.take(key_size), dim, group.key, group.key_row, keys, true);
    const Panels value(ops, parts.take(value_size), keys, group.value, group.key_row, dim, false);
    float *scores = parts.take(rows * stride), *totals = parts.take(rows), *left = parts.take(left_size);
    const Multiplying multiplying(ops);
    for (int64_t first = group.first; first < group.end; first += block_of(group)) {
        const Block block(group, first, stride, left);
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
    const PanelOps& ops = ops_of(group);
    const int64_t keys = group.past + group.end, dim = group.head_dim, stride = padded(ops, keys);
    const int64_t rows = group.heads * block_of(group);
    const int64_t key_size = Panels::size(ops, keys, dim), row_size = Panels::size(ops, dim, keys),
                  block_size = Panels::size(ops, dim, rows), left_size = Block::left_room(group, keys);
    Parts parts(room, {key_size, key_size, row_size, block_size, rows * dim, rows * stride, rows * stride,
                       left_size});
    const Panels key(ops, parts.take(key_size), dim, group.key, group.key_row, keys, true);
    const Panels value(ops, parts.take(key_size), dim, group.value, group.key_row, keys, true);
    const Panels key_rows(ops, parts.take(row_size), keys, group.key, group.key_row, dim, false);
    float *packed = parts.take(block_size), *gathered = parts.take(rows * dim);
    float *scores = parts.take(rows * stride), *dscores = parts.take(rows * stride);
    float* left = parts.take(left_size);
    const Multiplying multiplying(ops);
    for (int64_t first = group.first; first < group.end; first += block_of(group)) {
        const Block block(group, first, stride, left);
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
        const auto of_block = [&](const float* a) {
            return Panels(ops, packed, group.heads * block.count, block.gathered(a, gathered), dim, dim,
                          false);
        };
        block.transposed_sums(of_block(group.query), dscores, dkey);
        block.transposed_sums(of_block(dout), scores, dvalue);
    }
}

}  // namespace lora::kernels
