// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>

#include "core/base/json.h"
#include "core/engine/training/adamw.h"
#include "core/engine/training/evaluate.h"
#include "core/engine/training/schedule.h"
#include "core/engine/training/train.h"
#include "tests/support/run_fixture.h"
#include "tests/support/test_main.h"

using namespace lora;
using namespace lora::engine;
using lora::test::events_of;
using lora::test::RunWorkshop;

namespace {

std::string golden(const std::string& name) { return std::string(LORA_GOLDEN_DIR "/training/") + name; }

TokenizedExample example_of(const Json& row) {
    TokenizedExample example;
    example.ids = row["ids"].get<std::vector<int32_t>>();
    example.loss_mask = row["loss_mask"].get<std::vector<uint8_t>>();
    return example;
}

std::vector<TokenizedExample> examples_of(const Json& batch) {
    std::vector<TokenizedExample> examples;
    for (const auto& row : batch) examples.push_back(example_of(row));
    return examples;
}

/// Passes of one step over all examples, in their order.
std::vector<Pass> passes_of(const std::vector<TokenizedExample>& examples, bool packing, int64_t max_seq_length,
                            int64_t sequences_per_pass) {
    return split_into_passes(pack_epoch(examples, max_seq_length, packing, false, 0, 0), sequences_per_pass);
}

/// The tiny model and the adapter that PEFT started from, ready to train.
struct Bench {
    std::shared_ptr<CausalModel> model;
    std::shared_ptr<Adapter> adapter;
    AdapterMix mix;

    Bench() {
        const auto base = BaseModel::open(lora::test::tiny_base()).value();
        LoadOptions options;
        options.device = "cpu";
        options.dtype = "float32";
        options.threads = 1;
        model = load_model(base, options).value();
        adapter = Adapter::load(golden("initial"), base->geometry(), {}).value();
        adapter->set_requires_grad(true);
        mix = {{adapter, 1.0}};
    }
};

struct Gradient {
    StepLoss loss;
    at::Tensor values;
};

Gradient gradient_of(const std::vector<Pass>& passes) {
    Bench bench;
    FlatParameters parameters(bench.adapter->parameters());
    Gradient out;
    out.loss = forward_backward(*bench.model, bench.mix, passes);
    out.values = parameters.gradient().clone();
    return out;
}

double relative_difference(const at::Tensor& a, const at::Tensor& b) {
    return ((a - b).norm() / b.norm()).item<double>();
}

Json golden_steps() { return read_json_file(golden("steps.json")).value(); }

}  // namespace

