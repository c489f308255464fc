// SPDX-License-Identifier: Apache-2.0
// On a real GPU: models answer as transformers does and as the processor does, and training learns the same.
// Skipped, with the reason, where there is none.
#include <cmath>

#include "core/engine/inference/generate.h"
#include "core/engine/models/device.h"
#include "core/engine/models/device_kernels.h"
#include "core/engine/training/evaluate.h"
#include "core/engine/training/repeated_pass.h"
#include "core/engine/training/train.h"
#include "tests/engine/packed_examples.h"
#include "tests/support/run_fixture.h"

using namespace lora;
using namespace lora::test;

namespace {

std::shared_ptr<engine::CausalModel> loaded(const std::string& path, const char* device, const char* dtype) {
    const auto base = BaseModel::open(path);
    engine::LoadOptions options;
    options.device = device;
    options.dtype = dtype;
    const auto model = base ? engine::load_model(*base, options) : base.error();
    if (model) return *model;
    QTest::qFail(model.error().text().c_str(), __FILE__, __LINE__);
    return nullptr;
}

at::Tensor logits_here(engine::CausalModel& model, const std::vector<int32_t>& ids,
                       const engine::AdapterMix& mix = {}) {
    return logits_of(model, ids, mix).to(at::kCPU);
}

/// Losses of steps over packed examples, none of which fills the limits alike.
struct Learned {
    std::vector<double> losses;
    bool replayed = false;
};
Learned learn(engine::CausalModel& model, int steps, Recompute recompute = Recompute::off) {
    const auto adapter = strong_adapter(model.geometry(), 3);
    adapter->move_to(model.device());
    adapter->set_requires_grad(true);
    model.set_recompute(recompute);
    engine::FlatParameters parameters(adapter->parameters());
    engine::AdamW optimiser(parameters.values(), {});
    const engine::AdapterMix mix{{adapter, 1.0}};
    const auto repeated = engine::RepeatedPass::make(model, mix, parameters, {64, 4, 1 << 20});
    Learned out;
    for (int step = 0; step < steps; ++step) {
        parameters.zero_gradient();
        out.losses.push_back(engine::forward_backward(model, mix,
                                                      {pass_of(model.geometry(), {5, 1, 30 + step}, step % 3),
                                                       pass_of(model.geometry(), {64 - step}, step % 3)},
                                                      repeated.get())
                                 .loss);
        engine::clip_gradient(parameters.gradient(), 1.0);
        optimiser.step(parameters.values(), parameters.gradient(), 2e-2);
    }
    out.replayed = repeated && repeated->replays();
    return out;
}

double most_apart(const std::vector<double>& a, const std::vector<double>& b) {
    double most = 0;
    for (size_t i = 0; i < a.size(); ++i)
        most = std::max(most, std::abs(a[i] - b[i]) / std::abs(b[i]));
    return a.size() == b.size() ? most : HUGE_VAL;
}

}  // namespace

class TestGpu : public TestObject {
    Q_OBJECT
    static constexpr const char* models[] = {"tiny_tied",     "tiny_untied",         "tiny_biases",
                                             "tiny_head_dim", "tiny_dynamic",        "tiny_llama3",
                                             "tiny_yarn",     "tiny_gguf/model.gguf"};

  private Q_SLOTS:
    void initTestCase() {
        if (!engine::cuda_state().usable) QSKIP(engine::cuda_state().reason.c_str());
        QVERIFY2(engine::cuda_backend(), "liblora_cuda.so is of another version");
    }

    void every_operation_is_computed_by_its_kernel() {
        QVERIFY(loaded(golden("tiny_tied"), "cuda", "float32"));
        std::string left_out;
        for (const engine::DeviceKernelCheck& check : engine::device_kernel_checks())
            if (!check.used)
                left_out += std::string(engine::device_operation_names[size_t(check.operation)]) + ": " +
                            check.reason + "; ";
        QVERIFY2(left_out.empty(), left_out.c_str());
    }

