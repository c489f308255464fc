// SPDX-License-Identifier: Apache-2.0
// A model computed by our kernels answers and learns as one that LibTorch's operations make up, and a kernel
// that errs is not used. On the emulated GPU, whose memory is the processor's.
#include <cstring>

#include "core/engine/models/device_kernels.h"
#include "core/engine/models/llama/llama_model.h"
#include "core/engine/models/segment_attention.h"
#include "tests/engine/emulated_gpu.h"
#include "tests/engine/tiny_model.h"
#include "tests/engine/varlen_attention.h"

using namespace lora;
using namespace lora::test;

namespace {

/// What LibTorch has for GPUs alone, so that the processor, whose memory the emulated GPU shares, lacks it.
bool on_gpus_alone(engine::DeviceOperation operation) {
    return operation == engine::DeviceOperation::attention ||
           operation == engine::DeviceOperation::room_attention ||
           operation == engine::DeviceOperation::step_graph;
}

engine::DeviceKernelCheck check_of(engine::DeviceOperation operation) {
    return engine::device_kernel_checks()[size_t(operation)];
}

/// Hidden states, losses and their gradient, and the gradients of an adapter of one pass of the composed
/// form.
std::vector<at::Tensor> learn(engine::CausalModel& model) {
    AdapterSpec spec;
    spec.r = 5;
    spec.lora_dropout = 0;
    const auto adapter = *engine::Adapter::create(spec, model.geometry(), 3);
    at::manual_seed(4);
    for (const engine::AdapterModule& module : adapter->modules())
        at::Tensor(module.b).normal_(0, 0.1);
    adapter->set_requires_grad(true);
    engine::PackedBatch batch = pack({some_ids(model.geometry(), 9), some_ids(model.geometry(), 21, 5)});
    batch.adapters = {{{adapter, 0.75}}, {{adapter, 0.75}}};
    const at::Tensor hidden = model.hidden_states(batch, false);
    at::Tensor gradient;
    const at::Tensor labels = at::arange(hidden.size(0), at::TensorOptions(at::kLong));
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

}  // namespace

class TestDeviceKernels : public TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() {
        if (!emulated())
            QSKIP("no emulated GPU was built: it needs CUDA's headers, and a build with LORA_CUDA");
    }
    void cleanup() { engine::use_device_kernels(nullptr, at::kCPU); }

    void every_kernel_agrees_with_its_composed_form() {
        const auto checks = engine::use_device_kernels(emulated(), at::kCPU);
        QCOMPARE(checks.size(), std::size(engine::device_operation_names));
        for (const auto& check : checks)
            QVERIFY2(
                check.used || on_gpus_alone(check.operation),
                (std::string(engine::device_operation_names[size_t(check.operation)]) + " " + check.reason)
                    .c_str());
    }

