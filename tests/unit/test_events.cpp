// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include "core/base/files.h"
#include "core/contract/events.h"
#include "tests/support/test_main.h"

using namespace lora;

class TestEvents : public lora::test::TestObject {
    Q_OBJECT
    static TemporaryFolder temporary() { return std::move(TemporaryFolder::create()).value(); }

  private Q_SLOTS:
    void an_event_read_back_from_its_line_is_the_same() {
        const Event event{1, 7, "2026-01-31T09:05:00.123Z", "step", {{"step", 3}, {"loss", 1.25}, {"text", "a\nb"}}};
        const std::string line = to_line(event);
        QVERIFY(line.find('\n') == std::string::npos);
        const auto again = event_from_line(line, "events.jsonl");
        QVERIFY(again);
        QCOMPARE(again->seq, event.seq);
        QCOMPARE(again->time, event.time);
        QCOMPARE(again->type, event.type);
        QCOMPARE(to_text(again->body), to_text(event.body));
    }

    void events_are_numbered_from_one_and_on_over_a_restart() {
        const auto folder = temporary();
        const auto file = folder.path() / "events.jsonl";
        {
            auto writer = EventWriter::open(file);
            QVERIFY(writer);
            QVERIFY((*writer)->append("run_started", Json::object()));
            QVERIFY((*writer)->append("step", {{"step", 1}}));
        }
        auto writer = EventWriter::open(file);
        QVERIFY(writer);
        QCOMPARE((*writer)->last_seq(), uint64_t{2});
        QVERIFY((*writer)->append("step", {{"step", 2}}, true));
        QCOMPARE((*writer)->last().seq, uint64_t{3});
        EventReader reader(file);
        const auto batch = reader.read_new();
        QVERIFY(batch);
        QCOMPARE(batch->events.size(), size_t{3});
        QCOMPARE(batch->events.back().body["step"].get<int>(), 2);
    }

