// SPDX-License-Identifier: Apache-2.0
// Threads that meet within one parallel part see what the others wrote, and none waits for one that failed.
#include <ATen/Parallel.h>

#include <stdexcept>
#include <vector>

#include "core/engine/models/llama/meeting.h"
#include "tests/support/test_main.h"

using namespace lora;
using engine::Meeting;

namespace {

/// With so many threads, which are put back afterwards.
class Threads {
  public:
    explicit Threads(int count) { at::set_num_threads(count); }
    ~Threads() { at::set_num_threads(before_); }
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;

  private:
    int before_ = at::get_num_threads();
};

/// Each thread adds up what all wrote in the round before; true if the sums are what they must be.
bool sums_of_rounds_are_whole(int64_t& shares) {
    constexpr int64_t rounds = 200;
    std::vector<int64_t> written[2] = {std::vector<int64_t>(64), std::vector<int64_t>(64)};
    std::atomic<bool> whole = true;
    Meeting::hold([&](Meeting::Member& member, int64_t own, int64_t all) {
        if (own == 0) shares = all;
        for (int64_t round = 0; round < rounds; ++round) {
            auto& now = written[round % 2];
            now[static_cast<size_t>(own)] = round * (own + 1);
            member.meet();
            int64_t sum = 0;
            for (int64_t other = 0; other < all; ++other)
                sum += now[static_cast<size_t>(other)];
            if (sum != round * all * (all + 1) / 2) whole = false;
        }
    });
    return whole;
}

}  // namespace

class TestMeeting : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void what_was_written_before_is_there_afterwards() {
        for (const int threads : {1, 2, 3, 5}) {
            const Threads some(threads);
            int64_t shares = 0;
            QVERIFY(sums_of_rounds_are_whole(shares));
            QVERIFY(shares >= 1 && shares <= threads);
        }
    }
    void within_another_parallel_part_one_thread_does_it_all() {
        const Threads two(2);
        std::vector<int64_t> shares(2);
        std::vector<int> whole(2);
        at::parallel_for(0, 2, 1, [&](int64_t begin, int64_t end) {
            for (int64_t i = begin; i < end; ++i)
                whole[static_cast<size_t>(i)] = sums_of_rounds_are_whole(shares[static_cast<size_t>(i)]);
        });
        QCOMPARE(whole, (std::vector<int>{1, 1}));
        QCOMPARE(shares, (std::vector<int64_t>{1, 1}));
    }
    /// The error that reaches the caller is the one that was thrown, not that somebody waited in vain.
    void an_error_in_one_thread_ends_all() {
        const Threads three(3);
        for (int64_t failing = 0; failing < 3; ++failing) {
            QString error;
            int64_t present = 0;
            try {
                Meeting::hold([&](Meeting::Member& member, int64_t own, int64_t all) {
                    if (own == 0) present = all;
                    member.meet();
                    if (own == failing % all) throw std::runtime_error("of thread " + std::to_string(own));
                    member.meet();
                    member.meet();
                });
            } catch (const std::exception& exception) {
                error = QString::fromUtf8(exception.what());
            }
            QVERIFY2(error.startsWith(QStringLiteral("of thread %1").arg(failing % present)),
                     qPrintable(error));
        }
    }
};

LORA_TEST_MAIN(TestMeeting)
#include "test_meeting.moc"
