// SPDX-License-Identifier: Apache-2.0
// Adapters' products beside the base's: which rows have which, and how they are multiplied.
#pragma once

#include <vector>

#include "core/engine/adapters/adapter_run.h"
#include "core/engine/models/llama/products.h"

namespace lora::engine {

/// An adapter's narrow product at one module over a run of rows: values [rows, rank] = scale ·
/// dropout(in)·Aᵀ.
struct Narrow {
    const AdapterModule* module;
    /// What steps read of it: looked up once, not from module to tensor to memory before each product.
    int64_t rank;
    const std::byte *short_a, *short_b;
    int64_t first_row, rows;
    float scale;
    double dropout;
    uint64_t seed;
    float* values;
    int parameter;  ///< of A in LlamaPass's parameters, B behind it; -1: frozen
};

/// Of all layers' modules, module_count of them a layer, as `runs` have them. Values have no room yet, no
/// parameter has a number. `training` switches dropout on.
std::vector<Few<Narrow>> find_narrow(int layers, const std::vector<AdapterRun>& runs, bool training);

/// Modules that read the same rows, and where they write.
struct ModuleProduct {
    const StoredMatrix* matrix;
    const Few<Narrow>* narrow;
    float* y;
};
using Projection = Few<ModuleProduct, 3>;
/// Of a layer's modules; `narrow`: as find_narrow gives it.
Projection projection(const StoredLlama& model, const std::vector<Few<Narrow>>& narrow, int layer,
                      std::initializer_list<std::pair<size_t, float*>> modules);

/// The adapters' part at their ranks: what makes their values, but for those with dropout. `in` [tokens,
/// inputs].
Products narrow_products(const Projection& modules, const float* in, int64_t tokens,
                         kernels::RoundedRows rounded_in);
/// The base's part with its bias, and what the adapters' values add to it: `apart` as some_rows, though they
/// be all.
Products base_products(const Projection& modules, const float* in, int64_t tokens,
                       kernels::RoundedRows rounded_in, bool eight_bits, bool apart);

}  // namespace lora::engine
