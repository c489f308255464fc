// SPDX-License-Identifier: Apache-2.0
// Matrix products of one pass, shared out over the threads.
#pragma once

#include <c10/util/SmallVector.h>

#include <initializer_list>
#include <span>

#include "core/engine/models/llama/meeting.h"
#include "core/engine/models/llama/stored_llama.h"
#include "kernels/include/row_ops.h"

namespace lora::engine {

using kernels::Factors;

/// Rows for which a product that reads the weights once, without laying them out anew, is faster.
inline constexpr int64_t few_product_rows = 16;

/// Up to so many lie where they are held: a decoded token is hundreds of products, and each waits for what
/// must be allocated or looked up elsewhere.
template <class T, unsigned most = 1>
using Few = c10::SmallVector<T, most>;

/// A summand x·B.
struct Term : kernels::MatmulTerm {
    /// B's rows, which are outputs, once more: where x has few rows these are read instead, and B's own bytes
    /// may be null. At most one is not null.
    const std::byte* short_rows = nullptr;     ///< as kernels::shorten_rows lays them: nothing is accumulated
    const std::byte* short_outputs = nullptr;  ///< as kernels::shorten_outputs lays them: something is
    const std::byte* turned = nullptr;         ///< as kernels::turn_weights lays them

    Term(const kernels::MatmulTerm& term) : MatmulTerm(term) {}  // a summand like any other
};

/// A summand of some rows only: `term` begins at its first row, `first_row` of the product.
struct SomeRows {
    Term term;
    int64_t first_row = 0, rows = 0;
};

/// y [rows, outputs] (accumulate ? += : =) Σ over terms, which begin at row 0, and over what some rows get
/// besides.
struct Product {
    int64_t rows = 0;
    Few<Term> terms;
    int64_t outputs = 0;
    float* y = nullptr;
    int64_t y_row = 0;
    bool accumulate = false;
    Few<SomeRows> some_rows;
    /// Whether rows may be rounded to eight bits for the first term, where they are few and lie end to end,
    /// its type is one of block_matmul_q8's, and nothing is accumulated.
    bool eight_bits = false;
    /// What the terms' sum is multiplied by; one where products accumulate.
    float scale = 1;
    const float* bias = nullptr;  ///< [outputs], added to each row; may be null
};

/// Those of modules that read the same rows.
using Products = Few<Product, 3>;

/// A rectangle of a product's results, and of which summands: its own terms, or what some rows get besides.
struct ProductPiece {
    const Product* product;
    int64_t row, rows, output, outputs;
    bool some_rows = false;
};

/// x·Wᵀ of rows that lie end to end.
inline Term forward_term(const float* x, const StoredMatrix& matrix, kernels::RoundedRows rounded = {}) {
    Term term(kernels::MatmulTerm{x, matrix.inputs, 1, matrix.inputs, matrix.forward(), rounded});
    term.turned = matrix.turned;
    return term;
}
/// g·W.
inline kernels::MatmulTerm backward_term(const float* g, const StoredMatrix& matrix,
                                         kernels::RoundedRows rounded = {}) {
    return {g, matrix.outputs, 1, matrix.outputs, matrix.backward(), rounded};
}
/// x [rows, inner] · m, m plain with rows `width` floats apart.
inline kernels::MatmulTerm plain_term(const float* x, int64_t inner, const float* m, int64_t width,
                                      bool rows_are_outputs, kernels::RoundedRows rounded = {}) {
    return {x, inner, 1, inner, kernels::plain_matrix(m, width, rows_are_outputs), rounded};
}

/// x [rows, inner], which lie end to end, rounded once for all products that read them; none where factors
/// are not rounded or rows are too few. `room` holds them, rows · kernels::rounded_row_size(inner, factors)
/// elements.
kernels::RoundedRows rounded(const float* x, int64_t rows, int64_t inner, Factors factors, uint16_t* room);

/// All products, which must not depend on each other. Few rows are not rounded: there is nothing to gain.
void multiply(std::span<const Product> products, Factors factors);
inline void multiply(const Product& product, Factors factors) {
    multiply({&product, 1}, factors);
}

/// One thread's share, the `share`-th of `shares`, of products of few rows, of which only `products`'
/// some_rows may be made of the results of `first`. Each thread may read rows of its own, if all hold the
/// same.
class ProductShare {
  public:
    /// What it will read of weights follows upon what `ahead` knows of. All must outlive it.
    ProductShare(std::span<const Product> first, std::span<const Product> products, int64_t share,
                 int64_t shares, kernels::ReadAhead& ahead);
    /// Meets the others between `first` and what is made of it. Returns before they are done.
    void multiply(Factors factors, Meeting::Member& member) const;

  private:
    std::span<const Product> first_, products_;
    kernels::ReadAhead& ahead_;
    Few<ProductPiece, 12> pieces_;
    size_t first_end_ = 0, own_end_ = 0;
};

}  // namespace lora::engine
