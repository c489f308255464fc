// SPDX-License-Identifier: Apache-2.0
// What `lora-worker bench` prints, by the names that scripts rely on. How large the numbers are is for
// tests/bench.
#include "tests/support/run_fixture.h"
#include "tests/support/test_main.h"
#include "tests/support/worker_process.h"

using namespace lora;
using namespace lora::test;

class TestWorkerBench : public lora::test::TestObject {
    Q_OBJECT
    static WorkerAnswer bench(const QStringList& arguments) {
        return run_worker(QStringList{"bench"} + arguments +
                          QStringList{"--base", to_qt(tiny_base()), "--device", "cpu", "--json"});
    }

  private Q_SLOTS:
    void each_bench_gives_its_figures_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QStringList>("keys");
        const QStringList shared{"peak_memory_bytes", "processor", "kernels", "threads"};
        const QStringList speed = shared + QStringList{"tokens_per_second", "phases"};
        const QStringList small{"--seq-length", "48", "--steps", "2", "--max-new-tokens", "4"};
        QTest::newRow("train") << (QStringList{"train", "--r", "4"} + small)
                               << (speed + QStringList{"share_of_matrix_limit"});
        QTest::newRow("train, packed") << (QStringList{"train", "--batch", "2", "--example-length", "9",
                                                       "--target-modules", "q_proj,v_proj"} +
                                           small)
                                       << speed;
        QTest::newRow("prompt") << (QStringList{"prompt"} + small)
                                << (speed + QStringList{"share_of_matrix_limit"});
        QTest::newRow("decode") << (QStringList{"decode", "--adapter"} + small)
                                << (speed + QStringList{"share_of_memory_limit"});
        QTest::newRow("compare") << (QStringList{"compare", "--variants", "3"} + small)
                                 << (speed + QStringList{"step_ratio", "switch_seconds", "phases_of_one"});
        QTest::newRow("load") << QStringList{"load"}
                              << (shared + QStringList{"describe_seconds", "first_token_seconds"});
    }
    void each_bench_gives_its_figures() {
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, keys);
        const WorkerAnswer answer = bench(arguments);
        QVERIFY2(answer.exit_code == 0, (answer.out + answer.log).constData());
        const Json figures = answer.lines().back();
        for (const QString& key : keys)
            QVERIFY2(figures.contains(key.toStdString()), qPrintable(key));
        QCOMPARE(figures["bench"].get<std::string>(), arguments.front().toStdString());
        if (figures.contains("tokens_per_second")) QVERIFY(figures["tokens_per_second"].get<double>() > 0);
        if (figures.contains("phases")) QVERIFY(figures["phases"]["linear"].get<double>() > 0);
    }

    void weights_drawn_on_the_device_are_measured_without_a_file() {
        const QStringList small{"--seq-length", "40",  "--steps", "2", "--max-new-tokens", "4",
                                "--device",     "cpu", "--json"};
        for (const char* base : {"random:tiny", "random:tiny:nf4"}) {
            for (const char* dtype : {"float32", "bfloat16", "int16"}) {
                for (const char* what : {"train", "prompt", "decode"}) {
                    const WorkerAnswer answer =
                        run_worker(QStringList{"bench", what, "--base", base, "--dtype", dtype} + small);
                    QVERIFY2(answer.exit_code == 0, (answer.out + answer.log).constData());
                    QVERIFY(answer.lines().back()["tokens_per_second"].get<double>() > 0);
                }
            }
        }
        const WorkerAnswer unknown = run_worker(QStringList{"bench", "train", "--base", "random:9b"} + small);
        QCOMPARE(unknown.exit_code, 2);
        QVERIFY(unknown.out.contains("random:8b"));
    }
    void training_is_measured_in_each_mode_of_recompute() {
        for (const char* dtype : {"float32", "bfloat16", "int16"}) {
            for (const char* mode : {"auto", "off", "selective", "full"}) {
                const WorkerAnswer answer = bench({"train", "--r", "4", "--seq-length", "48", "--steps", "1",
                                                   "--dtype", dtype, "--activation-recompute", mode});
                QVERIFY2(answer.exit_code == 0, (answer.out + answer.log).constData());
                const std::string wanted = QString(mode) == "auto" ? "off" : mode;
                QCOMPARE(answer.lines().back()["activation_recompute"].get<std::string>(), wanted);
            }
        }
    }
    void an_unknown_mode_of_recompute_is_a_usage_error() {
        QCOMPARE(bench({"train", "--activation-recompute", "some"}).exit_code, 2);
        QCOMPARE(run_worker({"train", "--base", to_qt(tiny_base()), "--data", "none.jsonl", "--run", "none",
                             "--activation-recompute", "some"})
                     .exit_code,
                 2);
    }
    void what_does_not_fit_the_context_is_refused() {
        const WorkerAnswer answer = bench({"prompt", "--seq-length", "100000"});
        QCOMPARE(answer.exit_code, 3);
        QVERIFY(answer.out.contains("--seq-length"));
    }
    void an_unknown_bench_or_a_step_count_of_zero_is_a_usage_error() {
        QCOMPARE(bench({"fly"}).exit_code, 2);
        QCOMPARE(bench({"train", "--steps", "0"}).exit_code, 2);
        QCOMPARE(bench({"train", "--r", "0"}).exit_code, 3);
    }
};

LORA_TEST_MAIN(TestWorkerBench)
#include "test_worker_bench.moc"
