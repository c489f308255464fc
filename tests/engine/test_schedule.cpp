// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/engine/training/schedule.h"
#include "core/engine/training/setup.h"
#include "tests/support/test_main.h"

using namespace lora;
using namespace lora::engine;

class TestSchedule : public lora::test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void learning_rates_are_those_of_transformers() {
        const auto cases = read_json_file(LORA_GOLDEN_DIR "/training/schedules.json");
        QVERIFY(cases);
        for (const auto& wanted : *cases) {
            TrainingSpec spec;
            spec.lr_scheduler_type = wanted["type"].get<std::string>();
            spec.warmup_ratio = wanted["warmup_ratio"].get<double>();
            spec.learning_rate = wanted["learning_rate"].get<double>();
            const auto total = wanted["total_steps"].get<int64_t>();
            const Schedule schedule = make_schedule(spec, total);
            for (int64_t step = 0; step < total; ++step) {
                const double theirs = wanted["rates"][static_cast<size_t>(step)].get<double>();
                QVERIFY2(std::fabs(schedule.at(step) - theirs) <= 1e-15, to_text(wanted).c_str());
            }
        }
    }

    void a_run_is_evaluated_about_ten_times_unless_said_otherwise() {
        TrainingSpec spec;
        QCOMPARE(resolve_intervals(spec, 100).evaluate, int64_t{10});
        QCOMPARE(resolve_intervals(spec, 101).evaluate, int64_t{11});
        QCOMPARE(resolve_intervals(spec, 4).evaluate, int64_t{1});
        QCOMPARE(resolve_intervals(spec, 100).save, int64_t{10});
        spec.eval_steps = 7;
        QCOMPARE(resolve_intervals(spec, 100).save, int64_t{7});
        spec.save_steps = 5;
        QCOMPARE(resolve_intervals(spec, 100).save, int64_t{5});
        QCOMPARE(resolve_intervals(spec, 100).sample, int64_t{7});
    }

    void packing_does_not_change_how_many_steps_an_epoch_has() {
        RunSpec spec;
        spec.training.num_train_epochs = 3;
        for (const bool packing : {true, false}) {
            spec.data.packing = packing;
            const BatchPlan plan = make_batch_plan(spec, 1024);
            QCOMPARE(total_steps(spec.training, plan, 180), int64_t{36});
        }
        spec.training.max_steps = 5;
        QCOMPARE(total_steps(spec.training, make_batch_plan(spec, 1024), 180), int64_t{5});
    }
};

LORA_TEST_MAIN(TestSchedule)
#include "test_schedule.moc"
