// SPDX-License-Identifier: Apache-2.0
#include "core/engine/adapters/lora/rounded_factors.h"

#include <ATen/ops/empty.h>

#include <set>

namespace lora::engine {

RoundedFactors::RoundedFactors(const std::vector<AdapterRun>& runs, at::ScalarType type) {
    struct Piece {
        at::Tensor any;         ///< a factor that lies in it
        size_t used_bytes = 0;  ///< of all that do
    };
    std::map<const void*, Piece> pieces;
    std::set<const Adapter*> seen;
    const at::NoGradGuard no_gradients;
    for (const AdapterRun& run : runs) {
        if (!run.mix) continue;
        for (const WeightedAdapter& entry : *run.mix) {
            if (entry.weight == 0 || !seen.insert(entry.adapter.get()).second) continue;
            for (const AdapterModule& module : entry.adapter->modules())
                for (const at::Tensor& factor : {module.a, module.b}) {
                    if (factor.scalar_type() == type) continue;
                    Piece& piece = pieces[factor.storage().data()];
                    piece.any = factor;
                    piece.used_bytes += factor.nbytes();
                }
        }
    }
    for (const auto& [memory, piece] : pieces) {
        const size_t bytes = piece.any.storage().nbytes();
        if (bytes > 2 * piece.used_bytes) continue;  // a small part of something else
        const at::Tensor whole =
            at::empty({0}, piece.any.options().requires_grad(false))
                .set_(piece.any.storage(), 0, static_cast<int64_t>(bytes / piece.any.element_size()));
        copies_[memory] = whole.to(type);
    }
}

at::Tensor RoundedFactors::of(const at::Tensor& factor, at::ScalarType type) const {
    const auto found = copies_.find(factor.storage().data());
    if (found == copies_.end() || found->second.scalar_type() != type) return factor.detach().to(type);
    return found->second.as_strided(factor.sizes(), factor.strides(), factor.storage_offset());
}

}  // namespace lora::engine
