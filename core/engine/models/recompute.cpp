// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/recompute.h"

#include <ATen/core/ivalue.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include "core/engine/adapters/dropout_mask.h"

namespace lora::engine {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct Part : torch::CustomClassHolder {
    std::function<at::Tensor(const at::Tensor&)> run;
    std::vector<DropoutSeed> seeds;
    std::shared_ptr<HostRows> host;
    std::optional<size_t> waiting;  ///< x, in `host`
};

struct RunAgain : torch::autograd::Function<RunAgain> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::TensorList& parameters,
                              const c10::intrusive_ptr<Part>& part) {
        if (part->host) part->waiting = part->host->put(x);
        // Saved as autograd's variables, so that a change in place between the two runs is an error.
        variable_list saved{part->waiting ? at::Tensor() : x};
        saved.insert(saved.end(), parameters.begin(), parameters.end());
        context->save_for_backward(std::move(saved));
        context->saved_data["part"] = at::IValue::make_capsule(part);
        const DropoutSeeds drawn(part->seeds, false);
        return part->run(x);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        variable_list inputs = context->get_saved_variables();
        auto& part = static_cast<Part&>(*context->saved_data["part"].toCapsule());
        if (part.waiting) inputs[0] = part.host->take(*part.waiting);
        // A leaf of its own: the inner graph ends at this part's input.
        inputs[0] = inputs[0].detach().requires_grad_(context->needs_input_grad(0));
        at::Tensor out;
        {
            const at::AutoGradMode record(true);
            const DropoutSeeds again(part.seeds, true);
            out = part.run(inputs[0]);
        }
        variable_list asked;
        for (const at::Tensor& input : inputs)
            if (input.requires_grad()) asked.push_back(input);
        const variable_list found =
            torch::autograd::grad({out}, asked, {gradients[0]}, std::nullopt, false, true);
        variable_list result;
        size_t next = 0;
        for (const at::Tensor& input : inputs)
            result.push_back(input.requires_grad() ? found[next++] : at::Tensor());
        result.emplace_back();  // of the part itself
        return result;
    }
};

}  // namespace

at::Tensor recomputed(const at::Tensor& x, const std::vector<at::Tensor>& parameters,
                      std::function<at::Tensor(const at::Tensor&)> run,
                      const std::shared_ptr<HostRows>& host) {
    auto part = c10::make_intrusive<Part>();
    part->run = std::move(run);
    part->host = host;
    return RunAgain::apply(x, at::TensorList(parameters), part);
}

}  // namespace lora::engine
