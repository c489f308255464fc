// SPDX-License-Identifier: Apache-2.0
#include <csignal>

#include "tests/support/run_fixture.h"
#include "tests/support/test_main.h"
#include "tests/support/worker_process.h"

using namespace lora;
using namespace lora::test;

class TestKillResume : public lora::test::TestObject {
    Q_OBJECT

    /// Kills the worker with SIGKILL once `step` was reported, resumes, and gives the final adapter's SHA-256.
    static std::string kill_and_resume(const RunFolder& run, const std::vector<int>& steps) {
        bool first = true;
        for (const int step : steps) {
            QProcess worker;
            worker.start(worker_program(), {"train", first ? "--run" : "--resume", to_qt(run.path), "--json"});
            if (!wait_for_event(worker, step_event(step))) return "ended before step " + std::to_string(step);
            worker.kill();
            worker.waitForFinished(-1);
            if (run_state(run).value() != RunState::interrupted) return "not interrupted";
            first = false;
        }
        const auto answer = run_worker({"train", "--resume", to_qt(run.path), "--json"});
        if (answer.exit_code != 0) return answer.log.toStdString();
        return result_sha256(run);
    }

    static std::string uninterrupted(const RunFolder& run) {
        const auto answer = run_worker({"train", "--run", to_qt(run.path), "--json"});
        return answer.exit_code == 0 ? result_sha256(run) : answer.log.toStdString();
    }

  private Q_SLOTS:
    void a_worker_killed_twice_and_resumed_gives_the_adapter_of_one_never_stopped() {
        const RunWorkshop workshop;
        RunSpec spec = workshop.spec();
        spec.training.max_steps = 40;
        const auto whole = uninterrupted(workshop.make_run("whole", spec));
        const auto killed = kill_and_resume(workshop.make_run("killed", spec), {10, 25});
        QCOMPARE(whole.size(), size_t{64});
        QCOMPARE(killed, whole);
    }

    void the_same_holds_for_the_default_base_model() {
        if (!std::filesystem::exists(LORA_DEFAULT_BASE)) QSKIP("the default base model is not in the cache");
        const RunWorkshop workshop;
        RunSpec spec = workshop.spec();
        spec.base.path = LORA_DEFAULT_BASE;
        spec.training.max_steps = 5;
        spec.training.save_steps = 2;
        spec.training.eval_steps = 5;
        const auto whole = uninterrupted(workshop.make_run("whole", spec));
        const auto killed = kill_and_resume(workshop.make_run("killed", spec), {3});
        QCOMPARE(whole.size(), size_t{64});
        QCOMPARE(killed, whole);
    }

    void a_signal_to_stop_leaves_a_checkpoint_and_a_run_to_resume() {
        const RunWorkshop workshop;
        RunSpec spec = workshop.spec();
        spec.training.max_steps = 100'000;
        spec.training.save_steps = spec.training.eval_steps = 100'000;
        const auto run = workshop.make_run("run", spec);
        QProcess worker;
        worker.start(worker_program(), {"train", "--run", to_qt(run.path), "--json"});
        QVERIFY(wait_for_event(worker, step_event(3)));
        worker.terminate();
        QVERIFY(worker.waitForFinished(-1));
        QCOMPARE(worker.exitCode(), 5);
        QVERIFY(run_state(run).value() == RunState::interrupted);
        const auto checkpoints = list_checkpoints(run);
        QCOMPARE(checkpoints.size(), size_t{1});
        QCOMPARE(checkpoints[0].first, events_of(run, "step").back().body["step"].get<int64_t>());
        QVERIFY(read_seal(checkpoints[0].second, true));
    }
};

LORA_TEST_MAIN(TestKillResume)
#include "test_kill_resume.moc"
