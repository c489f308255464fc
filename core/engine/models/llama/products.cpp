// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/products.h"

#include <ATen/Parallel.h>

#include <algorithm>

#include "kernels/include/block_matmul.h"

namespace lora::engine {
namespace {

using kernels::MatmulTerm;

/// Rows for which a product that reads the weights once, without laying them out anew, is faster.
constexpr int64_t few_rows = 6;

/// Where a product's outputs may be cut: whole panels, and whole blocks where a row of weights is cut.
int64_t grain_of(const Product& product) {
    int64_t grain = kernels::matmul_columns;
    for (const MatmulTerm& term : product.terms)
        if (!term.b.rows_are_outputs)
            grain = std::max<int64_t>(grain, dtype_info(term.b.type).block_elements);
    return grain;
}

/// `term` for outputs from `output` and rows from `row`.
MatmulTerm part_of(MatmulTerm term, int64_t row, int64_t output) {
    const auto info = dtype_info(term.b.type);
    term.x += row * term.x_row;
    term.b.bytes +=
        term.b.rows_are_outputs ? output * term.b.row_bytes : output / info.block_elements * info.block_bytes;
    return term;
}

bool serves_few(const Product& product) {
    return std::all_of(product.terms.begin(), product.terms.end(), [](const MatmulTerm& term) {
        const int64_t packed =
            term.inner / dtype_info(term.b.type).block_elements * dtype_info(term.b.type).block_bytes;
        return term.b.rows_are_outputs && term.x_column == 1 && term.b.row_bytes == packed;
    });
}

void multiply_few(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
                  bool accumulate) {
    thread_local std::vector<float> room;
    for (const MatmulTerm& term : terms) {
        if (!accumulate) {
            kernels::block_matmul(term.b.type, term.b.bytes, outputs, term.inner, term.x, term.x_row, rows, y,
                                  y_row);
            accumulate = true;
            continue;
        }
        room.resize(std::max(room.size(), static_cast<size_t>(rows * outputs)));
        kernels::block_matmul(term.b.type, term.b.bytes, outputs, term.inner, term.x, term.x_row, rows,
                              room.data(), outputs);
        for (int64_t r = 0; r < rows; ++r)
            for (int64_t o = 0; o < outputs; ++o)
                y[r * y_row + o] += room[static_cast<size_t>(r * outputs + o)];
    }
}

void multiply_part(const Product& product, int64_t row, int64_t rows, int64_t output, int64_t outputs) {
    thread_local std::vector<MatmulTerm> terms;
    terms.clear();
    for (const MatmulTerm& term : product.terms)
        terms.push_back(part_of(term, row, output));
    float* y = product.y + row * product.y_row + output;
    if (rows <= few_rows && serves_few(product))
        multiply_few(terms, rows, outputs, y, product.y_row, product.accumulate);
    else
        kernels::matmul(terms, rows, outputs, y, product.y_row, product.accumulate);
}

}  // namespace

void multiply(int64_t rows, std::span<const Product> products) {
    struct Cut {
        int64_t grain, first;  ///< columns a unit has; units before this product
    };
    std::vector<Cut> cuts;
    int64_t units = 0;
    for (const Product& product : products) {
        cuts.push_back({grain_of(product), units});
        units += (product.outputs + cuts.back().grain - 1) / cuts.back().grain;
    }
    // Outputs are shared out first, so that each thread lays out its own weights once; rows too where there
    // are too few outputs for all threads.
    constexpr int64_t units_a_thread = 4, rows_a_part = 48;
    const int64_t wanted = units_a_thread * at::get_num_threads();
    const int64_t parts =
        std::clamp<int64_t>((wanted + units - 1) / units, 1, std::max<int64_t>(1, rows / rows_a_part));
    const int64_t step = (rows + parts - 1) / parts;
    at::parallel_for(0, parts * units, 1, [&](int64_t first, int64_t end) {
        for (int64_t part = first / units; part <= (end - 1) / units; ++part) {
            const int64_t row = part * step, count = std::min(step, rows - row);
            if (count <= 0) continue;
            const int64_t from = std::max(first - part * units, int64_t{0});
            const int64_t to = std::min(end - part * units, units);
            for (size_t i = 0; i < products.size(); ++i) {
                const int64_t begin = std::max(from - cuts[i].first, int64_t{0}) * cuts[i].grain;
                const int64_t stop = std::min((to - cuts[i].first) * cuts[i].grain, products[i].outputs);
                if (begin < stop) multiply_part(products[i], row, count, begin, stop - begin);
            }
        }
    });
}

}  // namespace lora::engine