class TestTraining : public lora::test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void a_gradient_is_clipped_by_its_norm_whatever_the_threads() {
        const int threads = at::get_num_threads();
        for (const int64_t elements : {1, 17, 3 * 65536 + 5}) {
            const at::Tensor gradient = at::randn({elements}) * 0.05;
            const double wanted = gradient.to(at::kDouble).norm().item<double>();
            // The factor of torch.nn.utils.clip_grad_norm_, whose 1e-6 shows where a norm is small.
            const at::Tensor expected = gradient * (wanted / 2 / (wanted + 1e-6));
            std::vector<double> norms;
            for (const int some : {1, 2, 3}) {
                at::set_num_threads(some);
                at::Tensor clipped = gradient.clone();
                norms.push_back(clip_gradient(clipped, wanted / 2));
                QVERIFY(at::allclose(clipped, expected, 1e-6, 0));
            }
            at::set_num_threads(threads);
            QVERIFY(std::fabs(norms.front() - wanted) <= 1e-12 * wanted);
            QCOMPARE(norms, std::vector<double>(3, norms.front()));
        }
    }

    void ten_steps_have_the_losses_of_peft() {
        const Json wanted = golden_steps();
        const Json& options = wanted["options"];
        Bench bench;
        FlatParameters parameters(bench.adapter->parameters());
        AdamW optimiser(parameters.values(), {.weight_decay = options["weight_decay"].get<double>()});
        TrainingSpec spec;
        spec.learning_rate = options["learning_rate"].get<double>();
        spec.warmup_ratio = options["warmup_ratio"].get<double>();
        const Schedule schedule = make_schedule(spec, static_cast<int64_t>(wanted["steps"].size()));
        int64_t index = 0;
        for (const auto& step : wanted["steps"]) {
            parameters.zero_gradient();
            const auto loss = forward_backward(*bench.model, bench.mix, passes_of(examples_of(step["batch"]), true, 64, 2));
            const double norm = clip_gradient(parameters.gradient(), options["max_grad_norm"].get<double>());
            const double rate = schedule.at(index++);
            optimiser.step(parameters.values(), parameters.gradient(), rate);
            const double their_loss = step["loss"].get<double>(), their_norm = step["grad_norm"].get<double>();
            QVERIFY2(std::fabs(loss.loss - their_loss) <= 1e-4 * their_loss,
                     qPrintable(QString("step %1: %2, PEFT %3").arg(index).arg(loss.loss).arg(their_loss)));
            QVERIFY2(std::fabs(norm - their_norm) <= 1e-3 * their_norm,
                     qPrintable(QString("step %1: %2, PEFT %3").arg(index).arg(norm).arg(their_norm)));
            QVERIFY(std::fabs(rate - step["learning_rate"].get<double>()) < 1e-12);
        }
        const auto final = Adapter::load(golden("final"), bench.model->geometry(), {}).value();
        const auto ours = bench.adapter->parameters(), theirs = final->parameters();
        for (size_t i = 0; i < ours.size(); ++i) {
            QVERIFY(at::allclose(ours[i].detach(), theirs[i], 1e-3, 2e-5));
        }
    }

    void packed_examples_give_the_loss_and_gradient_of_single_ones() {
        const auto examples = examples_of(golden_steps()["steps"][0]["batch"]);
        const auto single = gradient_of(passes_of(examples, false, 256, 1));
        const auto packed = gradient_of(passes_of(examples, true, 256, 1));
        QVERIFY(std::fabs(packed.loss.loss - single.loss.loss) <= 1e-5 * single.loss.loss);
        QCOMPARE(packed.loss.supervised_tokens, single.loss.supervised_tokens);
        QVERIFY(relative_difference(packed.values, single.values) < 1e-4);
    }

    void accumulated_batches_give_the_loss_and_gradient_of_one_large_batch() {
        const auto examples = examples_of(golden_steps()["steps"][1]["batch"]);
        const auto large = gradient_of(passes_of(examples, false, 256, 3));
        const auto accumulated = gradient_of(passes_of(examples, false, 256, 1));
        QVERIFY(std::fabs(accumulated.loss.loss - large.loss.loss) <= 1e-5 * large.loss.loss);
        QVERIFY(relative_difference(accumulated.values, large.values) < 1e-4);
    }

    void every_example_is_seen_once_an_epoch_in_a_seeded_order() {
        std::vector<TokenizedExample> examples(10);
        for (size_t i = 0; i < examples.size(); ++i) {
            examples[i].ids = {static_cast<int32_t>(i), 1, 2};
            examples[i].loss_mask = {0, 1, 1};
        }
        BatchPlan plan;
        plan.examples_per_step = 4;
        const auto epoch_of = [&](BatchSource& source) {
            std::vector<int32_t> seen;
            for (int step = 0; step < 3; ++step) {
                for (const auto& pass : source.next_step()) {
                    for (const auto& sequence : pass) {
                        for (size_t s = 0; s + 1 < sequence.starts.size(); ++s) {
                            seen.push_back(sequence.ids[static_cast<size_t>(sequence.starts[s])]);
                        }
                    }
                }
            }
            return seen;
        };
        BatchSource source(examples, plan, {});
        const auto first = epoch_of(source), second = epoch_of(source);
        QVERIFY(first != second);
        auto sorted = first;
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(sorted, (std::vector<int32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
        // A source that starts at a position goes on exactly there.
        BatchSource later(examples, plan, {1, 0});
        QCOMPARE(epoch_of(later), second);
    }

    void a_run_leaves_events_checkpoints_and_a_sealed_result() {
        const RunWorkshop workshop;
        const auto run = workshop.make_run("run", workshop.spec());
        const Status status = train(run, {});
        QVERIFY2(status.ok(), status ? "" : status.error().text().c_str());
        QVERIFY(run_state(run).value() == RunState::finished);
        const auto started = events_of(run, "run_started");
        QCOMPARE(started.size(), size_t{1});
        QCOMPARE(started[0].body["total_steps"].get<int>(), 12);
        QCOMPARE(events_of(run, "step").size(), size_t{12});
        const auto evaluations = events_of(run, "evaluation");
        QCOMPARE(evaluations.size(), size_t{5});
        QCOMPARE(evaluations[0].body["step"].get<int>(), 0);
        QVERIFY(evaluations.back().body["loss"].get<double>() < evaluations[0].body["loss"].get<double>());
        const auto end = events_of(run).back();
        QCOMPARE(end.type, std::string("run_finished"));
        QCOMPARE(end.body["adapter_sha256"].get<std::string>(), lora::test::result_sha256(run));
        QCOMPARE(end.body["eval_loss_before"].get<double>(), evaluations[0].body["loss"].get<double>());
        QVERIFY(std::filesystem::exists(run.result() / "adapter_config.json"));
        const auto summary = read_json_file(run.result() / "summary.json");
        QVERIFY(summary);
        QCOMPARE(summary->at("step").get<int>(), 12);
        for (const auto& [step, path] : list_checkpoints(run)) QVERIFY(read_seal(path, true));
    }

    void the_loss_before_training_is_that_of_the_base_alone() {
        const RunWorkshop workshop;
        const auto run = workshop.make_run("run", workshop.spec());
        QVERIFY(train(run, {}));
        Bench bench;
        const auto tokenizer = bench.model->base().tokenizer().value();
        const RunSpec spec = workshop.spec();
        const auto data = prepare_data(spec.data, spec.training.seed, tokenizer);
        QVERIFY(data);
        const auto base_alone = evaluate(*bench.model, {}, data->eval, make_batch_plan(spec, 128));
        const double before = events_of(run, "evaluation")[0].body["loss"].get<double>();
        QCOMPARE(before, base_alone.loss);
    }

    void only_best_last_and_the_newest_checkpoints_are_kept() {
        const RunWorkshop workshop;
        RunSpec spec = workshop.spec();
        spec.training.eval_steps = spec.training.save_steps = 1;
        spec.training.keep_checkpoints = 2;
        const auto run = workshop.make_run("run", spec);
        QVERIFY(train(run, {}));
        int64_t best = 0;
        for (const auto& event : events_of(run, "evaluation")) {
            if (event.body["best"].get<bool>()) best = event.body["step"].get<int64_t>();
        }
        std::vector<int64_t> kept;
        for (const auto& [step, path] : list_checkpoints(run)) kept.push_back(step);
        QVERIFY(std::find(kept.begin(), kept.end(), best) != kept.end());
        QCOMPARE(kept.back(), int64_t{12});
        QVERIFY(kept.size() <= size_t{4});
    }

    void training_goes_on_from_an_adapter_with_that_adapters_shape() {
        const RunWorkshop workshop;
        const auto first = workshop.make_run("first", workshop.spec());
        QVERIFY(train(first, {}));
        RunSpec spec = workshop.spec();
        spec.adapter.r = 16;
        spec.adapter.init_adapter = first.result().string();
        const auto second = workshop.make_run("second", spec);
        const Status status = train(second, {});
        QVERIFY2(status.ok(), status ? "" : status.error().text().c_str());
        const double end = events_of(first).back().body["eval_loss"].get<double>();
        const double start = events_of(second, "evaluation")[0].body["loss"].get<double>();
        QVERIFY(std::fabs(start - end) <= 1e-5 * end);
        QCOMPARE(events_of(second, "run_started")[0].body["trainable_parameters"].get<int64_t>(),
                 events_of(first, "run_started")[0].body["trainable_parameters"].get<int64_t>());
    }

    void a_loss_that_is_not_a_number_ends_the_run_with_the_last_good_checkpoint() {
        const RunWorkshop workshop;
        RunSpec spec = workshop.spec();
        spec.adapter.lora_alpha = 1e30;  // nothing at first, since B is zero; beyond float32 after B's first step
        spec.data.eval_fraction = 0;
        spec.training.save_steps = 1;
        const auto run = workshop.make_run("run", spec);
        const Status status = train(run, {});
        QVERIFY(!status);
        QVERIFY(status.error().code == ErrorCode::bad_input);
        const auto end = events_of(run).back();
        QCOMPARE(end.type, std::string("run_failed"));
        const auto checkpoint = run.path / end.body["last_good_checkpoint"].get<std::string>();
        QVERIFY(read_seal(checkpoint, true));
        QVERIFY(end.body["hint"].get<std::string>().find("learning rate") != std::string::npos);
        QVERIFY(!std::filesystem::exists(run.result()));
    }

    void another_base_than_the_spec_names_is_refused() {
        const RunWorkshop workshop;
        RunSpec spec = workshop.spec();
        spec.base.fingerprint = std::string(64, 'a');
        const auto run = workshop.make_run("run", spec);
        const Status status = train(run, {});
        QVERIFY(!status);
        QVERIFY(status.error().what.find("another base model") != std::string::npos);
        QVERIFY(run_state(run).value() == RunState::failed);
    }

    void data_that_was_changed_is_refused() {
        const RunWorkshop workshop;
        RunSpec spec = workshop.spec();
        spec.data.sha256 = std::string(64, 'b');
        const auto run = workshop.make_run("run", spec);
        const Status status = train(run, {});
        QVERIFY(!status);
        QVERIFY(status.error().what.find("data was changed") != std::string::npos);
    }
};

LORA_TEST_MAIN(TestTraining)
#include "test_training.moc"
