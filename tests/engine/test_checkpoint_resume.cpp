// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/contract/control.h"
#include "core/engine/training/checkpoint.h"
#include "core/engine/training/train.h"
#include "tests/support/run_fixture.h"
#include "tests/support/test_main.h"

using namespace lora;
using namespace lora::engine;
using lora::test::events_of;
using lora::test::result_sha256;
using lora::test::RunWorkshop;
namespace fs = std::filesystem;

namespace {

/// Works until `step` steps were reported, then acts as on SIGTERM.
TrainOptions interrupted_after(int64_t step, bool resume = false) {
    const auto seen = std::make_shared<int64_t>(0);
    TrainOptions options;
    options.resume = resume;
    options.on_event = [seen](const Event& event) {
        if (event.type == "step") *seen = event.body["step"].get<int64_t>();
    };
    options.interrupted = [seen, step] { return *seen >= step; };
    return options;
}

TrainOptions resumed() {
    TrainOptions options;
    options.resume = true;
    return options;
}

/// Asks once, when the step was reported.
TrainOptions asking(const RunFolder& run, int64_t step, std::vector<std::pair<ControlKind, std::string>> requests) {
    TrainOptions options;
    options.on_event = [run, step, requests](const Event& event) {
        if (event.type != "step" || event.body["step"].get<int64_t>() != step) return;
        for (const auto& [kind, prompt] : requests) {
            if (!append_control(run.control(), kind, prompt)) qFatal("the request could not be written");
        }
    };
    return options;
}

}  // namespace

class TestCheckpointResume : public lora::test::TestObject {
    Q_OBJECT
    std::unique_ptr<RunWorkshop> workshop_;
    std::string uninterrupted_;  ///< SHA-256 of the adapter of a run never stopped

  private Q_SLOTS:
    void initTestCase() {
        workshop_ = std::make_unique<RunWorkshop>();
        const auto run = workshop_->make_run("uninterrupted", workshop_->spec());
        const Status status = train(run, {});
        QVERIFY2(status.ok(), status ? "" : status.error().text().c_str());
        uninterrupted_ = result_sha256(run);
        QVERIFY(!uninterrupted_.empty());
    }

    void the_same_spec_gives_the_same_adapter() {
        const auto run = workshop_->make_run("again", workshop_->spec());
        QVERIFY(train(run, {}));
        QCOMPARE(result_sha256(run), uninterrupted_);
    }

    void an_interrupted_run_resumed_is_bit_equal_to_one_never_stopped() {
        const auto run = workshop_->make_run("interrupted", workshop_->spec());
        const Status status = train(run, interrupted_after(5));
        QVERIFY(!status);
        QVERIFY(status.error().code == ErrorCode::interrupted);
        QVERIFY(run_state(run).value() == RunState::interrupted);
        QCOMPARE(list_checkpoints(run).back().first, int64_t{5});
        QVERIFY(!train(run, interrupted_after(10, true)));
        QVERIFY(train(run, resumed()));
        QCOMPARE(result_sha256(run), uninterrupted_);
        QVERIFY(events_of(run, "run_started")[1].body["resumed"].get<bool>());
        QCOMPARE(events_of(run, "run_started")[1].body["step"].get<int>(), 5);
    }

    void recomputed_activations_train_the_same_adapter_through_an_interruption() {
        for (const char* mode : {"selective", "full"}) {
            RunSpec spec = workshop_->spec();
            spec.training.activation_recompute = mode;
            const auto run = workshop_->make_run(std::string("recomputed_") + mode, spec);
            QVERIFY(!train(run, interrupted_after(5)));
            QVERIFY(train(run, resumed()));
            QCOMPARE(result_sha256(run), uninterrupted_);
            for (const auto& started : events_of(run, "run_started")) {
                QCOMPARE(started.body["activation_recompute"].get<std::string>(), std::string(mode));
                QCOMPARE(started.body["activation_recompute_reason"].get<std::string>(), std::string("as asked"));
            }
            const auto summary = read_json_file(run.result() / "summary.json");
            QVERIFY(summary);
            QCOMPARE(summary->at("activation_recompute").get<std::string>(), std::string(mode));
        }
    }

    void a_run_left_to_choose_keeps_all_where_memory_allows_and_says_so() {
        const auto run = workshop_->make_run("chosen", workshop_->spec());
        QVERIFY(train(run, {}));
        const Json started = events_of(run, "run_started")[0].body;
        QCOMPARE(started["activation_recompute"].get<std::string>(), std::string("off"));
        QVERIFY(started["activation_recompute_reason"].get<std::string>().find("are free") != std::string::npos);
    }

