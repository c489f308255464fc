// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

#include "core/contract/control.h"
#include "tests/support/run_fixture.h"
#include "tests/support/test_main.h"
#include "tests/support/worker_process.h"

using namespace lora;
using namespace lora::test;
namespace fs = std::filesystem;

class TestWorkerRuns : public lora::test::TestObject {
    Q_OBJECT

    static QStringList flags(const RunWorkshop& workshop) {
        return {"--base", to_qt(tiny_base()), "--data", to_qt(workshop.data), "--r", "4", "--max-seq-length", "128",
                "--max-steps", "4", "--eval-fraction", "0.2", "--device", "cpu", "--json"};
    }
    /// flags with another value of one of them.
    static QStringList flags_with(const RunWorkshop& workshop, const QString& name, const QString& value) {
        QStringList changed = flags(workshop);
        changed[changed.indexOf(name) + 1] = value;
        return changed;
    }
    /// The refusal, and that it left nothing behind.
    static void check_refused(const WorkerAnswer& answer, const fs::path& run, const char* word) {
        QVERIFY2(answer.exit_code == 3, (answer.log + answer.out).constData());
        const auto lines = answer.lines();
        QVERIFY(!lines.empty());
        QVERIFY2(to_text(lines.back()).find(word) != std::string::npos, to_text(lines.back()).c_str());
        QVERIFY(!fs::exists(run));
    }

  private Q_SLOTS:
    void a_run_from_flags_prints_its_events_as_json_lines() {
        const RunWorkshop workshop;
        const auto run = workshop.path("run");
        const auto answer = run_worker(QStringList{"train", "--run", to_qt(run)} + flags(workshop));
        QVERIFY2(answer.exit_code == 0, answer.log.constData());
        const auto lines = answer.lines();
        const auto written = events_of({run});
        QCOMPARE(lines.size(), written.size());
        for (size_t i = 0; i < lines.size(); ++i) QCOMPARE(to_text(lines[i]), to_line(written[i]));
        for (const char* key : {"step", "loss", "learning_rate", "grad_norm", "tokens", "tokens_per_second"}) {
            QVERIFY2(events_of({run}, "step")[0].body.contains(key), key);
        }
        QCOMPARE(lines.back()["type"].get<std::string>(), std::string("run_finished"));
        QVERIFY(fs::exists(RunFolder{run}.log()));
        QVERIFY(read_worker_info(RunFolder{run}.worker()));
    }

    void every_flag_reaches_the_spec() {
        const RunWorkshop workshop;
        const auto run = workshop.path("run");
        const auto answer = run_worker(
            QStringList{"train", "--run", to_qt(run)} + flags(workshop) +
            QStringList{"--lora-alpha", "9", "--target-modules", "q_proj,up_proj", "--layers", "1", "--rank-pattern",
                        "up_proj=2", "--lora-dropout", "0", "--learning-rate", "1e-3", "--lr-scheduler-type", "linear",
                        "--warmup-ratio", "0.25", "--weight-decay", "0.1", "--max-grad-norm", "0.5",
                        "--per-device-batch-size", "2", "--gradient-accumulation-steps", "3", "--no-packing",
                        "--no-shuffle", "--seed", "9", "--eval-steps", "2", "--save-steps", "4"});
        QVERIFY2(answer.exit_code == 0, answer.log.constData());
        const auto spec = read_run_spec(RunFolder{run}.spec());
        QVERIFY(spec);
        QCOMPARE(spec->adapter.target_modules, (std::vector<std::string>{"q_proj", "up_proj"}));
        QCOMPARE(spec->adapter.layers_to_transform, std::vector<int>{1});
        QCOMPARE(spec->adapter.rank_pattern.at("up_proj"), 2);
        QCOMPARE(spec->adapter.lora_alpha, 9.0);
        QCOMPARE(spec->training.lr_scheduler_type, std::string("linear"));
        QCOMPARE(spec->training.gradient_accumulation_steps, 3);
        QCOMPARE(spec->training.max_grad_norm, 0.5);
        QCOMPARE(spec->training.seed, uint64_t{9});
        QVERIFY(!spec->data.packing && !spec->data.shuffle);
        // q_proj of layer 1: 4 · (64 + 64); up_proj: 2 · (64 + 96).
        QCOMPARE(events_of({run}, "run_started")[0].body["trainable_parameters"].get<int>(), 512 + 320);
    }

    void bad_input_is_refused_with_exit_code_three_and_leaves_nothing_behind() {
        const RunWorkshop workshop;
        const auto run = workshop.path("run");
        const QStringList begin{"train", "--run", to_qt(run)};
        check_refused(run_worker(begin + flags_with(workshop, "--r", "0")), run, "rank");
        check_refused(run_worker(begin + flags_with(workshop, "--r", "65")), run, "rank");
        check_refused(run_worker(begin + flags(workshop) + QStringList{"--layers", "7"}), run, "7");
        check_refused(run_worker(begin + flags_with(workshop, "--base", "/nowhere.gguf")), run, "nowhere");
        check_refused(run_worker(begin + flags(workshop) + QStringList{"--data", "/nowhere.jsonl"}), run, "nowhere");
    }

    void an_unknown_flag_or_a_missing_run_is_a_usage_error() {
        const RunWorkshop workshop;
        QCOMPARE(run_worker(QStringList{"train", "--nonsense"}).exit_code, 2);
        QCOMPARE(run_worker(QStringList{"train"} + flags(workshop)).exit_code, 2);
        QCOMPARE(run_worker({"train", "--run", to_qt(workshop.path("run"))}).exit_code, 2);
    }

