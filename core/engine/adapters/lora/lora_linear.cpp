// SPDX-License-Identifier: Apache-2.0
#include "core/engine/adapters/lora/lora_linear.h"

#include "core/engine/adapters/dropout_mask.h"

namespace lora::engine {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// y += scale · (dropout(x)·Aᵀ)·Bᵀ, in place. Keeps x (shared with its other readers), A, B and the narrow
/// product; the dropout mask is made again from its seed.
struct LoraAdd : torch::autograd::Function<LoraAdd> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& y, const at::Tensor& x,
                              const at::Tensor& a, const at::Tensor& b, double scale, double dropout) {
        const DropoutSeed seed = dropout > 0 ? draw_dropout_seed() : DropoutSeed();
        const at::Tensor narrow = dropped(x, dropout, seed).matmul(a.to(x.scalar_type()).t());
        context->save_for_backward({x, a, b, narrow});
        context->saved_data["scale"] = scale;
        context->saved_data["dropout"] = dropout;
        context->saved_data["seed"] = static_cast<int64_t>(seed.value);
        if (seed.place.defined()) context->saved_data["seed_place"] = seed.place;
        at::Tensor out = y;
        out.addmm_(narrow, b.to(x.scalar_type()).t(), 1, scale);
        context->mark_dirty({out});
        return out;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const at::Tensor &x = saved[0], &a = saved[1], &b = saved[2], &narrow = saved[3];
        const at::Tensor& gradient = gradients[0];
        const double scale = context->saved_data["scale"].toDouble();
        const double dropout = context->saved_data["dropout"].toDouble();
        DropoutSeed seed{static_cast<uint64_t>(context->saved_data["seed"].toInt()), {}};
        if (const auto place = context->saved_data.find("seed_place"); place != context->saved_data.end())
            seed.place = place->second.toTensor();
        const at::Tensor narrow_gradient = gradient.matmul(b.to(x.scalar_type())).mul_(scale);
        at::Tensor x_gradient, a_gradient, b_gradient;
        if (context->needs_input_grad(1)) {
            x_gradient = dropped(narrow_gradient.matmul(a.to(x.scalar_type())), dropout, seed);
        }
        if (context->needs_input_grad(2)) {
            a_gradient = narrow_gradient.t().matmul(dropped(x, dropout, seed)).to(at::kFloat);
        }
        if (context->needs_input_grad(3)) b_gradient = gradient.t().matmul(narrow).mul_(scale).to(at::kFloat);
        return {gradient, x_gradient, a_gradient, b_gradient, {}, {}};
    }

    static at::Tensor dropped(const at::Tensor& x, double dropout, const DropoutSeed& seed) {
        return dropout > 0 ? seeded_dropout(x, dropout, seed) : x;
    }
};

/// Adds every adapter of one run to `y`, the run's rows of the base's product.
at::Tensor add_run(at::Tensor y, const at::Tensor& x, const AdapterMix* mix, int layer,
                   std::string_view module, bool training) {
    if (!mix) return y;
    for (const WeightedAdapter& entry : *mix) {
        const AdapterModule* found = entry.adapter->find(layer, module);
        if (!found || entry.weight == 0) continue;
        const double scale = found->target.scaling * entry.weight;
        y = LoraAdd::apply(y, x, found->a, found->b, scale, training ? entry.adapter->dropout() : 0.0);
    }
    return y;
}

}  // namespace

at::Tensor add_adapters(at::Tensor y, const at::Tensor& x, int layer, std::string_view module,
                        const std::vector<AdapterRun>& runs, bool training) {
    if (runs.size() == 1) return add_run(std::move(y), x, runs.front().mix, layer, module, training);
    std::vector<at::Tensor> parts;
    for (const AdapterRun& run : runs) {
        const at::Tensor rows = y.narrow(0, run.first_row, run.rows);
        // In place on a view serves without gradients; with them each run becomes a tensor of its own.
        const bool records = at::GradMode::is_enabled();
        parts.push_back(add_run(records ? rows.clone() : rows, x.narrow(0, run.first_row, run.rows), run.mix,
                                layer, module, training));
    }
    return at::GradMode::is_enabled() ? at::cat(parts) : y;
}

}  // namespace lora::engine
