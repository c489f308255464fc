// SPDX-License-Identifier: Apache-2.0
#include "core/engine/adapters/lora/lora_linear.h"

#include <ATen/core/ivalue.h>

#include "core/engine/adapters/dropout_mask.h"

namespace lora::engine {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// One adapter's part in one of the products.
struct Term {
    size_t product = 0;
    int64_t first_row = 0, rows = 0;
    double scale = 1, dropout = 0;
    DropoutSeed seed = {};

    at::Tensor of(const at::Tensor& tensor) const {
        return first_row == 0 && rows == tensor.size(0) ? tensor : tensor.narrow(0, first_row, rows);
    }
    at::Tensor dropped(const at::Tensor& x) const {
        return dropout > 0 ? seeded_dropout(x, dropout, seed) : x;
    }
};

/// What the way back needs beside autograd's tensors. A term's are three: A and B as products take them, and
/// scale · dropout(x)·Aᵀ.
struct Shared : torch::CustomClassHolder {
    std::vector<FrozenLinear> linears;
    std::vector<Term> terms;
    at::Tensor room;
    bool training = false;
};

/// scale · one·other.
at::Tensor scaled_product(const at::Tensor& one, const at::Tensor& other, double scale) {
    at::Tensor out = at::empty({one.size(0), other.size(1)}, one.options());
    return out.addmm_(one, other, /*beta=*/0, scale);
}

/// one·other in float32, rounded nowhere before where the device can.
at::Tensor wide_product(const at::Tensor& one, const at::Tensor& other) {
    if (one.scalar_type() == at::kFloat) return one.mm(other);
    return one.is_cuda() ? at::mm(one, other, at::kFloat) : one.mm(other).to(at::kFloat);
}

struct AdaptedLinears : torch::autograd::Function<AdaptedLinears> {
    static variable_list forward(AutogradContext* context, const at::Tensor& x, const at::TensorList& factors,
                                 const c10::intrusive_ptr<Shared>& shared) {
        variable_list products, saved{x};
        for (const FrozenLinear& one : shared->linears)
            products.push_back(linear(x, one, shared->room, shared->training));
        for (size_t i = 0; i < shared->terms.size(); ++i) {
            Term& term = shared->terms[i];
            if (term.dropout > 0) term.seed = draw_dropout_seed();
            const at::Tensor a = factors[2 * i].to(x.scalar_type()),
                             b = factors[2 * i + 1].to(x.scalar_type());
            const at::Tensor narrow = scaled_product(term.dropped(term.of(x)), a.t(), term.scale);
            term.of(products[term.product]).addmm_(narrow, b.t());
            saved.insert(saved.end(), {a, b, narrow});
        }
        context->save_for_backward(std::move(saved));
        context->saved_data["shared"] = at::IValue::make_capsule(shared);
        return products;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const variable_list saved = context->get_saved_variables();
        const auto& shared = static_cast<const Shared&>(*context->saved_data["shared"].toCapsule());
        const at::Tensor& x = saved[0];
        at::Tensor x_gradient;
        for (size_t i = 0; context->needs_input_grad(0) && i < gradients.size(); ++i) {
            const at::Tensor weight = expanded(shared.linears[i].weight, shared.room);
            if (x_gradient.defined())
                x_gradient.addmm_(gradients[i], weight);
            else
                x_gradient = gradients[i].mm(weight);
        }
        variable_list result(1);
        for (size_t i = 0; i < shared.terms.size(); ++i) {
            const Term& term = shared.terms[i];
            const at::Tensor &a = saved[3 * i + 1], &b = saved[3 * i + 2], &narrow = saved[3 * i + 3];
            const at::Tensor gradient = term.of(gradients[term.product]);
            const at::Tensor narrow_gradient = scaled_product(gradient, b, term.scale);
            if (x_gradient.defined()) {
                if (term.dropout > 0)
                    term.of(x_gradient).add_(term.dropped(narrow_gradient.mm(a)));
                else
                    term.of(x_gradient).addmm_(narrow_gradient, a);
            }
            const bool learns_a = context->needs_input_grad(2 * i + 1),
                       learns_b = context->needs_input_grad(2 * i + 2);
            result.push_back(learns_a ? wide_product(narrow_gradient.t(), term.dropped(term.of(x)))
                                      : at::Tensor());
            result.push_back(learns_b ? wide_product(gradient.t(), narrow) : at::Tensor());
        }
        result.emplace_back();  // of what is shared
        result[0] = x_gradient;
        return result;
    }
};

}  // namespace

std::vector<at::Tensor> adapted_linears(const at::Tensor& x, std::span<const FrozenLinear> linears, int layer,
                                        std::span<const char* const> names,
                                        const std::vector<AdapterRun>& runs, bool training,
                                        const at::Tensor& room) {
    const auto shared = c10::make_intrusive<Shared>();
    shared->linears.assign(linears.begin(), linears.end());
    shared->room = room;
    shared->training = training;
    std::vector<at::Tensor> factors;
    for (size_t product = 0; product < names.size(); ++product) {
        for (const AdapterRun& run : runs) {
            if (!run.mix) continue;
            for (const WeightedAdapter& entry : *run.mix) {
                const AdapterModule* found = entry.adapter->find(layer, names[product]);
                if (!found || entry.weight == 0) continue;
                shared->terms.push_back({product, run.first_row, run.rows,
                                         found->target.scaling * entry.weight,
                                         training ? entry.adapter->dropout() : 0.0});
                factors.insert(factors.end(), {found->a, found->b});
            }
        }
    }
    return AdaptedLinears::apply(x, at::TensorList(factors), shared);
}

}  // namespace lora::engine
