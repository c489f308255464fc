// SPDX-License-Identifier: Apache-2.0
// Decoding takes the number of threads that is faster, whatever else the machine does meanwhile.
#include "core/engine/inference/thread_pace.h"
#include "tests/support/test_main.h"

using lora::engine::ThreadPace;

class TestThreadPace : public lora::test::TestObject {
    Q_OBJECT

    /// Seconds of `steps` steps, where one on all threads takes `all` and one on a single thread `one`.
    static double seconds(ThreadPace& pace, int steps, double all, double one) {
        double total = 0;
        for (int i = 0; i < steps; ++i) {
            const double took = pace.threads() == 1 ? one : all;
            total += took;
            pace.took(took);
        }
        return total;
    }

  private Q_SLOTS:
    void an_idle_machine_uses_all_threads_but_for_a_rare_trial() {
        ThreadPace pace(2);
        QVERIFY(seconds(pace, 1000, 0.009, 0.013) < 1.01 * 1000 * 0.009);
        QCOMPARE(pace.threads(), 2);
    }
    void a_busy_machine_is_left_to_one_thread_soon() {
        ThreadPace pace(2);
        QVERIFY(seconds(pace, 200, 0.1, 0.013) < 200 * 0.02);
        QCOMPARE(pace.threads(), 1);
    }
    void a_machine_that_becomes_busy_is_noticed_and_so_is_its_rest() {
        ThreadPace pace(2);
        seconds(pace, 300, 0.009, 0.013);
        QVERIFY(seconds(pace, 20, 0.1, 0.013) < 10 * 0.1);
        QCOMPARE(pace.threads(), 1);
        seconds(pace, 600, 0.009, 0.013);
        QCOMPARE(pace.threads(), 2);
    }
    void one_processor_has_nothing_to_choose() {
        ThreadPace pace(1);
        for (int i = 0; i < 100; ++i) {
            QCOMPARE(pace.threads(), 1);
            pace.took(i % 7);
        }
    }
};

LORA_TEST_MAIN(TestThreadPace)
#include "test_thread_pace.moc"
