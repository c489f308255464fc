// SPDX-License-Identifier: Apache-2.0
// Attention by kernels that only GPUs have, whole batches at once, of one length or not: it answers and
// learns as segment by segment, and is left out where it errs. On the emulated GPU, whose memory is the
// processor's.
#include "core/engine/models/even_attention.h"
#include "core/engine/models/segment_attention.h"
#include "tests/engine/emulated_gpu.h"
#include "tests/engine/even_attention_on_processor.h"
#include "tests/engine/learnt_pass.h"
#include "tests/engine/varlen_attention.h"

using namespace lora;
using namespace lora::test;

class TestDeviceAttention : public TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() {
        if (!emulated())
            QSKIP("no emulated GPU was built: it needs CUDA's headers, and a build with LORA_CUDA");
    }

    void cleanup() { engine::use_device_kernels(nullptr, at::kCPU); }

    void attention_of_whole_batches_is_left_out_by_name_where_the_device_lacks_it() {
        engine::use_device_kernels(emulated(), at::kCPU);
        const auto check = check_of(engine::DeviceOperation::attention);
        QVERIFY(!check.used);
        QVERIFY2(check.reason.find("_flash_attention_forward") != std::string::npos, check.reason.c_str());
        QVERIFY(check.reason.find('\n') == std::string::npos);
        const auto batch = pack({std::vector<int32_t>(9), std::vector<int32_t>(1)});
        QVERIFY(!engine::attention_pass(batch, at::kCPU, at::kBFloat16, 64).boundaries.defined());
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
        const auto weights = *engine::load_weights(*base, engine::LlamaModel::tensor_names(*base), at::kCPU,
                                                   at::kBFloat16, engine::QuantisedForm::expanded, 2, {});
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

    void attention_of_sequences_of_one_length_learns_as_segment_by_segment() {
        const auto model = model_of(golden("tiny_tied"), at::kBFloat16, engine::QuantisedForm::expanded);
        engine::use_device_kernels(emulated(), at::kCPU, nullptr, EvenAttentionOnProcessor::table);
        const auto calls_of = [&](bool training, std::vector<at::Tensor>& learnt) {
            const int before = EvenAttentionOnProcessor::forwards;
            learnt = learn(*model, {1024}, training);
            return EvenAttentionOnProcessor::forwards - before;
        };
        std::vector<at::Tensor> composed, even;
        QCOMPARE(calls_of(false, composed), 0);
        QCOMPARE(check_of(engine::DeviceOperation::even_attention).reason,
                 std::string("is tried when training first needs it"));
        at::manual_seed(12);
        const at::Tensor next = at::rand({3});
        at::manual_seed(12);
        engine::even_attention_library(at::zeros({1}, at::kBFloat16));  // tried here, and feels to nobody
        QVERIFY(at::rand({3}).equal(next));
        const auto check = check_of(engine::DeviceOperation::even_attention);
        QVERIFY2(check.used, check.reason.c_str());
        QCOMPARE(calls_of(true, even), model->geometry().layers);
        // bfloat16 has its own distance from float32; what is attended so has hardly another.
        const auto exact =
            learn(*model_of(golden("tiny_tied"), at::kFloat, engine::QuantisedForm::expanded), {1024}, false);
        for (size_t i = 0; i < even.size(); ++i) {
            const double size = exact[i].abs().max().item<double>();
            const double apart = max_difference(exact[i], even[i].to(at::kFloat));
            const double usual = max_difference(exact[i], composed[i].to(at::kFloat));
            QVERIFY2(apart <= 1.5 * usual + 1e-2 * size,
                     (std::to_string(i) + ": " + std::to_string(apart) + " beside " + std::to_string(usual))
                         .c_str());
        }
        model->set_recompute(Recompute::selective);
        QCOMPARE(calls_of(true, even), model->geometry().layers);
        model->set_recompute(Recompute::full);  // attention will run again
        QCOMPARE(calls_of(true, even), 0);
    }

    void attention_of_one_length_is_for_long_sequences_of_lengths_that_are_few() {
        QCOMPARE(engine::even_length({0, 1024}), int64_t(1024));
        QCOMPARE(engine::even_length({0, 1280, 2560, 3840}), int64_t(1280));
        for (const std::vector<int64_t>& starts : std::vector<std::vector<int64_t>>{
                 {}, {0}, {0, 0}, {0, 1024, 1025}, {0, 1025}, {0, 512, 1024}, {0, 1024, 2048, 4096}})
            QCOMPARE(engine::even_length(starts), int64_t(0));
        engine::use_device_kernels(emulated(), at::kCPU, nullptr, EvenAttentionOnProcessor::table);
        const auto attended = [](at::ScalarType type, int64_t length) {
            const at::Tensor x = at::ones({length, 1, 8}, type);
            return engine::even_attention(x, x, x, length).has_value();
        };
        QVERIFY(!attended(at::kFloat, 1024) && attended(at::kBFloat16, 1024));
        EvenAttentionOnProcessor::takes_shapes = false;  // another than those it was asked about so far
        QVERIFY(!attended(at::kBFloat16, 1280));
        QVERIFY(check_of(engine::DeviceOperation::even_attention).used);
        EvenAttentionOnProcessor::takes_shapes = true;
    }

    void attention_of_one_length_is_left_out_where_it_errs_or_its_library_is_missing() {
        const auto tried = [](engine::CudaAttentionSource source) {
            engine::use_device_kernels(emulated(), at::kCPU, nullptr, source);
            const auto* library = engine::even_attention_library(at::zeros({1}, at::kBFloat16));
            const auto check = check_of(engine::DeviceOperation::even_attention);
            return std::pair(library != nullptr || check.used, check.reason);
        };
        EvenAttentionOnProcessor::wrong_by = 0.5;
        auto [used, reason] = tried(EvenAttentionOnProcessor::table);
        EvenAttentionOnProcessor::wrong_by = 0;
        QVERIFY2(!used && reason.starts_with("differs from the composed form by "), reason.c_str());
        EvenAttentionOnProcessor::wavers = true;
        std::tie(used, reason) = tried(EvenAttentionOnProcessor::table);
        EvenAttentionOnProcessor::wavers = false;
        QVERIFY2(!used && reason == "equal inputs do not give equal bits", reason.c_str());
        EvenAttentionOnProcessor::takes_shapes = false;
        std::tie(used, reason) = tried(EvenAttentionOnProcessor::table);
        EvenAttentionOnProcessor::takes_shapes = true;
        QVERIFY2(!used && reason == "no such shape", reason.c_str());
        std::tie(used, reason) = tried(+[]() -> const kernels::CudaAttention& {
            TORCH_CHECK(false, "the library is not part of this installation");
        });
        QVERIFY2(!used && reason == "the library is not part of this installation", reason.c_str());
        std::tie(used, reason) = tried(nullptr);
        QVERIFY2(!used, reason.c_str());
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

LORA_TEST_MAIN(TestDeviceAttention)
#include "test_device_attention.moc"
