// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/products.h"

#include <ATen/Parallel.h>

#include <algorithm>

#include "core/engine/phase_clock.h"
#include "kernels/include/block_matmul.h"
#include "kernels/include/block_matmul_q8.h"
#include "kernels/include/row_ops.h"
#include "kernels/include/turned_weights.h"

namespace lora::engine {
namespace {

using kernels::MatmulTerm;
using kernels::ReadAhead;

/// Outputs that such a product makes at a time.
constexpr int64_t few_rows_outputs = 4;
/// The same where rows are rounded to eight bits: one row for each variant that is compared.
constexpr int64_t few_rounded_rows = 16;

/// Sums as short as an adapter's rank have a product of their own.
constexpr int64_t widest_rank = 128;

bool serves_few(std::span<const Term> terms) {
    return std::all_of(terms.begin(), terms.end(), [](const Term& term) {
        const int64_t packed =
            term.inner / dtype_info(term.b.type).block_elements * dtype_info(term.b.type).block_bytes;
        return term.b.rows_are_outputs && term.x_column == 1 && term.b.row_bytes == packed;
    });
}

/// Where a product's outputs may be cut: anywhere nearly where few rows are served, so that the few outputs
/// of an adapter's A keep all threads busy, or where turned weights may be; else whole panels, and whole
/// blocks where a row of weights is cut.
int64_t grain_of(const Product& product) {
    if (product.rows <= few_product_rows && serves_few(product.terms)) {
        static_assert(kernels::turned_outputs % kernels::short_group == 0 &&
                      kernels::matmul_columns % kernels::short_group == 0);
        if (product.terms.front().turned) return kernels::turned_outputs;
        const bool in_groups = std::any_of(product.some_rows.begin(), product.some_rows.end(),
                                           [](const SomeRows& some) { return some.term.short_outputs; });
        return in_groups ? kernels::short_group : few_rows_outputs;
    }
    int64_t grain = kernels::matmul_columns;
    const auto regard = [&](const MatmulTerm& term) {
        if (!term.b.rows_are_outputs)
            grain = std::max<int64_t>(grain, dtype_info(term.b.type).block_elements);
    };
    for (const MatmulTerm& term : product.terms)
        regard(term);
    for (const SomeRows& some : product.some_rows)
        regard(some.term);
    return grain;
}

/// `term` for outputs from `output` and rows from `row`.
Term part_of(Term term, int64_t row, int64_t output) {
    const auto info = dtype_info(term.b.type);
    term.x += row * term.x_row;
    if (term.rounded.values) term.rounded.values += row * term.rounded.row;
    if (term.b.bytes)
        term.b.bytes += term.b.rows_are_outputs ? output * term.b.row_bytes
                                                : output / info.block_elements * info.block_bytes;
    if (term.short_rows) term.short_rows += kernels::short_rows_bytes(term.inner, output);
    if (term.short_outputs) term.short_outputs += kernels::short_outputs_bytes(term.inner, output);
    if (term.turned) term.turned += kernels::turned_bytes(term.b.type, output, term.inner);
    return term;
}

/// Rows made ready for turned weights, by one thread for the products of one parallel part that share them.
class ReadyRows {
  public:
    /// This thread's, empty.
    static ReadyRows& anew() {
        thread_local ReadyRows rows;
        rows.used_ = 0;
        return rows;
    }
    /// Rows of `term`, or, where it is not null, of `eight_bits`, which are the same.
    const std::byte* of(const Term& term, int64_t rows, const kernels::Q8Block* eight_bits) {
        const Key key{term.x, rows, term.inner, term.b.type, eight_bits != nullptr};
        for (size_t i = 0; i < used_; ++i)
            if (entries_[i].key == key) return entries_[i].room.data()->bytes;
        if (used_ == entries_.size()) entries_.emplace_back();
        Entry& entry = entries_[used_++];
        const auto lines = static_cast<size_t>(rows * kernels::turned_row_bytes(term.inner)) / sizeof(Line);
        entry.room.resize(std::max(entry.room.size(), lines));
        std::byte* at = entry.room.data()->bytes;
        if (eight_bits)
            kernels::ready_rows(term.b.type, eight_bits, rows, term.inner, at);
        else
            kernels::ready_rows(term.b.type, term.x, term.x_row, rows, term.inner, at);
        entry.key = key;
        return at;
    }

