// SPDX-License-Identifier: Apache-2.0
// What the worker finds on a machine without a window, and what it leaves when it crashes.
#include <csignal>

#include "tests/support/model_caches.h"
#include "tests/support/run_fixture.h"
#include "tests/support/test_main.h"
#include "tests/support/worker_process.h"

using namespace lora;
using namespace lora::test;

class TestModelsOnDisk : public lora::test::TestObject {
    Q_OBJECT
    TemporaryFolder home_ = *TemporaryFolder::create("lora-home-");

  private Q_SLOTS:
    void initTestCase() {
        for (const char* name : {"HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "LLAMA_CACHE", "OLLAMA_MODELS",
                                 "XDG_CACHE_HOME", "XDG_DATA_HOME"})
            qunsetenv(name);
        qputenv("HOME", QByteArray::fromStdString(home_.path().string()));
    }

    void models_lists_what_other_programs_have_and_its_paths_can_be_used() {
        const auto hub = home_.path() / ".cache" / "huggingface" / "hub";
        const HubRepository repository(hub, "acme/tiny");
        repository.add_folder(std::string(40, 'a'), tiny_base());
        add_to_ollama(home_.path() / ".ollama" / "models", "library/tiny/latest", LORA_GOLDEN_DIR "/tiny_gguf/model.gguf",
                      std::string(64, 'd'));
        const auto answer = run_worker({"models", "--json"});
        QCOMPARE(answer.exit_code, 0);
        const Json models = answer.lines().at(0)["models"];
        QCOMPARE(models.size(), size_t(2));
        QCOMPARE(models[0]["name"].get<std::string>(), std::string("acme/tiny"));
        QCOMPARE(models[1]["name"].get<std::string>(), std::string("tiny:latest"));
        for (const Json& model : models) {
            QVERIFY(model["usable"].get<bool>());
            const auto described =
                run_worker({"describe", "--base", QString::fromStdString(model["path"].get<std::string>()), "--json"});
            QCOMPARE(described.exit_code, 0);
        }
        const auto words = run_worker({"models"});
        QVERIFY(words.out.contains("tiny:latest"));
        QVERIFY(words.out.contains("Ollama"));
    }

    void a_crash_in_mid_run_leaves_a_report_and_the_adapter_of_one_never_stopped() {
        const RunWorkshop workshop;
        RunSpec spec = workshop.spec();
        spec.training.max_steps = 40;
        const auto whole = workshop.make_run("whole", spec), crashed = workshop.make_run("crashed", spec);
        QCOMPARE(run_worker({"train", "--run", to_qt(whole.path), "--json"}).exit_code, 0);
        QProcess worker;
        worker.start(worker_program(), {"train", "--run", to_qt(crashed.path), "--json"});
        QVERIFY(wait_for_event(worker, step_event(10)));
        const auto process = worker.processId();
        QCOMPARE(::kill(static_cast<pid_t>(process), SIGSEGV), 0);
        QVERIFY(worker.waitForFinished(-1));
        QCOMPARE(worker.exitStatus(), QProcess::CrashExit);
        QCOMPARE(worker.exitCode(), SIGSEGV);
        QVERIFY(run_state(crashed).value() == RunState::interrupted);
        const auto logs = home_.path() / ".local" / "share" / "lora-studio" / "logs";
        std::string text;
        for (const auto& entry : std::filesystem::directory_iterator(logs))
            if (entry.path().string().ends_with("-lora-worker-" + std::to_string(process) + ".txt"))
                text = *read_file(entry.path());
        QVERIFY2(text.ends_with("\nend of report\n"), text.c_str());
        QVERIFY(text.find("doing: train\n") != std::string::npos);
        QVERIFY(text.find("lora-worker(") != std::string::npos);
        QVERIFY(worker.readAllStandardError().contains("Crash report: "));
        QCOMPARE(run_worker({"train", "--resume", to_qt(crashed.path), "--json"}).exit_code, 0);
        QCOMPARE(result_sha256(crashed), result_sha256(whole));
    }
};

LORA_TEST_MAIN(TestModelsOnDisk)
#include "test_models_on_disk.moc"
