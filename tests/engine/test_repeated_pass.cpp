// SPDX-License-Identifier: Apache-2.0
// A training pass that is recorded and replayed learns what the same pass learns step by step: on the
// emulated GPU, whose memory is the processor's.
#include "core/engine/models/llama/llama_model.h"
#include "core/engine/training/evaluate.h"
#include "core/engine/training/repeated_pass.h"
#include "tests/engine/emulated_gpu.h"
#include "tests/engine/packed_examples.h"
#include "tests/engine/tiny_model.h"
#include "tests/engine/varlen_attention.h"

using namespace lora;
using namespace lora::test;
using engine::DeviceOperation;
using engine::RepeatedPass;

namespace {

constexpr engine::PassLimits limits{64, 4, 1 << 20};

/// What training a tiny model in bfloat16 is made of.
struct Bench {
    std::shared_ptr<engine::CausalModel> model;
    std::shared_ptr<engine::Adapter> adapter;
    std::unique_ptr<engine::FlatParameters> parameters;
    std::unique_ptr<RepeatedPass> repeated;

    explicit Bench(double dropout = 0) {
        const auto base = *BaseModel::open(golden("tiny_tied"));
        const auto weights = *engine::load_weights(*base, engine::LlamaModel::tensor_names(*base), at::kCPU,
                                                   at::kBFloat16, engine::QuantisedForm::expanded, 2, {});
        model = std::make_shared<engine::LlamaModel>(base, weights, at::kCPU, at::kBFloat16);
        AdapterSpec spec;
        spec.r = 4;
        spec.lora_dropout = dropout;
        adapter = *engine::Adapter::create(spec, model->geometry(), 3);
        at::manual_seed(3);
        for (const engine::AdapterModule& module : adapter->modules())
            at::Tensor(module.b).normal_(0, 0.1);
        adapter->set_requires_grad(true);
        parameters = std::make_unique<engine::FlatParameters>(adapter->parameters());
    }
    engine::AdapterMix mix() const { return {{adapter, 1.0}}; }
    void repeat() { repeated = RepeatedPass::make(*model, mix(), *parameters, limits); }

    /// The loss and the gradient of one step.
    std::pair<double, at::Tensor> step(const std::vector<engine::Pass>& passes) {
        parameters->zero_gradient();
        const double loss = engine::forward_backward(*model, mix(), passes, repeated.get()).loss;
        return {loss, parameters->gradient().clone()};
    }
};

/// Steps of one, two and three passes, short and long, none of which fills the limits alike.
std::vector<std::vector<engine::Pass>> steps_of(const ModelGeometry& geometry) {
    const auto pass = [&](const std::vector<int>& lengths, int seed) {
        return pass_of(geometry, lengths, seed);
    };
    return {{pass({30}, 1), pass({64}, 2)},
            {pass({5, 1, 40, 17}, 3)},
            {pass({3, 3}, 4), pass({20, 21, 22}, 5), pass({50}, 6)},
            {pass({9, 9, 9}, 7), pass({60}, 8)}};
}

double relative(const at::Tensor& a, const at::Tensor& b) {
    return ((a - b).norm() / b.norm()).item<double>();
}

engine::DeviceKernelCheck graph_check() {
    return engine::device_kernel_checks()[size_t(DeviceOperation::step_graph)];
}

}  // namespace

class TestRepeatedPass : public TestObject {
    Q_OBJECT
    std::unique_ptr<VarlenAttentionOnProcessor> attention_;

  private Q_SLOTS:
    void initTestCase() {
        if (!emulated())
            QSKIP("no emulated GPU was built: it needs CUDA's headers, and a build with LORA_CUDA");
        attention_ = std::make_unique<VarlenAttentionOnProcessor>();
    }
    void cleanup() { engine::use_device_kernels(nullptr, at::kCPU); }

    void steps_from_a_recording_learn_what_the_passes_learn_one_by_one_data() {
        QTest::addColumn<double>("dropout");
        QTest::newRow("without dropout") << 0.0;
        QTest::newRow("with dropout") << 0.3;
    }
    void steps_from_a_recording_learn_what_the_passes_learn_one_by_one() {
        QFETCH(double, dropout);
        KeptSteps recorder;
        engine::use_device_kernels(emulated(), at::kCPU, &recorder);
        Bench single(dropout), repeating(dropout);
        repeating.repeat();
        QVERIFY(repeating.repeated);
        const int replayed = recorder.replayed;
        uint64_t seed = 5;
        for (const auto& passes : steps_of(single.model->geometry())) {
            at::manual_seed(++seed);
            const auto [loss, gradient] = single.step(passes);
            at::manual_seed(seed);
            const auto [our_loss, our_gradient] = repeating.step(passes);
            QVERIFY2(std::abs(our_loss - loss) <= 1e-3 * loss,
                     qPrintable(QString("%1, %2").arg(our_loss).arg(loss)));
            const double apart = relative(our_gradient, gradient);
            QVERIFY2(apart < 2e-2, qPrintable(QString::number(apart)));
        }
        QVERIFY(repeating.repeated->replays());
        // Eight passes: two as they are, one that is recorded, one compared, and four from the recording.
        QCOMPARE(recorder.replayed - replayed, 5);
    }