  private:
    struct Key {
        const float* x = nullptr;
        int64_t rows = 0, inner = 0;
        DType type{};
        bool eight_bits = false;
        bool operator==(const Key&) const = default;
    };
    struct alignas(64) Line {
        std::byte bytes[64];
    };
    struct Entry {
        Key key;
        std::vector<Line> room;
    };
    std::vector<Entry> entries_;
    size_t used_ = 0;
};

/// What multiply_few will read of `outputs` outputs' weights.
void follow(const Term& term, int64_t outputs, ReadAhead& ahead) {
    if (term.short_rows)
        ahead.follow(term.short_rows, kernels::short_rows_bytes(term.inner, outputs));
    else if (term.short_outputs)
        ahead.follow(term.short_outputs, kernels::short_outputs_bytes(term.inner, outputs));
    else if (term.turned)
        ahead.follow(term.turned, kernels::turned_bytes(term.b.type, outputs, term.inner));
}

void multiply_few(std::span<const Term> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
                  bool accumulate, ReadAhead& ahead, ReadyRows& ready) {
    thread_local std::vector<float> room;
    for (const Term& term : terms) {
        if (term.short_rows) {
            for (int64_t r = 0; r < rows; ++r)
                kernels::multiply_short_rows(term.x + r * term.x_row, term.inner, term.short_rows, outputs,
                                             r == 0 ? &ahead : nullptr, y + r * y_row);
            accumulate = true;
            continue;
        }
        if (term.short_outputs) {
            for (int64_t r = 0; r < rows; ++r)
                kernels::add_short_outputs(term.x + r * term.x_row, term.inner, term.short_outputs, outputs,
                                           r == 0 ? &ahead : nullptr, y + r * y_row);
            continue;
        }
        if (accumulate && term.b.type == DType::f32 && term.inner <= widest_rank) {
            const auto* b = reinterpret_cast<const float*>(term.b.bytes);
            for (int64_t r = 0; r < rows; ++r)
                kernels::add_narrow_row(term.x + r * term.x_row, term.inner, b, outputs, y + r * y_row);
            continue;
        }
        const auto multiply_into = [&](float* to, int64_t to_row) {
            if (term.turned)
                kernels::turned_matmul(term.b.type, term.turned, outputs, term.inner,
                                       ready.of(term, rows, nullptr), false, rows, &ahead, to, to_row);
            else
                kernels::block_matmul(term.b.type, term.b.bytes, outputs, term.inner, term.x, term.x_row,
                                      rows, to, to_row);
        };
        if (!accumulate) {
            multiply_into(y, y_row);
            accumulate = true;
            continue;
        }
        room.resize(std::max(room.size(), static_cast<size_t>(rows * outputs)));
        multiply_into(room.data(), outputs);
        for (int64_t r = 0; r < rows; ++r)
            for (int64_t o = 0; o < outputs; ++o)
                y[r * y_row + o] += room[static_cast<size_t>(r * outputs + o)];
    }
}

void multiply_terms(std::span<const Term> terms, int64_t rows, int64_t outputs, bool few, Factors factors,
                    float* y, int64_t y_row, bool accumulate, ReadAhead& ahead, ReadyRows& ready) {
    if (few) return multiply_few(terms, rows, outputs, y, y_row, accumulate, ahead, ready);
    thread_local std::vector<MatmulTerm> whole;
    whole.assign(terms.begin(), terms.end());
    kernels::matmul(whole, rows, outputs, y, y_row, accumulate, factors);
}

/// Rows of `x` in eight bits, for products that share them; null where a product is one of floats.
class EightBitRows {
  public:
    explicit EightBitRows(std::span<const Product> products) {
        for (const Product& product : products) {
            if (!product.eight_bits || product.accumulate || product.rows > few_rounded_rows) continue;
            const Term& term = product.terms.front();
            if (!kernels::can_matmul_q8(term.b.type) || !serves_few({&term, 1}) || term.x_row != term.inner ||
                of(term))
                continue;
            auto& blocks = rows_.emplace_back(term.x, std::vector<kernels::Q8Block>()).second;
            blocks.resize(static_cast<size_t>(product.rows * term.inner / 32));
            kernels::quantize_q8(term.x, product.rows * term.inner, blocks.data());
        }
    }
    const kernels::Q8Block* of(const MatmulTerm& term) const {
        for (const auto& [x, blocks] : rows_)
            if (x == term.x) return blocks.data();
        return nullptr;
    }