    void a_spec_of_a_newer_format_is_refused() {
        const RunWorkshop workshop;
        Json json = to_json(workshop.spec());
        json["format"] = run_spec_format + 1;
        QVERIFY(write_file_atomic(workshop.path("spec.json"), to_text(json)));
        const auto run = workshop.path("run");
        check_refused(run_worker({"train", "--spec", to_qt(workshop.path("spec.json")), "--run", to_qt(run), "--json"}), run,
                      "newer");
    }

    void a_second_worker_is_refused_and_the_first_goes_on() {
        const RunWorkshop workshop;
        RunSpec spec = workshop.spec();
        spec.training.max_steps = 100'000;
        const auto run = workshop.make_run("run", spec);
        QProcess first;
        first.start(worker_program(), {"train", "--run", to_qt(run.path), "--json"});
        QVERIFY(wait_for_event(first, step_event(1)));
        const auto second = run_worker({"train", "--resume", to_qt(run.path), "--json"});
        QCOMPARE(second.exit_code, 3);
        QVERIFY(second.out.contains("Another worker"));
        QVERIFY(append_control(run.control(), ControlKind::stop));
        QVERIFY(first.waitForFinished(-1));
        QCOMPARE(first.exitCode(), 0);
        QVERIFY(run_state(run).value() == RunState::stopped);
    }

    void a_paused_run_waits_until_it_is_resumed() {
        const RunWorkshop workshop;
        RunSpec spec = workshop.spec();
        spec.training.max_steps = 200;
        spec.training.eval_steps = spec.training.save_steps = 200;
        const auto run = workshop.make_run("run", spec);
        QProcess worker;
        worker.start(worker_program(), {"train", "--run", to_qt(run.path), "--json"});
        QVERIFY(wait_for_event(worker, step_event(1)));
        QVERIFY(append_control(run.control(), ControlKind::pause));
        QVERIFY(wait_for_event(worker, [](const Json& event) { return event["type"] == "paused"; }));
        QVERIFY(run_state(run).value() == RunState::paused);
        QVERIFY(append_control(run.control(), ControlKind::resume));
        QVERIFY(worker.waitForFinished(-1));
        QCOMPARE(worker.exitCode(), 0);
        QVERIFY(run_state(run).value() == RunState::finished);
    }

    void a_folder_deleted_while_the_worker_works_ends_it_and_stays_deleted() {
        const RunWorkshop workshop;
        RunSpec spec = workshop.spec();
        spec.training.max_steps = 100'000;
        const auto run = workshop.make_run("run", spec);
        QProcess worker;
        worker.start(worker_program(), {"train", "--run", to_qt(run.path), "--json"});
        QVERIFY(wait_for_event(worker, step_event(1)));
        // A rename first: the worker never sees half of a deletion.
        fs::rename(run.path, workshop.path("gone"));
        fs::remove_all(workshop.path("gone"));
        QVERIFY(worker.waitForFinished(-1));
        QCOMPARE(worker.exitCode(), 3);
        QVERIFY(!fs::exists(run.path));
    }

    void a_disk_too_full_for_a_checkpoint_pauses_the_run_and_loses_nothing() {
        const RunWorkshop workshop;
        RunSpec spec = workshop.spec();
        spec.adapter.r = 32;  // its checkpoint is larger than the limit below, its events are not
        const auto run = workshop.make_run("run", spec);
        QProcess worker;
        worker.setChildProcessModifier([] {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{100'000, RLIM_INFINITY};
            ::setrlimit(RLIMIT_FSIZE, &limit);
        });
        worker.start(worker_program(), {"train", "--run", to_qt(run.path), "--json"});
        QVERIFY(wait_for_event(worker, [](const Json& event) { return event["type"] == "checkpoint_failed"; }));
        QVERIFY(wait_for_event(worker, [](const Json& event) { return event["type"] == "paused"; }));
        QVERIFY(run_state(run).value() == RunState::paused);
        QVERIFY(list_checkpoints(run).empty());
        QVERIFY(fs::is_empty(run.checkpoints()));
        // Room again: the limit of the living process is lifted, and the run taken up.
        const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
        QCOMPARE(::prlimit(static_cast<pid_t>(worker.processId()), RLIMIT_FSIZE, &none, nullptr), 0);
        QVERIFY(append_control(run.control(), ControlKind::resume));
        QVERIFY(worker.waitForFinished(-1));
        QCOMPARE(worker.exitCode(), 0);
        const auto whole = workshop.make_run("whole", spec);
        QCOMPARE(run_worker({"train", "--run", to_qt(whole.path)}).exit_code, 0);
        QCOMPARE(result_sha256(run), result_sha256(whole));
    }

    void a_folder_that_may_not_be_written_is_refused() {
        if (::geteuid() == 0) QSKIP("root may write everywhere");
        const RunWorkshop workshop;
        const auto locked = workshop.path("locked");
        fs::create_directory(locked);
        fs::permissions(locked, fs::perms::owner_read | fs::perms::owner_exec);
        const auto answer = run_worker(QStringList{"train", "--run", to_qt(locked / "run")} + flags(workshop));
        fs::permissions(locked, fs::perms::owner_all);
        check_refused(answer, locked / "run", "Not allowed");
    }
};

LORA_TEST_MAIN(TestWorkerRuns)
#include "test_worker_runs.moc"
