// SPDX-License-Identifier: Apache-2.0
#include "core/engine/adapters/lora/lora_linear.h"

#include <ATen/core/ivalue.h>

#include <algorithm>

#include "core/engine/adapters/dropout_mask.h"

namespace lora::engine {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Parts of adapters that read the same rows of x and scale alike, in one product or in several: their A lie
/// one behind the other, so that x is read for all of them at once. A part whose dropout draws its own mask
/// of x stands alone.
struct Group {
    int64_t first_row = 0, rows = 0;
    double scale = 1, dropout = 0;
    DropoutSeed seed = {};

    struct Part {
        size_t product = 0;
        int64_t first = 0, rank = 0;  ///< its rows in the group's A
        /// Its columns of x·Aᵀ and the like.
        at::Tensor of(const at::Tensor& narrow) const { return narrow.narrow(1, first, rank); }
    };
    std::vector<Part> parts = {};
    int64_t rank = 0;  ///< of all parts

    at::Tensor of(const at::Tensor& tensor) const {
        return first_row == 0 && rows == tensor.size(0) ? tensor : tensor.narrow(0, first_row, rows);
    }
    at::Tensor dropped(const at::Tensor& x) const {
        return dropout > 0 ? seeded_dropout(x, dropout, seed) : x;
    }
    bool takes(const Group& other) const {
        return first_row == other.first_row && rows == other.rows && scale == other.scale && dropout == 0 &&
               other.dropout == 0;
    }
};

/// What the way back needs beside autograd's tensors: x; then of each group A as products take it and scale ·
/// dropout(x)·Aᵀ, and of each of its parts B.
struct Shared : torch::CustomClassHolder {
    std::vector<FrozenLinear> linears;
    std::vector<Group> groups;
    const RoundedFactors* factors = nullptr;  ///< on the way forward
    at::Tensor room;
    bool training = false;
};

/// `out` becomes scale · one·other.
void scaled_product(const at::Tensor& one, const at::Tensor& other, double scale, at::Tensor out) {
    out.addmm_(one, other, /*beta=*/0, scale);
}

/// one·other in float32, rounded nowhere before where the device can.
at::Tensor wide_product(const at::Tensor& one, const at::Tensor& other) {
    if (one.scalar_type() == at::kFloat) return one.mm(other);
    return one.is_cuda() ? at::mm(one, other, at::kFloat) : one.mm(other).to(at::kFloat);
}

/// `factors`: A and B of every part, in the groups' order.
struct AdaptedLinears : torch::autograd::Function<AdaptedLinears> {
    static variable_list forward(AutogradContext* context, const at::Tensor& x, const at::TensorList& factors,
                                 const c10::intrusive_ptr<Shared>& shared) {
        variable_list products, saved{x};
        for (const FrozenLinear& one : shared->linears)
            products.push_back(linear(x, one, shared->room, shared->training));
        size_t factor = 0;
        for (Group& group : shared->groups) {
            if (group.dropout > 0) group.seed = draw_dropout_seed();
            variable_list all_a, all_b;
            for (size_t i = 0; i < group.parts.size(); ++i, factor += 2) {
                all_a.push_back(shared->factors->of(factors[factor], x.scalar_type()));
                all_b.push_back(shared->factors->of(factors[factor + 1], x.scalar_type()));
            }
            const at::Tensor a = all_a.size() == 1 ? all_a.front() : at::cat(all_a);
            const at::Tensor narrow = at::empty({group.rows, group.rank}, x.options());
            scaled_product(group.dropped(group.of(x)), a.t(), group.scale, narrow);
            for (size_t i = 0; i < group.parts.size(); ++i)
                group.of(products[group.parts[i].product]).addmm_(group.parts[i].of(narrow), all_b[i].t());
            saved.insert(saved.end(), {a, narrow});
            saved.insert(saved.end(), all_b.begin(), all_b.end());
        }
        shared->factors = nullptr;  // the caller's, who may let them go now
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
        size_t next = 1;
        for (const Group& group : shared.groups) {
            const at::Tensor &a = saved[next], &narrow = saved[next + 1];
            const at::Tensor narrow_gradient = at::empty_like(narrow);
            bool learns = false;
            for (size_t i = 0; i < group.parts.size(); ++i) {
                const Group::Part& part = group.parts[i];
                scaled_product(group.of(gradients[part.product]), saved[next + 2 + i], group.scale,
                               part.of(narrow_gradient));
                learns = learns || context->needs_input_grad(result.size() + 2 * i);
            }
            next += 2 + group.parts.size();
            if (x_gradient.defined()) {
                if (group.dropout > 0)
                    group.of(x_gradient).add_(group.dropped(narrow_gradient.mm(a)));
                else
                    group.of(x_gradient).addmm_(narrow_gradient, a);
            }
            at::Tensor a_gradients;
            if (learns) a_gradients = wide_product(narrow_gradient.t(), group.dropped(group.of(x)));
            for (const Group::Part& part : group.parts) {
                const bool learns_a = context->needs_input_grad(result.size()),
                           learns_b = context->needs_input_grad(result.size() + 1);
                result.push_back(learns_a ? a_gradients.narrow(0, part.first, part.rank) : at::Tensor());
                result.push_back(learns_b
                                     ? wide_product(group.of(gradients[part.product]).t(), part.of(narrow))
                                     : at::Tensor());
            }
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
                                        const at::Tensor& room, const RoundedFactors& rounded) {
    const auto shared = c10::make_intrusive<Shared>();
    shared->linears.assign(linears.begin(), linears.end());
    shared->factors = &rounded;
    shared->room = room;
    shared->training = training;
    std::vector<std::vector<at::Tensor>> factors;  // of each group
    for (size_t product = 0; product < names.size(); ++product) {
        for (const AdapterRun& run : runs) {
            if (!run.mix) continue;
            for (const WeightedAdapter& entry : *run.mix) {
                const AdapterModule* found = entry.adapter->find(layer, names[product]);
                if (!found || entry.weight == 0) continue;
                const Group wanted{run.first_row, run.rows, found->target.scaling * entry.weight,
                                   training ? entry.adapter->dropout() : 0.0};
                const auto taking = std::find_if(shared->groups.begin(), shared->groups.end(),
                                                 [&](const Group& group) { return group.takes(wanted); });
                const auto place = static_cast<size_t>(taking - shared->groups.begin());
                if (taking == shared->groups.end()) {
                    shared->groups.push_back(wanted);
                    factors.emplace_back();
                }
                Group& group = shared->groups[place];
                group.parts.push_back({product, group.rank, found->a.size(0)});
                group.rank += found->a.size(0);
                factors[place].insert(factors[place].end(), {found->a, found->b});
            }
        }
    }
    std::vector<at::Tensor> all;
    for (const std::vector<at::Tensor>& of_group : factors)
        all.insert(all.end(), of_group.begin(), of_group.end());
    return AdaptedLinears::apply(x, at::TensorList(all), shared);
}

}  // namespace lora::engine
