// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/device_kernels.h"

#include <ATen/ATen.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <array>
#include <cmath>
#include <cstring>
#include <functional>

#include "core/base/log.h"
#include "core/engine/adapters/adapter_products.h"
#include "core/engine/adapters/dropout_mask.h"
#include "core/engine/inference/sampler.h"
#include "core/engine/models/device_matrix.h"
#include "core/engine/models/pointwise.h"
#include "core/engine/models/rope.h"
#include "core/engine/models/segment_attention.h"
#include "core/engine/training/adamw.h"
#include "core/engine/training/random_state.h"

namespace lora::engine {
namespace {

constexpr size_t operations = std::size(device_operation_names);

struct State {
    const kernels::CudaBackend* backend = nullptr;
    at::Device device = at::kCPU;
    StepRecorder* recorder = nullptr;
    CudaAttentionSource attention = nullptr;
    std::array<bool, operations> used{};
    std::vector<DeviceKernelCheck> checks;
};

State& state() {
    static State held;
    return held;
}

constexpr const char* untried = "is tried when training first needs it";

bool serves(DeviceOperation operation, at::ScalarType type) {
    if (operation == DeviceOperation::attention || operation == DeviceOperation::even_attention)
        return type == at::kBFloat16;
    if (operation == DeviceOperation::sample || operation == DeviceOperation::step_graph)
        return type == at::kFloat;
    return type == at::kFloat || type == at::kBFloat16;
}

using Tensors = std::vector<at::Tensor>;

constexpr DType quantised_types[] = {DType::q4_0, DType::q4_1,    DType::q5_0,     DType::q5_1,
                                     DType::q8_0, DType::q4_k,    DType::q5_k,     DType::q6_k,
                                     DType::nf4,  DType::nf4_f16, DType::nf4_bf16, DType::int8_rows};

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

/// Widths of heads that models have: each is a kernel of its own.
constexpr int64_t head_dims[] = {64, 128};

RopeTables drawn_angles(int64_t tokens, int64_t head_dim, at::ScalarType type) {
    const at::Tensor angles = drawn({tokens, head_dim / 2}, at::kFloat);
    return rounded({angles.cos(), angles.sin()}, type);
}

/// Packed segments of unequal lengths, one of a single token, and grouped queries.
Tensors run_attention(at::ScalarType type) {
    constexpr int64_t tokens = 37, heads = 6, key_heads = 2;
    PackedBatch batch;
    batch.starts = {0, 5, 6, 30, tokens};
    Tensors out;
    for (const int64_t head_dim : head_dims) {
        const auto leaf = [&](int64_t count) {
            return drawn({tokens, count, head_dim}, type).requires_grad_(true);
        };
        const AttentionPass pass = attention_pass(batch, state().device, type, head_dim);
        const at::Tensor query = leaf(heads), key = leaf(key_heads), value = leaf(key_heads);
        const RopeTables angles = drawn_angles(tokens, head_dim, type);
        for (const at::Tensor& one :
             with_gradients(segment_attention(query, key, value, angles, pass, 0), {query, key, value},
                            drawn({tokens, heads * head_dim}, type)))
            out.push_back(one);
    }
    return out;
}

/// Sequences of one length. The gradient comes twice, and must be the same.
Tensors run_even_attention(at::ScalarType type) {
    constexpr int64_t length = 1024, tokens = 2 * length, heads = 2, key_heads = 1;
    PackedBatch batch;
    batch.starts = {0, length, tokens};
    Tensors out;
    for (const int64_t head_dim : head_dims) {
        if (state().used[static_cast<size_t>(DeviceOperation::even_attention)]) {
            int64_t forward_bytes = 0, backward_bytes = 0;  // a shape not taken would be attended otherwise
            check_launch(
                state().attention().plan({2, length, heads, key_heads, static_cast<int32_t>(head_dim)},
                                         &forward_bytes, &backward_bytes));
        }
        const AttentionPass pass =
            attention_pass(batch, state().device, type, head_dim, /*keeps_attention=*/true);
        const at::Tensor query = drawn({tokens, heads, head_dim}, type),
                         key = drawn({tokens, key_heads, head_dim}, type),
                         value = drawn({tokens, key_heads, head_dim}, type),
                         gradient = drawn({tokens, heads * head_dim}, type);
        const RopeTables angles = drawn_angles(tokens, head_dim, type);
        const auto learn = [&] {
            const auto leaf = [](const at::Tensor& x) { return x.detach().requires_grad_(true); };
            const at::Tensor q = leaf(query), k = leaf(key), v = leaf(value);
            return with_gradients(segment_attention(q, k, v, angles, pass, 0), {q, k, v}, gradient);
        };
        const Tensors once = learn(), again = learn();
        for (size_t i = 0; i < once.size(); ++i)
            TORCH_CHECK(once[i].equal(again[i]), "equal inputs do not give equal bits");
        out.insert(out.end(), once.begin(), once.end());
    }
    return out;
}

/// New tokens of two of three sequences, one of which they fill; long enough to be shared among several
/// blocks.
Tensors run_room_attention(at::ScalarType type) {
    constexpr int64_t capacity = 201, heads = 6, key_heads = 2;
    PackedBatch batch;
    batch.starts = {0, 1, 2};
    batch.positions = at::tensor({int64_t(7), capacity - 1}, at::kLong).to(state().device);
    const at::Tensor firsts = at::tensor({capacity, 2 * capacity}, at::kInt).to(state().device);
    Tensors out;
    for (const int64_t head_dim : head_dims) {
        KvRooms rooms;
        rooms.capacity = capacity;
        rooms.keys = {drawn({3 * capacity, key_heads, head_dim}, type)};
        rooms.values = {drawn({3 * capacity, key_heads, head_dim}, type)};
        rooms.attention = room_attention_workspace(3, capacity, heads, key_heads, static_cast<int>(head_dim),
                                                   state().device, type);
        batch.rooms = RoomRows{&rooms, firsts};
        const at::Tensor query = drawn({2, heads, head_dim}, type),
                         key = drawn({2, key_heads, head_dim}, type),
                         value = drawn({2, key_heads, head_dim}, type);
        const AttentionPass pass = attention_pass(batch, state().device, type, head_dim);
        out.push_back(segment_attention(query, key, value, drawn_angles(2, head_dim, type), pass, 0));
        out.push_back(rooms.keys[0]);
        out.push_back(rooms.values[0]);
    }
    return out;
}

/// A step whose every run goes on from the one before.
Tensors run_step_graph() {
    const at::Tensor x = drawn({37, 190}, at::kFloat), weight = drawn({190, 190}, at::kFloat) * 0.05;
    const at::Tensor count = at::zeros({1}, x.options());
    const bool records = device_operation_used(DeviceOperation::step_graph, state().device, at::kFloat);
    TORCH_CHECK(!records || state().recorder, "steps cannot be recorded on this device");
    RepeatedStep step(
        [&] {
            x.copy_(x.matmul(weight).add_(count));
            count.add_(1);
        },
        {x, count}, {x});
    for (int run = 0; run < 6; ++run)
        step.run();
    const size_t place = static_cast<size_t>(DeviceOperation::step_graph);
    TORCH_CHECK(step.replays() == records, state().checks[place].reason);
    return {x, count};
}

/// By a seed that is given, and by one that lies on the device.
Tensors run_dropout(at::ScalarType type) {
    const at::Tensor x = drawn({37, 190}, type);
    const at::Tensor place = at::tensor({int64_t(-0x123456789abcdef)}, at::kLong).to(state().device);
    return {seeded_dropout(x, 0.3, {0xfedcba9876543210u, {}}), seeded_dropout(x, 0.05, {0, place})};
}

/// Every way of choosing a token, and what the row behind gives it.
Tensors run_sample() {
    const at::Tensor logits = drawn({6, 1903}, at::kFloat) * 3;
    SamplingOptions options;
    options.logprobs = true;
    Tensors out;
    for (const auto& [temperature, top_k, top_p] :
         {std::tuple(0.0, 0, 1.0), {1.0, 0, 1.0}, {0.7, 40, 1.0}, {0.7, 0, 0.9}, {1.3, 200, 0.8}}) {
        options.temperature = temperature;
        options.top_k = top_k;
        options.top_p = top_p;
        std::vector<double> told;
        for (uint64_t step = 0; step < 8; ++step)
            for (const SampledToken& token : sample_rows(logits, {1, 2, 3, 4, 5}, options, step))
                told.insert(told.end(), {double(token.id), token.logprob, token.base_logprob});
        out.push_back(at::tensor(told, at::kDouble));
    }
    return out;
}

/// A matrix of `type` whose every block is drawn, but for its scales: those are made ordinary numbers.
DeviceMatrix drawn_matrix(DType type, int64_t rows, int64_t columns) {
    const auto [name, block_elements, block_bytes] = dtype_info(type);
    at::Tensor data = at::randint(256, {rows, columns / block_elements * block_bytes}, at::kByte);
    auto* bytes = data.mutable_data_ptr<uint8_t>();
    const auto put = [&](int64_t at, const auto& scale) { std::memcpy(bytes + at, &scale, sizeof scale); };
    for (int64_t block = 0; block < data.numel(); block += block_bytes) {
        // Blocks of 256 have scales within: theirs is the smaller for it.
        const float scale =
            (block_elements == 256 ? 1e-4f : 1e-2f) * static_cast<float>(1 + block / block_bytes % 7);
        const c10::Half half(scale), minimum(-scale);
        if (block_elements == 64)
            put(block, scale);
        else
            put(block + (type == DType::q6_k ? 208 : 0), half.x);
        if (type == DType::q4_1 || type == DType::q5_1 || type == DType::q4_k || type == DType::q5_k)
            put(block + 2, minimum.x);
    }
    return {type, data.to(state().device)};
}

/// Every type that a file stores quantised, expanded.
Tensors run_expand_blocks(at::ScalarType values) {
    Tensors all;
    for (const DType type : quantised_types) {
        constexpr int64_t rows = 7, columns = 768;
        const at::Tensor room = at::empty({rows * columns}, at::TensorOptions(state().device).dtype(values));
        all.push_back(expanded(drawn_matrix(type, rows, columns), room));
    }
    return all;
}

/// Every type that few rows are multiplied by as it lies, one row to the most; scaled to results around one.
Tensors run_block_gemv(at::ScalarType values) {
    const at::NoGradGuard no_gradients;
    constexpr int64_t outputs = 43, columns = 768;
    const at::Tensor room = at::empty({outputs * columns}, at::TensorOptions(state().device).dtype(values));
    const auto times = [&](const DeviceMatrix& matrix, int64_t rows, int64_t width) {
        return linear(drawn({rows, width}, values) / 64, {matrix, drawn({outputs}, values)}, room, false);
    };
    Tensors all;
    for (int64_t rows = 1; rows <= kernels::block_gemv_rows; rows += 3) {
        for (const DType type : quantised_types)
            if (kernels::block_gemv_takes(type))
                all.push_back(times(drawn_matrix(type, outputs, columns), rows, columns));
        const at::Tensor dense = drawn({outputs, 381}, values);
        all.push_back(times({device_type_of(dense), dense}, rows, 381));
    }
    return all;
}

/// Five rows: of the base, of one adapter, of another rank's twice, of both at once.
Tensors run_lora_segments(at::ScalarType values) {
    const at::NoGradGuard no_gradients;
    ModelGeometry geometry;
    geometry.layers = 1;
    geometry.hidden_size = 192;
    geometry.intermediate_size = 333;
    const auto adapter = [&](int rank, uint64_t seed) {
        AdapterSpec spec;
        spec.r = rank;
        spec.target_modules = {"up_proj", "down_proj"};
        const auto made = *Adapter::create(spec, geometry, seed);
        for (const AdapterModule& module : made->modules())
            at::Tensor(module.b).normal_(0, 0.1);
        made->move_to(state().device);
        return made;
    };
    const auto narrow = adapter(8, 1), wide = adapter(13, 2);
    const std::vector<AdapterMix> mixes{
        {}, {{narrow, 0.5}}, {{wide, 1.0}}, {{wide, 1.0}}, {{wide, -0.75}, {narrow, 1.0}}};
    const auto runs = adapter_runs({0, 1, 2, 3, 4, 5}, mixes);
    LoraSegments segments;
    const bool own = segments.take(runs, geometry.layers, state().device, values, false);
    Tensors all;
    // Of rows that are there, and of rows that are made along with adapters' parts of them.
    for (const char* module : {"up_proj", "down_proj"}) {
        const auto [outputs, inputs] = geometry.linear_shape(module);
        const at::Tensor weight = drawn({outputs, inputs}, values) * 0.05, scales = drawn({inputs}, values),
                         x = drawn({5, inputs}, values), other = drawn({5, inputs}, values);
        const FrozenLinear linear{{device_type_of(weight), weight}, {}};
        const auto multiply = [&](const ModuleInput& in) {
            all.push_back(
                adapted_linears(in, {&linear, 1}, 0, {&module, 1}, runs, false, {}, own ? &segments : nullptr)
                    .front());
        };
        const auto narrowed = [&](DeviceOperation maker) {
            return own && device_operation_used(maker, state().device, values)
                       ? segments.narrowed(0, {&module, 1}, state().device)
                       : NarrowedRows();
        };
        multiply({x, {}});
        const NarrowedRows by_norm = narrowed(DeviceOperation::rms_norm),
                           by_gate = narrowed(DeviceOperation::swiglu);
        multiply({add_rms_norm(x, other, scales, 1e-5, by_norm.asked()).normed, by_norm.h});
        multiply({swiglu(x, other, by_gate.asked()), by_gate.h});
    }
    return all;
}

/// The operation on inputs of odd sizes, by whichever form is in use.
Tensors run(DeviceOperation operation, at::ScalarType type) {
    constexpr int64_t rows = 37, width = 190;
    const auto leaf = [&](at::IntArrayRef shape) { return drawn(shape, type).requires_grad_(true); };
    switch (operation) {
        case DeviceOperation::rms_norm: {
            // Weights first: kernels may read them before what came right before is done.
            const at::Tensor weight = drawn({width}, type), x = leaf({rows, width});
            Tensors all = with_gradients(rms_norm(x, weight, 1e-5), {x}, drawn({rows, width}, type));
            const at::Tensor other = leaf({rows, width}), delta = leaf({rows, width});
            const auto [sum, normed] = add_rms_norm(other, delta, weight, 1e-5);
            for (const at::Tensor& one :
                 with_gradients(sum * normed, {other, delta}, drawn({rows, width}, type)))
                all.push_back(one);
            return all;
        }
        case DeviceOperation::rope: {
            const at::Tensor x = leaf({rows, 3, 38});
            return with_gradients(apply_rope(x, drawn_angles(rows, 38, type)), {x},
                                  drawn({rows, 3, 38}, type));
        }
        case DeviceOperation::swiglu: {
            const at::Tensor gate = leaf({rows, width}), up = leaf({rows, width});
            return with_gradients(swiglu(gate, up), {gate, up}, drawn({rows, width}, type));
        }
        case DeviceOperation::dropout:
            return run_dropout(type);
        case DeviceOperation::cross_entropy: {
            const at::Tensor logits = drawn({rows, width}, type);
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
        case DeviceOperation::attention:
            return run_attention(type);
        case DeviceOperation::even_attention:
            return run_even_attention(type);
        case DeviceOperation::sample:
            return run_sample();
        case DeviceOperation::room_attention:
        case DeviceOperation::store_in_rooms:
            return run_room_attention(type);
        case DeviceOperation::step_graph:
            return run_step_graph();
        case DeviceOperation::expand_blocks:
            return run_expand_blocks(type);
        case DeviceOperation::block_gemv:
            return run_block_gemv(type);
        case DeviceOperation::lora_segments:
            return run_lora_segments(type);
    }
    return {};
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

std::vector<DeviceKernelCheck> use_device_kernels(const kernels::CudaBackend* backend, at::Device device,
                                                  StepRecorder* recorder, CudaAttentionSource attention) {
    state() = {backend, device, recorder, attention, {}, {}};
    if (!backend) return {};
    state().checks.resize(operations);
    for (size_t i = 0; i < operations; ++i) {
        const auto operation = static_cast<DeviceOperation>(i);
        state().checks[i] = operation == DeviceOperation::even_attention
                                ? DeviceKernelCheck{operation, false, attention ? untried : "has no library"}
                                : check(operation);
    }
    return state().checks;
}

const std::vector<DeviceKernelCheck>& device_kernel_checks() {
    return state().checks;
}

bool device_operation_used(DeviceOperation operation, at::Device device, at::ScalarType type) {
    return state().used[static_cast<size_t>(operation)] && device.type() == state().device.type() &&
           serves(operation, type);
}

const kernels::CudaBackend* device_kernels(DeviceOperation operation, at::Device device,
                                           at::ScalarType type) {
    return device_operation_used(operation, device, type) ? state().backend : nullptr;
}

const kernels::CudaAttention* even_attention_library(const at::Tensor& x) {
    constexpr auto place = static_cast<size_t>(DeviceOperation::even_attention);
    if (!state().backend || !state().attention || x.device().type() != state().device.type() ||
        !serves(DeviceOperation::even_attention, x.scalar_type()))
        return nullptr;
    if (state().checks[place].reason == untried) {
        state().checks[place].reason = "is being tried";
        const RandomState kept = random_state(state().device);  // a run's, which must not feel it
        state().checks[place] = check(DeviceOperation::even_attention);
        set_random_state(kept, state().device);
    }
    return state().used[place] ? &state().attention() : nullptr;
}

StepRecorder* step_recorder(at::Device device) {
    return device_operation_used(DeviceOperation::step_graph, device, at::kFloat) ? state().recorder
                                                                                  : nullptr;
}

void leave_out(DeviceOperation operation, const std::string& reason) {
    const auto place = static_cast<size_t>(operation);
    state().used[place] = false;
    state().checks[place] = {operation, false, first_sentence(reason)};
    log_info(std::string(device_operation_names[place]) + " is not used: " + first_sentence(reason));
}

double largest_difference(const Tensors& wanted, const Tensors& got) {
    double most = 0;
    for (size_t i = 0; i < wanted.size(); ++i) {
        const at::Tensor a = wanted[i].to(at::kCPU, at::kDouble), b = got[i].to(at::kCPU, at::kDouble);
        const double apart = ((a - b).abs() / a.abs().clamp_min(1)).max().item<double>();
        if (std::isnan(apart)) return std::abs(apart);
        most = std::max(most, apart);
    }
    return most;
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