  private:
    std::vector<std::pair<const float*, std::vector<kernels::Q8Block>>> rows_;
};

void multiply_own_terms(const ProductPiece& part, const EightBitRows& eight_bits, Factors factors,
                        ReadAhead& ahead, ReadyRows& ready) {
    const Product& product = *part.product;
    thread_local std::vector<Term> terms;
    terms.clear();
    for (const Term& term : product.terms)
        terms.push_back(part_of(term, part.row, part.output));
    float* y = product.y + part.row * product.y_row + part.output;
    const kernels::Q8Block* x = product.eight_bits ? eight_bits.of(product.terms.front()) : nullptr;
    std::span<const Term> left(terms);
    if (x) {
        const Term& term = terms.front();
        const kernels::Q8Block* from = x + part.row * term.inner / 32;
        if (term.turned)
            kernels::turned_matmul(term.b.type, term.turned, part.outputs, term.inner,
                                   ready.of(term, part.rows, from), true, part.rows, &ahead, y,
                                   product.y_row);
        else
            kernels::block_matmul_q8(term.b.type, term.b.bytes, part.outputs, term.inner, from, part.rows, y,
                                     product.y_row);
        left = left.subspan(1);
    }
    if (!left.empty())
        multiply_terms(left, part.rows, part.outputs, part.rows <= few_product_rows && serves_few(left),
                       factors, y, product.y_row, x || product.accumulate, ahead, ready);
    if (product.bias)
        for (int64_t r = 0; r < part.rows; ++r)
            for (int64_t o = 0; o < part.outputs; ++o)
                y[r * product.y_row + o] += product.bias[part.output + o];
    if (product.scale == 1) return;
    for (int64_t r = 0; r < part.rows; ++r)
        for (int64_t o = 0; o < part.outputs; ++o)
            y[r * product.y_row + o] *= product.scale;
}

void add_some_rows(const ProductPiece& part, Factors factors, ReadAhead& ahead, ReadyRows& ready) {
    const Product& product = *part.product;
    float* y = product.y + part.row * product.y_row + part.output;
    for (const SomeRows& some : product.some_rows) {
        const int64_t first = std::max(some.first_row, part.row);
        const int64_t count = std::min(some.first_row + some.rows, part.row + part.rows) - first;
        if (count <= 0) continue;
        const Term term = part_of(some.term, first - some.first_row, part.output);
        multiply_terms({&term, 1}, count, part.outputs, count <= few_product_rows && serves_few({&term, 1}),
                       factors, y + (first - part.row) * product.y_row, product.y_row, true, ahead, ready);
    }
}

/// How a product is shared out: units of `grain` outputs by `step` rows, all outputs of some rows before the
/// next.
struct Cut {
    int64_t grain, columns, step, first, units;
};

/// Outputs are shared out first, so that each thread lays out its own weights once; rows too where there are
/// too few outputs for all threads.
Few<Cut, 3> cuts_of(std::span<const Product> products) {
    constexpr int64_t units_a_thread = 4, rows_a_part = 48;
    Few<Cut, 3> cuts;
    int64_t columns = 0;
    for (const Product& product : products) {
        const int64_t grain = grain_of(product);
        cuts.push_back({grain, (product.outputs + grain - 1) / grain, 0, 0, 0});
        columns += cuts.back().columns;
    }
    const int64_t wanted = units_a_thread * at::get_num_threads();
    int64_t first = 0;
    for (size_t i = 0; i < products.size(); ++i) {
        const int64_t rows = products[i].rows;
        const int64_t parts = std::clamp<int64_t>((wanted + columns - 1) / columns, 1,
                                                  std::max<int64_t>(1, rows / rows_a_part));
        cuts[i].step = std::max<int64_t>(1, (rows + parts - 1) / parts);
        cuts[i].first = first;
        cuts[i].units = (rows + cuts[i].step - 1) / cuts[i].step * cuts[i].columns;
        first += cuts[i].units;
    }
    return cuts;
}

/// Products cut into units, and the parts that some of them are.
class Shares {
  public:
    explicit Shares(std::span<const Product> products) : products_(products), cuts_(cuts_of(products)) {}
    int64_t units() const { return cuts_.empty() ? 0 : cuts_.back().first + cuts_.back().units; }
    /// take(piece) for units [begin, end), of products' own terms.
    template <class Take>
    void each_piece(int64_t begin, int64_t end, const Take& take) const {
        for (size_t i = 0; i < products_.size(); ++i) {
            const Cut& cut = cuts_[i];
            const int64_t stop = std::min(end - cut.first, cut.units);
            for (int64_t unit = std::max<int64_t>(begin - cut.first, 0); unit < stop;) {
                const int64_t column = unit % cut.columns, row = unit / cut.columns * cut.step;
                const int64_t next = std::min(unit - column + cut.columns, stop);
                const int64_t output = column * cut.grain;
                take(ProductPiece{
                    &products_[i], row, std::min(cut.step, products_[i].rows - row), output,
                    std::min((column + next - unit) * cut.grain, products_[i].outputs) - output});
                unit = next;
            }
        }
    }