    void a_model_answers_and_learns_alike_by_either_form() {
        const auto base = *BaseModel::open(golden("tiny_tied"));
        for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
            const auto weights = *engine::expand_weights(*base, engine::LlamaModel::tensor_names(*base),
                                                         at::kCPU, type, 2, {});
            engine::LlamaModel model(base, weights, at::kCPU, type);
            const auto composed = learn(model);
            engine::use_device_kernels(emulated(), at::kCPU);
            const auto own = learn(model);
            engine::use_device_kernels(nullptr, at::kCPU);
            QCOMPARE(own.size(), composed.size());
            for (size_t i = 0; i < own.size(); ++i) {
                const double size = composed[i].abs().max().item<double>();
                const double apart = max_difference(composed[i].to(at::kFloat), own[i].to(at::kFloat));
                QVERIFY2(apart <= (type == at::kFloat ? 2e-5 : 6e-2) * std::max(size, 1e-2),
                         (std::to_string(i) + ": " + std::to_string(apart) + " of " + std::to_string(size))
                             .c_str());
            }
        }
    }

    void a_kernel_that_errs_is_left_out_by_name_and_the_others_are_used() {
        kernels::CudaBackend broken = *emulated();
        broken.swiglu = [](DType type, const void*, const void*, int64_t elements, void* y,
                           kernels::CudaStream) {
            std::memset(y, 0, static_cast<size_t>(elements * dtype_info(type).block_bytes));
            return kernels::CudaStatus{};
        };
        broken.adamw = [](float*, const float*, float*, float*, int64_t, const kernels::CudaAdamW*,
                          kernels::CudaStream) {
            kernels::CudaStatus status{false, {}};
            std::snprintf(status.reason, sizeof status.reason, "adamw failed: out of order");
            return status;
        };
        for (const auto& check : engine::use_device_kernels(&broken, at::kCPU)) {
            const bool bad = check.operation == engine::DeviceOperation::swiglu ||
                             check.operation == engine::DeviceOperation::adamw;
            QCOMPARE(check.used, !bad && !on_gpus_alone(check.operation));
            if (check.operation == engine::DeviceOperation::swiglu)
                QVERIFY(check.reason.find("differs from the composed form") != std::string::npos);
            if (check.operation == engine::DeviceOperation::adamw)
                QVERIFY(check.reason.find("out of order") != std::string::npos);
        }
    }

    void attention_of_whole_batches_is_left_out_by_name_where_the_device_lacks_it() {
        engine::use_device_kernels(emulated(), at::kCPU);
        const auto check = check_of(engine::DeviceOperation::attention);
        QVERIFY(!check.used);
        QVERIFY2(check.reason.find("_flash_attention_forward") != std::string::npos, check.reason.c_str());
        QVERIFY(check.reason.find('\n') == std::string::npos);
        const auto batch = pack({std::vector<int32_t>(9), std::vector<int32_t>(1)});
        QVERIFY(!engine::attention_pass(batch, at::kCPU, at::kBFloat16, 64).boundaries.defined());
    }

    void attention_over_rooms_and_recorded_steps_are_left_out_by_name_where_the_device_lacks_them() {
        engine::use_device_kernels(emulated(), at::kCPU);
        const auto rooms = check_of(engine::DeviceOperation::room_attention);
        QVERIFY(!rooms.used);
        QVERIFY2(rooms.reason.find("_flash_attention_forward") != std::string::npos, rooms.reason.c_str());
        const auto graph = check_of(engine::DeviceOperation::step_graph);
        QVERIFY(!graph.used);
        QCOMPARE(graph.reason, std::string("steps cannot be recorded on this device"));
    }

    void attention_over_rooms_agrees_with_masked_attention_where_the_device_has_it() {
        const VarlenAttentionOnProcessor kernel;
        engine::use_device_kernels(emulated(), at::kCPU);
        const auto check = check_of(engine::DeviceOperation::room_attention);
        QVERIFY2(check.used, check.reason.c_str());
    }

    void attention_of_whole_batches_is_left_out_where_it_differs() {
        const VarlenAttentionOnProcessor wrong(0.5);
        engine::use_device_kernels(emulated(), at::kCPU);
        const auto check = check_of(engine::DeviceOperation::attention);
        QVERIFY(!check.used);
        QVERIFY2(check.reason.find("differs from the composed form by 0.") != std::string::npos,
                 check.reason.c_str());
    }

    void attention_of_whole_batches_answers_and_learns_as_segment_by_segment() {
        const auto base = *BaseModel::open(golden("tiny_tied"));
        const auto weights = *engine::expand_weights(*base, engine::LlamaModel::tensor_names(*base), at::kCPU,
                                                     at::kBFloat16, 2, {});
        engine::LlamaModel model(base, weights, at::kCPU, at::kBFloat16);
        engine::use_device_kernels(emulated(), at::kCPU);
        const auto composed = learn(model);
        const VarlenAttentionOnProcessor kernel;
        engine::use_device_kernels(emulated(), at::kCPU);
        const auto check = check_of(engine::DeviceOperation::attention);
        QVERIFY2(check.used, check.reason.c_str());
        const int before = VarlenAttentionOnProcessor::calls;
        const auto packed = learn(model);
        QCOMPARE(VarlenAttentionOnProcessor::calls - before, model.geometry().layers);
        for (size_t i = 0; i < packed.size(); ++i) {
            const double size = std::max(composed[i].abs().max().item<double>(), 1e-2);
            const double apart = max_difference(composed[i].to(at::kFloat), packed[i].to(at::kFloat));
            QVERIFY2(apart <= 6e-2 * size, (std::to_string(i) + ": " + std::to_string(apart)).c_str());
        }
    }

    void boundaries_of_a_batch_are_its_segments_whatever_their_lengths() {
        const VarlenAttentionOnProcessor kernel;
        engine::use_device_kernels(emulated(), at::kCPU);
        engine::PackedBatch batch;
        batch.starts = {0, 1, 1, 8, 13};
        const auto pass = engine::attention_pass(batch, at::kCPU, at::kBFloat16, 64);
        QVERIFY(at::equal(pass.boundaries, at::tensor({0, 1, 1, 8, 13}, at::kInt)));
        QCOMPARE(pass.longest, int64_t(7));
        // Heads that the kernel does not take, float32, and tokens that come after others.
        QVERIFY(!engine::attention_pass(batch, at::kCPU, at::kBFloat16, 12).boundaries.defined());
        QVERIFY(!engine::attention_pass(batch, at::kCPU, at::kBFloat16, 200).boundaries.defined());
        QVERIFY(!engine::attention_pass(batch, at::kCPU, at::kFloat, 64).boundaries.defined());
        engine::KvCache empty, begun;
        begun.length = 3;
        batch.starts = {0, 1, 4};
        batch.caches = {&empty, &empty};
        QVERIFY(engine::attention_pass(batch, at::kCPU, at::kBFloat16, 64).boundaries.defined());
        batch.caches = {&empty, &begun};
        QVERIFY(!engine::attention_pass(batch, at::kCPU, at::kBFloat16, 64).boundaries.defined());
    }
};

LORA_TEST_MAIN(TestDeviceKernels)
#include "test_device_kernels.moc"