    void what_a_pass_adds_does_not_depend_on_whether_it_is_replayed() {
        KeptSteps recorder;
        engine::use_device_kernels(emulated(), at::kCPU, &recorder);
        Bench bench(0.3);
        bench.repeat();
        const std::vector<engine::Pass> passes{pass_of(bench.model->geometry(), {5, 1, 40}, 3)};
        std::optional<std::pair<double, at::Tensor>> first;
        for (int step = 0; step < 6; ++step) {
            at::manual_seed(9);
            const auto got = bench.step(passes);
            if (!first) first = got;
            QCOMPARE(got.first, first->first);
            QVERIFY(at::equal(got.second, first->second));
        }
        QVERIFY(bench.repeated->replays());
        at::manual_seed(10);
        QVERIFY(!at::equal(bench.step(passes).second, first->second));
    }

    void passes_beyond_the_limits_are_computed_one_by_one() {
        KeptSteps recorder;
        engine::use_device_kernels(emulated(), at::kCPU, &recorder);
        Bench bench;
        bench.repeat();
        const ModelGeometry& geometry = bench.model->geometry();
        const auto takes = [&](const std::vector<int>& lengths) {
            return bench.repeated->takes(engine::collate(pass_of(geometry, lengths, 1), bench.mix()));
        };
        QVERIFY(takes({64}));
        QVERIFY(takes({10, 10, 10, 10}));
        QVERIFY(!takes({65}));
        QVERIFY(!takes({10, 10, 10, 10, 10}));
        Bench single;
        const std::vector<engine::Pass> passes{pass_of(geometry, {90}, 3), pass_of(geometry, {30}, 3)};
        QVERIFY(relative(bench.step(passes).second, single.step(passes).second) < 2e-2);
    }

    void a_recording_that_adds_another_gradient_is_left_out_and_the_step_stays() {
        KeptSteps recorder;
        engine::use_device_kernels(emulated(), at::kCPU, &recorder);
        Bench single, bench;
        bench.repeat();
        recorder.behind_replay = [&] { bench.parameters->gradient().mul_(1.05); };
        for (const auto& passes : steps_of(single.model->geometry()))
            QVERIFY(relative(bench.step(passes).second, single.step(passes).second) < 2e-2);
        QVERIFY(!bench.repeated->replays());
        QVERIFY(!graph_check().used);
        QVERIFY2(graph_check().reason.find("a replay differs from the step by 0.0") == 0,
                 graph_check().reason.c_str());
    }

    void a_recording_that_computes_nothing_is_left_out_and_the_step_stays() {
        KeptSteps recorder;
        recorder.stale_from = 2;  // the check's own is right
        engine::use_device_kernels(emulated(), at::kCPU, &recorder);
        Bench single, bench;
        bench.repeat();
        for (const auto& passes : steps_of(single.model->geometry())) {
            const auto [loss, gradient] = single.step(passes);
            const auto [our_loss, our_gradient] = bench.step(passes);
            QVERIFY(std::abs(our_loss - loss) <= 1e-3 * loss);
            QVERIFY(relative(our_gradient, gradient) < 2e-2);
        }
        QVERIFY(!graph_check().used);
    }

    void passes_are_not_repeated_where_it_would_not_serve() {
        KeptSteps recorder;
        engine::use_device_kernels(emulated(), at::kCPU, &recorder);
        Bench bench;
        const auto made = [&](const engine::PassLimits& of) {
            return RepeatedPass::make(*bench.model, bench.mix(), *bench.parameters, of) != nullptr;
        };
        QVERIFY(made(limits));
        QVERIFY2(!made({int64_t(1) << 40, 4, 0}), "so large that launches are no matter");
        QVERIFY2(!made({64, 4, uint64_t(1) << 50}), "more than there is memory");
        bench.model->set_recompute(Recompute::selective);
        QVERIFY(!made(limits));
        bench.model->set_recompute(Recompute::off);
        QVERIFY(made(limits));
        Bench dropping(0.1);
        engine::leave_out(DeviceOperation::dropout, "a test");
        dropping.repeat();
        QVERIFY(!dropping.repeated);
        QVERIFY(made(limits));
        engine::leave_out(DeviceOperation::attention, "a test");
        QVERIFY(!made(limits));
        engine::use_device_kernels(emulated(), at::kCPU);
        QVERIFY2(!made(limits), "nothing records");
    }
};

LORA_TEST_MAIN(TestRepeatedPass)
#include "test_repeated_pass.moc"