    void numbering_goes_on_behind_a_last_event_of_many_kilobytes() {
        const auto folder = temporary();
        const auto file = folder.path() / "events.jsonl";
        {
            auto writer = EventWriter::open(file);
            QVERIFY((*writer)->append("run_started", Json::object()));
            QVERIFY((*writer)->append("sample", {{"text", std::string(300'000, 'x')}}));
        }
        const auto writer = EventWriter::open(file);
        QVERIFY(writer);
        QCOMPARE((*writer)->last_seq(), uint64_t{2});
    }

    void a_torn_last_line_is_left_until_it_is_whole() {
        const auto folder = temporary();
        const auto file = folder.path() / "events.jsonl";
        const std::string first = to_line({1, 1, "t", "run_started", Json::object()}) + "\n";
        const std::string second = to_line({1, 2, "t", "step", {{"step", 1}}}) + "\n";
        EventReader reader(file);
        QVERIFY(reader.read_new()->events.empty());
        QVERIFY(append_to_file(file, first + second.substr(0, 10), false));
        QCOMPARE(reader.read_new()->events.size(), size_t{1});
        QVERIFY(reader.read_new()->events.empty());
        QVERIFY(append_to_file(file, second.substr(10), false));
        const auto batch = reader.read_new();
        QCOMPARE(batch->events.size(), size_t{1});
        QCOMPARE(batch->events[0].seq, uint64_t{2});
        QVERIFY(!batch->restarted);
    }

    void a_torn_last_line_is_cut_off_before_the_next_event_is_written() {
        const auto folder = temporary();
        const auto file = folder.path() / "events.jsonl";
        QVERIFY(append_to_file(file, to_line({1, 1, "t", "run_started", Json::object()}) + "\n{\"v\":1,\"seq\":2,\"ti", false));
        auto writer = EventWriter::open(file);
        QVERIFY(writer);
        QVERIFY((*writer)->append("step", {{"step", 1}}));
        JsonLinesFollower follower(file);
        const auto batch = follower.read_new();
        QCOMPARE(batch->lines.size(), size_t{2});
        QCOMPARE(follower.broken_lines(), 0);
        QCOMPARE(batch->lines[1]["seq"].get<int>(), 2);
    }

    void a_file_that_shrank_is_read_again_from_its_first_line() {
        const auto folder = temporary();
        const auto file = folder.path() / "lines";
        QVERIFY(append_to_file(file, "{\"a\":1}\n{\"a\":2}\n", false));
        JsonLinesFollower follower(file);
        QCOMPARE(follower.read_new()->lines.size(), size_t{2});
        std::filesystem::resize_file(file, 8);
        const auto batch = follower.read_new();
        QVERIFY(batch->restarted);
        QCOMPARE(batch->lines.size(), size_t{1});
        QVERIFY(!follower.read_new()->restarted);
    }

    void a_file_put_in_the_place_of_another_is_read_from_its_first_line() {
        const auto folder = temporary();
        const auto file = folder.path() / "lines";
        QVERIFY(append_to_file(file, "{\"a\":1}\n", false));
        JsonLinesFollower follower(file);
        QCOMPARE(follower.read_new()->lines.size(), size_t{1});
        QVERIFY(write_file_atomic(file, "{\"b\":1}\n{\"b\":2}\n{\"b\":3}\n"));
        const auto batch = follower.read_new();
        QVERIFY(batch->restarted);
        QCOMPARE(batch->lines.size(), size_t{3});
    }

    void whole_but_broken_lines_are_passed_over_and_counted() {
        const auto folder = temporary();
        const auto file = folder.path() / "lines";
        QVERIFY(append_to_file(file, "{\"a\":1}\nnonsense\n[1]\n\n{\"a\":2}\n", false));
        JsonLinesFollower follower(file);
        QCOMPARE(follower.read_new()->lines.size(), size_t{2});
        QCOMPARE(follower.broken_lines(), 2);
    }

    void a_line_longer_than_the_reading_limit_still_arrives() {
        const auto folder = temporary();
        const auto file = folder.path() / "lines";
        QVERIFY(append_to_file(file, "{\"a\":\"" + std::string(5000, 'x') + "\"}\n{\"a\":1}\n", false));
        JsonLinesFollower follower(file);
        size_t lines = 0;
        for (int i = 0; i < 10; ++i) lines += follower.read_new(16)->lines.size();
        QCOMPARE(lines, size_t{2});
    }

    void events_of_a_newer_program_are_refused_by_their_number() {
        const auto folder = temporary();
        const auto file = folder.path() / "events.jsonl";
        QVERIFY(append_to_file(file, "{\"v\":2,\"seq\":1,\"time\":\"t\",\"type\":\"step\"}\n", false));
        EventReader reader(file);
        const auto batch = reader.read_new();
        QVERIFY(!batch);
        QVERIFY(batch.error().what.find("format 2") != std::string::npos);
    }

    void events_written_from_two_threads_keep_one_numbering() {
        const auto folder = temporary();
        const auto file = folder.path() / "events.jsonl";
        const auto writer = EventWriter::open(file);
        QVERIFY(writer);
        const auto write = [&] {
            for (int i = 0; i < 50; ++i) QVERIFY((*writer)->append("step", {{"step", i}}));
        };
        std::thread other(write);
        write();
        other.join();
        EventReader reader(file);
        const auto batch = reader.read_new();
        QCOMPARE(batch->events.size(), size_t{100});
        for (size_t i = 0; i < 100; ++i) QCOMPARE(batch->events[i].seq, uint64_t{i + 1});
    }

    void a_deleted_folder_is_not_made_again_by_the_next_event() {
        const auto folder = temporary();
        const auto run = folder.path() / "run";
        QVERIFY(make_folders(run));
        const auto writer = EventWriter::open(run / "events.jsonl");
        QVERIFY((*writer)->append("run_started", Json::object()));
        std::filesystem::remove_all(run);
        QVERIFY(!(*writer)->append("step", {{"step", 1}}));
        QVERIFY(!std::filesystem::exists(run));
    }
};

LORA_TEST_MAIN(TestEvents)
#include "test_events.moc"
