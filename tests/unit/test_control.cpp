// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <thread>

#include "core/base/files.h"
#include "core/contract/control.h"
#include "tests/support/test_main.h"

using namespace lora;

class TestControl : public lora::test::TestObject {
    Q_OBJECT
    static TemporaryFolder temporary() { return std::move(TemporaryFolder::create()).value(); }

  private Q_SLOTS:
    void requests_arrive_in_order_with_their_prompt() {
        const auto folder = temporary();
        const auto file = folder.path() / "control.jsonl";
        ControlReader reader(file, 0);
        QVERIFY(reader.read_new()->empty());
        QCOMPARE(append_control(file, ControlKind::pause).value(), uint64_t{1});
        QCOMPARE(append_control(file, ControlKind::sample, "Hello").value(), uint64_t{2});
        const auto requests = reader.read_new();
        QCOMPARE(requests->size(), size_t{2});
        QVERIFY((*requests)[0].kind == ControlKind::pause);
        QVERIFY((*requests)[1].kind == ControlKind::sample);
        QCOMPARE((*requests)[1].prompt, std::string("Hello"));
        QVERIFY(reader.read_new()->empty());
    }

    void two_writers_at_once_never_give_the_same_number() {
        const auto folder = temporary();
        const auto file = folder.path() / "control.jsonl";
        constexpr int each = 40;
        std::set<uint64_t> mine, theirs;
        const auto write = [&](std::set<uint64_t>& numbers) {
            for (int i = 0; i < each; ++i) numbers.insert(append_control(file, ControlKind::checkpoint).value());
        };
        std::thread other([&] { write(theirs); });
        write(mine);
        other.join();
        mine.merge(theirs);
        QCOMPARE(mine.size(), size_t{2 * each});
        QCOMPARE(*mine.rbegin(), uint64_t{2 * each});
        ControlReader reader(file, 0);
        QCOMPARE(reader.read_new()->size(), size_t{2 * each});
    }

    void requests_that_an_earlier_worker_answered_are_passed_over() {
        const auto folder = temporary();
        const auto file = folder.path() / "control.jsonl";
        for (int i = 0; i < 3; ++i) QVERIFY(append_control(file, ControlKind::pause));
        ControlReader reader(file, 2);
        const auto requests = reader.read_new();
        QCOMPARE(requests->size(), size_t{1});
        QCOMPARE((*requests)[0].seq, uint64_t{3});
    }

    void a_writer_that_died_within_its_line_spoils_only_its_own() {
        const auto folder = temporary();
        const auto file = folder.path() / "control.jsonl";
        QVERIFY(append_control(file, ControlKind::pause));
        QVERIFY(append_to_file(file, "{\"v\":1,\"se", false));
        QCOMPARE(append_control(file, ControlKind::resume).value(), uint64_t{2});
        ControlReader reader(file, 0);
        const auto requests = reader.read_new();
        QCOMPARE(requests->size(), size_t{2});
        QVERIFY((*requests)[1].kind == ControlKind::resume);
    }

    void an_unknown_request_is_passed_over_with_a_warning() {
        const auto folder = temporary();
        const auto file = folder.path() / "control.jsonl";
        QVERIFY(append_to_file(file, "{\"v\":1,\"seq\":1,\"time\":\"t\",\"type\":\"dance\"}\n", false));
        QVERIFY(append_control(file, ControlKind::stop));
        ControlReader reader(file, 0);
        const auto requests = reader.read_new();
        QCOMPARE(requests->size(), size_t{1});
        QVERIFY((*requests)[0].kind == ControlKind::stop);
        QCOMPARE(lora::test::WarningWatch::instance().take().size(), size_t{1});
    }

    void names_of_requests_are_read_back() {
        for (const auto kind : {ControlKind::pause, ControlKind::resume, ControlKind::stop, ControlKind::checkpoint,
                                ControlKind::sample}) {
            QVERIFY(control_kind_from_text(to_text(kind)).value() == kind);
        }
        QVERIFY(!control_kind_from_text("dance"));
    }

    void asking_a_run_whose_folder_is_gone_is_an_error() {
        const auto folder = temporary();
        QVERIFY(!append_control(folder.path() / "gone" / "control.jsonl", ControlKind::stop));
    }
};

LORA_TEST_MAIN(TestControl)
#include "test_control.moc"
