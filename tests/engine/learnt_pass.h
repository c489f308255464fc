// SPDX-License-Identifier: Apache-2.0
// A pass of a tiny model with an adapter, all that it gives, and comparisons of it, for tests of forms that
// must learn alike.
#pragma once

#include "core/engine/models/device_kernels.h"
#include "core/engine/models/llama/llama_model.h"
#include "tests/engine/tiny_model.h"

namespace lora::test {

inline engine::DeviceKernelCheck check_of(engine::DeviceOperation operation) {
    return engine::device_kernel_checks()[size_t(operation)];
}

/// Hidden states, losses and their gradient, and the gradients of an adapter of one pass of the composed
/// form.
inline std::vector<at::Tensor> learn(engine::CausalModel& model, const std::vector<int>& lengths = {9, 21},
                                     bool training = false) {
    AdapterSpec spec;
    spec.r = 5;
    spec.lora_dropout = 0;
    const auto adapter = *engine::Adapter::create(spec, model.geometry(), 3);
    at::manual_seed(4);
    for (const engine::AdapterModule& module : adapter->modules())
        at::Tensor(module.b).normal_(0, 0.1);
    adapter->set_requires_grad(true);
    std::vector<std::vector<int32_t>> examples;
    for (const int length : lengths)
        examples.push_back(some_ids(model.geometry(), length, 5 * static_cast<int>(examples.size())));
    engine::PackedBatch batch = pack(examples);
    batch.adapters.assign(examples.size(), {{adapter, 0.75}});
    const at::Tensor hidden = model.hidden_states(batch, training);
    at::Tensor gradient;
    const at::Tensor labels =
        at::arange(hidden.size(0), at::TensorOptions(at::kLong)).remainder(model.geometry().vocab_size);
    std::vector<at::Tensor> out{hidden.detach()};
    {
        const at::NoGradGuard no_gradients;
        out.push_back(model.cross_entropy(hidden.detach(), labels, &gradient));
        out.push_back(gradient);
    }
    hidden.backward(gradient);
    for (const at::Tensor& parameter : adapter->parameters())
        out.push_back(parameter.grad());
    return out;
}

inline std::shared_ptr<engine::LlamaModel> model_of(const std::string& path, at::ScalarType type,
                                                    engine::QuantisedForm form) {
    const auto base = *BaseModel::open(path);
    auto weights =
        *engine::load_weights(*base, engine::LlamaModel::tensor_names(*base), at::kCPU, type, form, 2, {});
    return std::make_shared<engine::LlamaModel>(base, weights, at::kCPU, type);
}

inline void compare_close(const at::Tensor& wanted, const at::Tensor& got, at::ScalarType type) {
    const double size = wanted.abs().max().item<double>();
    const double apart = max_difference(wanted.to(at::kFloat), got.to(at::kFloat));
    QVERIFY2(apart <= (type == at::kFloat ? 2e-5 : 6e-2) * std::max(size, 1e-2),
             (std::to_string(apart) + " of " + std::to_string(size)).c_str());
}

}  // namespace lora::test
