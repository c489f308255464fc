// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/device_kernels.h"

#include <ATen/ATen.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <array>
#include <functional>

#include "core/engine/models/pointwise.h"
#include "core/engine/models/rope.h"
#include "core/engine/models/segment_attention.h"
#include "core/engine/training/adamw.h"

namespace lora::engine {
namespace {

constexpr size_t operations = std::size(device_operation_names);

struct State {
    const kernels::CudaBackend* backend = nullptr;
    at::Device device = at::kCPU;
    std::array<bool, operations> used{};
    std::vector<DeviceKernelCheck> checks;
};

State& state() {
    static State held;
    return held;
}

bool serves(DeviceOperation operation, at::ScalarType type) {
    if (operation == DeviceOperation::attention) return type == at::kBFloat16;
    return type == at::kFloat || type == at::kBFloat16;
}

using Tensors = std::vector<at::Tensor>;

at::Tensor drawn(at::IntArrayRef shape, at::ScalarType type) {
    // Drawn on the processor, so that every device is asked about the same numbers.
    return at::randn(shape, at::TensorOptions(at::kFloat)).to(state().device, type);
}

/// The result and what its gradient gives for each of `inputs`.
Tensors with_gradients(const at::Tensor& out, const Tensors& inputs, const at::Tensor& gradient) {
    out.backward(gradient);
    Tensors all{out.detach()};
    for (const at::Tensor& input : inputs)
        all.push_back(input.grad());
    return all;
}

/// Packed segments of unequal lengths, one of a single token, and grouped queries.
Tensors run_attention(at::ScalarType type) {
    constexpr int64_t tokens = 37, heads = 6, key_heads = 2, head_dim = 64;
    const auto leaf = [&](int64_t count) { return drawn({tokens, count, head_dim}, type).requires_grad_(true); };
    PackedBatch batch;
    batch.starts = {0, 5, 6, 30, tokens};
    const AttentionPass pass = attention_pass(batch, state().device, type, head_dim);
    const at::Tensor query = leaf(heads), key = leaf(key_heads), value = leaf(key_heads);
    return with_gradients(segment_attention(query, key, value, pass, 0), {query, key, value},
                          drawn({tokens, heads * head_dim}, type));
}

/// The operation on inputs of odd sizes, by whichever form is in use.
Tensors run(DeviceOperation operation, at::ScalarType type) {
    constexpr int64_t rows = 37, width = 190;
    const auto leaf = [&](at::IntArrayRef shape) { return drawn(shape, type).requires_grad_(true); };
    switch (operation) {
        case DeviceOperation::rms_norm: {
            const at::Tensor x = leaf({rows, width});
            return with_gradients(rms_norm(x, drawn({width}, type), 1e-5), {x}, drawn({rows, width}, type));
        }
        case DeviceOperation::rope: {
            const at::Tensor x = leaf({rows, 3, 38});
            const at::Tensor angles = drawn({rows, 19}, at::kFloat);
            return with_gradients(apply_rope(x, {angles.cos(), angles.sin()}), {x},
                                  drawn({rows, 3, 38}, type));
        }
        case DeviceOperation::swiglu: {
            const at::Tensor gate = leaf({rows, width}), up = leaf({rows, width});
            return with_gradients(swiglu(gate, up), {gate, up}, drawn({rows, width}, type));
        }
        case DeviceOperation::cross_entropy: {
            at::Tensor logits = drawn({rows, width}, at::kFloat);
            const at::Tensor labels = at::arange(rows, at::TensorOptions(at::kLong)).to(state().device);
            const at::Tensor losses = cross_entropy_rows(logits, labels, true);
            return {losses, logits};
        }
        case DeviceOperation::adamw: {
            at::Tensor values = drawn({1003}, at::kFloat);
            AdamW optimiser(values, {0.9, 0.999, 1e-8, 0.01});
            for (int step = 0; step < 3; ++step)
                optimiser.step(values, drawn({1003}, at::kFloat), 1e-2);
            return {values, optimiser.first_moment(), optimiser.second_moment()};
        }
        case DeviceOperation::attention: return run_attention(type);
    }
    return {};
}

/// Largest difference of two runs, relative to numbers above one.
double largest_difference(const Tensors& a, const Tensors& b) {
    double most = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        const at::Tensor wanted = a[i].to(at::kCPU, at::kDouble), got = b[i].to(at::kCPU, at::kDouble);
        const double apart = ((wanted - got).abs() / wanted.abs().clamp_min(1)).max().item<double>();
        if (!(apart <= most)) most = apart;  // NaN too
    }
    return most;
}

/// LibTorch's texts go on for pages.
std::string first_sentence(std::string text) {
    text.resize(std::min({text.size(), text.find('\n'), text.find(". ")}));
    return text;
}

DeviceKernelCheck check(DeviceOperation operation) {
    bool& used = state().used[static_cast<size_t>(operation)];
    DeviceKernelCheck out{operation, false, "agrees with the composed form"};
    try {
        const at::AutoGradMode gradients(true);
        for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
            if (!serves(operation, type)) continue;
            used = false;
            at::manual_seed(11);
            const Tensors composed = run(operation, type);
            used = true;
            at::manual_seed(11);
            const double apart = largest_difference(composed, run(operation, type));
            // bfloat16 keeps eight bits, and the composed forms round between their steps.
            if (!(apart <= (type == at::kFloat ? 2e-5 : 4e-2))) {
                out.reason = "differs from the composed form by " + std::to_string(apart) + " in " +
                             (type == at::kFloat ? "float32" : "bfloat16");
                used = false;
                return out;
            }
        }
    } catch (const std::exception& problem) {
        out.reason = first_sentence(problem.what());
        used = false;
        return out;
    }
    out.used = true;
    return out;
}

}  // namespace

std::vector<DeviceKernelCheck> use_device_kernels(const kernels::CudaBackend* backend, at::Device device) {
    state() = {backend, device, {}, {}};
    if (!backend) return {};
    for (size_t i = 0; i < operations; ++i)
        state().checks.push_back(check(static_cast<DeviceOperation>(i)));
    return state().checks;
}

const std::vector<DeviceKernelCheck>& device_kernel_checks() {
    return state().checks;
}

bool device_operation_used(DeviceOperation operation, at::Device device, at::ScalarType type) {
    return state().used[static_cast<size_t>(operation)] && device.type() == state().device.type() &&
           serves(operation, type);
}

const kernels::CudaBackend* device_kernels(DeviceOperation operation, const at::Tensor& x) {
    return device_operation_used(operation, x.device(), x.scalar_type()) ? state().backend : nullptr;
}

DType device_type_of(const at::Tensor& x) {
    return x.scalar_type() == at::kBFloat16 ? DType::bf16 : DType::f32;
}

kernels::CudaStream device_stream_of(const at::Tensor& x) {
    if (x.is_cpu()) return nullptr;
    return c10::impl::VirtualGuardImpl(x.device().type()).getStream(x.device()).native_handle();
}

void check_launch(const kernels::CudaStatus& status) {
    TORCH_CHECK(status.ok, status.reason);
}

}  // namespace lora::engine