  private:
    std::span<const Product> products_;
    Few<Cut, 3> cuts_;
};

void follow(const ProductPiece& piece, ReadAhead& ahead) {
    if (piece.some_rows) {
        for (const SomeRows& some : piece.product->some_rows)
            if (some.rows <= few_product_rows)
                follow(part_of(some.term, 0, piece.output), piece.outputs, ahead);
    } else if (piece.rows <= few_product_rows) {
        for (const Term& term : piece.product->terms)
            follow(part_of(term, 0, piece.output), piece.outputs, ahead);
    }
}

}  // namespace

kernels::RoundedRows rounded(const float* x, int64_t rows, int64_t inner, Factors factors, uint16_t* room) {
    constexpr int64_t rows_a_share = 32;
    if (factors == Factors::float32 || rows <= few_product_rows) return {};
    const int64_t apart = kernels::rounded_row_size(inner, factors);
    at::parallel_for(0, rows, rows_a_share, [&](int64_t first, int64_t end) {
        kernels::round_rows(x + first * inner, inner, end - first, inner, factors, room + first * apart);
    });
    return {room, apart};
}

void multiply(std::span<const Product> products, Factors factors) {
    if (products.empty()) return;
    const Shares shares(products);
    const EightBitRows eight_bits(products);
    at::parallel_for(0, shares.units(), 1, [&](int64_t begin, int64_t end) {
        ReadyRows& ready = ReadyRows::anew();
        ReadAhead ahead;
        Few<ProductPiece, 12> pieces;
        shares.each_piece(begin, end, [&](ProductPiece piece) {
            for (const bool some_rows : {false, true}) {
                piece.some_rows = some_rows;
                pieces.push_back(piece);
                follow(piece, ahead);
            }
        });
        for (const ProductPiece& piece : pieces)
            if (piece.some_rows)
                add_some_rows(piece, factors, ahead, ready);
            else
                multiply_own_terms(piece, eight_bits, factors, ahead, ready);
    });
}

ProductShare::ProductShare(std::span<const Product> first, std::span<const Product> products, int64_t share,
                           int64_t shares, ReadAhead& ahead)
    : first_(first), products_(products), ahead_(ahead) {
    const Shares early(first_), late(products_);
    const auto add = [&](const Shares& all, bool some_rows) {
        all.each_piece(all.units() * share / shares, all.units() * (share + 1) / shares,
                       [&](ProductPiece piece) {
                           if (some_rows && piece.product->some_rows.empty()) return;
                           piece.some_rows = some_rows;
                           pieces_.push_back(piece);
                           follow(piece, ahead);
                       });
        return pieces_.size();
    };
    first_end_ = add(early, false);
    own_end_ = add(late, false);
    add(late, true);
}

void ProductShare::multiply(Factors factors, Meeting::Member& member) const {
    ReadyRows& ready = ReadyRows::anew();
    const EightBitRows eight_bits(products_);
    const auto take_own = [&](size_t from, size_t to) {
        for (size_t i = from; i < to; ++i)
            multiply_own_terms(pieces_[i], eight_bits, factors, ahead_, ready);
    };
    if (!first_.empty()) {
        const InPhase in_phase(Phase::lora);
        take_own(0, first_end_);
        member.come();
    }
    take_own(first_end_, own_end_);
    if (own_end_ == pieces_.size()) return;
    const InPhase in_phase(Phase::lora);
    if (!first_.empty()) member.wait();
    for (size_t i = own_end_; i < pieces_.size(); ++i)
        add_some_rows(pieces_[i], factors, ahead_, ready);
}

}  // namespace lora::engine