    void steps_after_the_last_checkpoint_are_made_again_with_the_same_losses() {
        const auto run = workshop_->make_run("crashed", workshop_->spec());
        QVERIFY(!train(run, interrupted_after(8)));
        fs::remove_all(run.checkpoint(8));  // as if the worker had died instead
        QVERIFY(train(run, resumed()));
        QCOMPARE(result_sha256(run), uninterrupted_);
        std::map<int, std::vector<double>> losses;
        for (const auto& event : events_of(run, "step")) {
            losses[event.body["step"].get<int>()].push_back(event.body["loss"].get<double>());
        }
        QCOMPARE(losses[7].size(), size_t{2});
        QCOMPARE(losses[7][0], losses[7][1]);
        QCOMPARE(losses[8][0], losses[8][1]);
    }

    void a_run_that_died_before_its_first_checkpoint_begins_anew() {
        const auto run = workshop_->make_run("early", workshop_->spec());
        QVERIFY(!train(run, interrupted_after(2)));
        fs::remove_all(run.checkpoints());
        QVERIFY(train(run, resumed()));
        QCOMPARE(result_sha256(run), uninterrupted_);
    }

    void a_damaged_checkpoint_is_passed_over_for_the_one_before() {
        const auto run = workshop_->make_run("damaged", workshop_->spec());
        QVERIFY(!train(run, interrupted_after(8)));
        fs::resize_file(run.checkpoint(8) / "optimizer.safetensors", 100);
        QVERIFY(train(run, resumed()));
        QCOMPARE(events_of(run, "run_started")[1].body["step"].get<int>(), 6);
        QVERIFY(!events_of(run, "warning").empty());
        QCOMPARE(result_sha256(run), uninterrupted_);
    }

    void samples_and_evaluations_do_not_change_what_is_learnt() {
        RunSpec spec = workshop_->spec();
        spec.training.eval_steps = 2;
        spec.training.sample_prompts = {"Where is the card?"};
        spec.training.sample_max_new_tokens = 4;
        const auto run = workshop_->make_run("sampled", spec);
        QVERIFY(train(run, {}));
        QCOMPARE(events_of(run, "sample").size(), size_t{6});
        QCOMPARE(result_sha256(run), uninterrupted_);
    }

    void pausing_and_resuming_changes_nothing_but_the_time() {
        const auto run = workshop_->make_run("paused", workshop_->spec());
        QVERIFY(train(run, asking(run, 4, {{ControlKind::pause, {}}, {ControlKind::resume, {}}})));
        QCOMPARE(events_of(run, "paused").size(), size_t{1});
        QCOMPARE(events_of(run, "resumed").size(), size_t{1});
        QCOMPARE(events_of(run, "paused")[0].body["step"].get<int>(), 4);
        for (const auto& event : events_of(run, "control")) QVERIFY(event.body["accepted"].get<bool>());
        QCOMPARE(result_sha256(run), uninterrupted_);
    }

    void a_request_that_makes_no_sense_now_is_refused_with_the_reason() {
        const auto run = workshop_->make_run("refused", workshop_->spec());
        QVERIFY(train(run, asking(run, 4, {{ControlKind::resume, {}}})));
        const auto answers = events_of(run, "control");
        QCOMPARE(answers.size(), size_t{1});
        QVERIFY(!answers[0].body["accepted"].get<bool>());
        QCOMPARE(answers[0].body["what"].get<std::string>(), std::string("The run is not paused"));
    }

    void a_checkpoint_and_a_sample_come_when_asked_for() {
        RunSpec spec = workshop_->spec();
        spec.training.save_steps = 100;
        spec.training.sample_max_new_tokens = 4;
        const auto run = workshop_->make_run("asked", spec);
        QVERIFY(train(run, asking(run, 4, {{ControlKind::checkpoint, {}}, {ControlKind::sample, "Where is it?"}})));
        const auto checkpoints = events_of(run, "checkpoint");
        const auto requested = std::find_if(checkpoints.begin(), checkpoints.end(), [](const Event& event) {
            return event.body["kind"] == "requested";
        });
        QVERIFY(requested != checkpoints.end());
        QCOMPARE(requested->body["step"].get<int>(), 4);
        QVERIFY(read_seal(run.path / requested->body["path"].get<std::string>(), true));
        QCOMPARE(events_of(run, "sample").size(), size_t{1});
        QCOMPARE(events_of(run, "sample")[0].body["prompt"].get<std::string>(), std::string("Where is it?"));
        QCOMPARE(result_sha256(run), uninterrupted_);
    }

