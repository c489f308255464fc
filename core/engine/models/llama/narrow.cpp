// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/narrow.h"

#include "core/engine/adapters/dropout_mask.h"

namespace lora::engine {

std::vector<Few<Narrow>> find_narrow(int layers, const std::vector<AdapterRun>& runs, bool training) {
    std::vector<Few<Narrow>> out(static_cast<size_t>(layers) * module_count);
    for (size_t at = 0; at < out.size(); ++at) {
        for (const AdapterRun& run : runs) {
            if (!run.mix) continue;
            for (const WeightedAdapter& entry : *run.mix) {
                const AdapterModule* found = entry.adapter->find(static_cast<int>(at / module_count),
                                                                 linear_modules[at % module_count]);
                if (!found || entry.weight == 0) continue;
                const double dropout = training ? entry.adapter->dropout() : 0;
                out[at].push_back({found, found->target.rank, found->short_a, found->short_b, run.first_row,
                                   run.rows, static_cast<float>(found->target.scaling * entry.weight),
                                   dropout, dropout > 0 ? draw_dropout_seed().value : 0, nullptr, -1});
            }
        }
    }
    return out;
}

Projection projection(const StoredLlama& model, const std::vector<Few<Narrow>>& narrow, int layer,
                      std::initializer_list<std::pair<size_t, float*>> modules) {
    const auto at = static_cast<size_t>(layer);
    Projection out;
    for (const auto& [module, y] : modules)
        out.push_back({&model.layers[at].modules[module], &narrow[at * module_count + module], y});
    return out;
}

Products narrow_products(const Projection& modules, const float* in, int64_t tokens,
                         kernels::RoundedRows rounded_in) {
    Products products;
    for (const ModuleProduct& module : modules) {
        const int64_t width = module.matrix->inputs;
        for (const Narrow& one : *module.narrow) {
            if (one.dropout > 0) continue;
            const bool is_short = one.short_a && one.rows <= few_product_rows;
            Term term = plain_term(in + one.first_row * width, width,
                                   is_short ? nullptr : one.module->a.const_data_ptr<float>(), width, true,
                                   one.rows == tokens ? rounded_in : kernels::RoundedRows{});
            if (is_short) term.short_rows = one.short_a;
            products.push_back(
                {one.rows, {term}, one.rank, one.values, one.rank, false, {}, false, one.scale});
        }
    }
    return products;
}

Products base_products(const Projection& modules, const float* in, int64_t tokens,
                       kernels::RoundedRows rounded_in, bool eight_bits, bool apart) {
    Products products;
    for (const auto& [matrix, narrow, y] : modules) {
        Product& product = products.emplace_back(Product{tokens,
                                                         {forward_term(in, *matrix, rounded_in)},
                                                         matrix->outputs,
                                                         y,
                                                         matrix->outputs,
                                                         false,
                                                         {},
                                                         eight_bits});
        if (!matrix->bias.empty()) product.bias = matrix->bias.data();
        for (const Narrow& one : *narrow) {
            const bool is_short = one.short_b && one.rows <= few_product_rows;
            Term term =
                plain_term(one.values, one.rank, is_short ? nullptr : one.module->b.const_data_ptr<float>(),
                           one.rank, true);
            if (is_short) term.short_outputs = one.short_b;
            if (one.rows == tokens && !apart)
                product.terms.push_back(term);
            else
                product.some_rows.push_back({term, one.first_row, one.rows});
        }
    }
    return products;
}

}  // namespace lora::engine