    void logits_equal_transformers_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : models)
            QTest::addRow("%s", name) << QString(name);
    }
    void logits_equal_transformers() {
        QFETCH(QString, name);
        const std::string path = golden(name.toStdString());
        const std::string reference =
            (name.contains('/') ? golden("tiny_gguf") : path) + "/reference.safetensors";
        const at::Tensor ids = fixture_tensor(reference, "input_ids").to(at::kLong);
        const at::Tensor expected = fixture_tensor(reference, "logits");
        const std::vector<int32_t> list(ids.const_data_ptr<int64_t>(),
                                        ids.const_data_ptr<int64_t>() + ids.numel());
        const auto exact = loaded(path, "cuda", "float32"), rounded = loaded(path, "cuda", "bfloat16");
        QVERIFY(exact && rounded);
        const double apart = max_difference(logits_here(*exact, list), expected);
        QVERIFY2(apart <= 1e-4, std::to_string(apart).c_str());
        const double roughly =
            ((logits_here(*rounded, list) - expected).norm() / expected.norm()).item<double>();
        QVERIFY2(roughly <= 0.03, std::to_string(roughly).c_str());
    }

    void quantised_bases_answer_as_on_the_processor() {
        for (const char* name :
             {"tiny_nf4", "tiny_nf4_f16", "tiny_nf4_bf16", "tiny_int8", "tiny_gguf/model.gguf"}) {
            const auto here = loaded(golden(name), "cpu", "float32"),
                       there = loaded(golden(name), "cuda", "float32");
            QVERIFY(here && there);
            for (const int length : {1, 3, 40}) {
                const auto ids = some_ids(here->geometry(), length);
                const double apart = max_difference(logits_here(*there, ids), logits_here(*here, ids));
                QVERIFY2(apart <= 1e-4, (std::string(name) + ": " + std::to_string(apart)).c_str());
            }
        }
    }

    void text_is_what_the_processor_writes() {
        const auto here = loaded(golden("tiny_tied"), "cpu", "float32"),
                   there = loaded(golden("tiny_tied"), "cuda", "float32");
        QVERIFY(here && there);
        const Tokenizer tokenizer = *here->base().tokenizer();
        const auto variants_on = [&](at::Device device) {
            std::vector<engine::Variant> out{{"base", {}}};
            for (const uint64_t seed : {3, 5}) {
                const auto adapter = strong_adapter(here->geometry(), seed);
                adapter->move_to(device);
                out.push_back({std::to_string(seed), {{adapter, 1.0}}});
            }
            return out;
        };
        engine::SamplingOptions sampling;
        sampling.max_new_tokens = 40;
        sampling.logprobs = sampling.base_logprobs = true;
        for (const double temperature : {0.0, 1.0}) {
            sampling.temperature = temperature;
            const auto ids = some_ids(here->geometry(), 10);
            const auto wanted = engine::generate(*here, tokenizer, ids, variants_on(at::kCPU), sampling);
            const auto got = engine::generate(*there, tokenizer, ids, variants_on(there->device()), sampling);
            QVERIFY(wanted && got);
            for (size_t i = 0; i < wanted->size(); ++i) {
                QCOMPARE((*got)[i].text, (*wanted)[i].text);
                QVERIFY((*got)[i].ids == (*wanted)[i].ids);
                for (size_t t = 0; t < (*wanted)[i].logprobs.size(); ++t)
                    QVERIFY(std::abs((*got)[i].logprobs[t] - (*wanted)[i].logprobs[t]) < 1e-3);
            }
        }
    }

    void training_learns_what_it_learns_on_the_processor() {
        constexpr int steps = 8;
        for (const char* name : {"tiny_tied", "tiny_untied", "tiny_nf4", "tiny_gguf/model.gguf"}) {
            const auto here = loaded(golden(name), "cpu", "float32");
            QVERIFY(here);
            const std::vector<double> wanted = learn(*here, steps).losses;
            QVERIFY(wanted.back() < wanted.front());
            for (const Recompute recompute : {Recompute::off, Recompute::selective, Recompute::full}) {
                const auto exact = loaded(golden(name), "cuda", "float32"),
                           rounded = loaded(golden(name), "cuda", "bfloat16");
                QVERIFY(exact && rounded);
                const double apart = most_apart(learn(*exact, steps, recompute).losses, wanted);
                QVERIFY2(apart < 1e-3, (std::string(name) + ": " + std::to_string(apart)).c_str());
                const Learned fast = learn(*rounded, steps, recompute);
                QVERIFY2(
                    most_apart(fast.losses, wanted) < 3e-2,
                    (std::string(name) + ", bfloat16: " + std::to_string(most_apart(fast.losses, wanted)))
                        .c_str());
                QCOMPARE(fast.replayed, recompute == Recompute::off);
            }
        }
    }

    void a_run_interrupted_and_resumed_has_the_bits_of_one_never_stopped() {
        RunWorkshop workshop;
        RunSpec spec = workshop.spec();
        spec.training.device = "cuda";
        spec.training.dtype = "bfloat16";
        const auto whole = workshop.make_run("whole", spec), parted = workshop.make_run("parted", spec);
        const Status done = engine::train(whole, {});
        QVERIFY2(done.ok(), done ? "" : done.error().text().c_str());
        int64_t seen = 0;
        engine::TrainOptions options;
        options.on_event = [&](const Event& event) {
            if (event.type == "step") seen = event.body["step"].get<int64_t>();
        };
        options.interrupted = [&] { return seen >= 7; };
        QVERIFY(!engine::train(parted, options));
        QCOMPARE(list_checkpoints(parted).back().first, int64_t{7});
        engine::TrainOptions resumed;
        resumed.resume = true;
        QVERIFY(engine::train(parted, resumed));
        QCOMPARE(result_sha256(parted), result_sha256(whole));
    }
};

int main(int argc, char** argv) {
    const int failed = run<QCoreApplication, TestGpu>(argc, argv);
    return failed == 0 && !engine::cuda_state().usable ? 77 : failed;  // ctest counts 77 as skipped
}
#include "test_gpu.moc"