    void a_stopped_run_leaves_its_adapter_and_can_be_taken_up_again() {
        const auto run = workshop_->make_run("stopped", workshop_->spec());
        QVERIFY(train(run, asking(run, 4, {{ControlKind::stop, {}}})));
        QVERIFY(run_state(run).value() == RunState::stopped);
        QCOMPARE(events_of(run).back().body["step"].get<int>(), 4);
        QVERIFY(!result_sha256(run).empty());
        QVERIFY(result_sha256(run) != uninterrupted_);
        QVERIFY(train(run, resumed()));
        QCOMPARE(result_sha256(run), uninterrupted_);
    }

    void requests_meant_for_a_worker_that_is_gone_are_refused_by_the_next() {
        const auto run = workshop_->make_run("stale", workshop_->spec());
        QVERIFY(!train(run, interrupted_after(5)));
        QVERIFY(append_control(run.control(), ControlKind::stop));
        QTest::qSleep(5);
        QVERIFY(train(run, resumed()));
        QVERIFY(run_state(run).value() == RunState::finished);
        QCOMPARE(result_sha256(run), uninterrupted_);
    }

    void a_finished_run_is_not_resumed_and_a_started_one_not_started_again() {
        const RunFolder run{workshop_->path("uninterrupted")};
        QVERIFY(!train(run, resumed()));
        QVERIFY(!train(run, {}));
        QVERIFY(run_state(run).value() == RunState::finished);
    }

    void a_checkpoint_that_cannot_be_written_pauses_the_run_until_it_can() {
        const auto run = workshop_->make_run("full", workshop_->spec());
        TrainOptions options;
        // A file in the place of the folder: writing fails as on a full disk, and works once it is gone.
        QVERIFY(write_file_atomic(run.checkpoints(), ""));
        options.on_event = [&](const Event& event) {
            if (event.type != "paused") return;
            fs::remove(run.checkpoints());
            if (!append_control(run.control(), ControlKind::resume)) qFatal("the request could not be written");
        };
        QVERIFY(train(run, options));
        QCOMPARE(events_of(run, "checkpoint_failed").size(), size_t{1});
        QCOMPARE(events_of(run, "checkpoint_failed")[0].body["step"].get<int>(), 3);
        QVERIFY(fs::is_directory(run.checkpoint(12)));
        QCOMPARE(result_sha256(run), uninterrupted_);
        lora::test::WarningWatch::instance().take();  // the failure is logged, too
    }

    void a_run_folder_deleted_while_working_ends_the_run_and_is_not_made_again() {
        const auto run = workshop_->make_run("deleted", workshop_->spec());
        TrainOptions options;
        options.on_event = [&](const Event& event) {
            if (event.type == "step" && event.body["step"].get<int>() == 2) fs::remove_all(run.path);
        };
        const Status status = train(run, options);
        QVERIFY(!status);
        QVERIFY(status.error().code == ErrorCode::bad_input);
        QVERIFY(status.error().what.find("deleted") != std::string::npos);
        QVERIFY(!fs::exists(run.path));
    }

    void a_second_worker_on_the_same_run_is_refused() {
        const auto run = workshop_->make_run("locked", workshop_->spec());
        const auto lock = FileLock::try_lock(run.lock());
        QVERIFY(lock && *lock);
        const Status status = train(run, {});
        QVERIFY(!status);
        QVERIFY(status.error().code == ErrorCode::bad_input);
        QVERIFY(status.error().what.find("Another worker") != std::string::npos);
        QVERIFY(events_of(run).empty());
    }

    void a_run_does_not_go_on_with_other_data_than_it_began_with() {
        RunWorkshop own;
        const auto run = own.make_run("run", own.spec());
        QVERIFY(!train(run, interrupted_after(5)));
        QVERIFY(append_to_file(own.data, lora::test::conversations(1), false));
        const Status status = train(run, resumed());
        QVERIFY(!status);
        QVERIFY(status.error().what.find("data was changed") != std::string::npos);
    }

    void a_checkpoint_names_its_state_in_json_that_is_read_back() {
        const RunFolder run{workshop_->path("uninterrupted")};
        const auto state = read_trainer_state(run.checkpoint(12));
        QVERIFY(state);
        QCOMPARE(state->step, int64_t{12});
        const auto again = trainer_state_from_json(to_json(*state), "trainer_state.json");
        QVERIFY(again);
        QCOMPARE(to_text(to_json(*again)), to_text(to_json(*state)));
    }
};

LORA_TEST_MAIN(TestCheckpointResume)
#include "test_checkpoint_resume.moc"
