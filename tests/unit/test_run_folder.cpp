// SPDX-License-Identifier: Apache-2.0
#include "core/base/sha256.h"
#include "core/contract/events.h"
#include "core/contract/run_folder.h"
#include "tests/support/test_main.h"

using namespace lora;
namespace fs = std::filesystem;

class TestRunFolder : public lora::test::TestObject {
    Q_OBJECT
    static TemporaryFolder temporary() { return std::move(TemporaryFolder::create()).value(); }
    static RunState state(const RunFolder& run) { return run_state(run).value(); }
    static void seal(const fs::path& folder) {
        QVERIFY(make_folders(folder));
        QVERIFY(write_file_atomic(folder / "adapter_model.safetensors", "weights"));
        QVERIFY(write_file_atomic(folder / "state.json", "{}"));
        QVERIFY(seal_checkpoint(folder));
    }

  private Q_SLOTS:
    void a_run_made_can_be_opened_and_holds_its_spec() {
        const auto folder = temporary();
        RunSpec spec;
        spec.name = "first";
        const auto run = RunFolder::create(folder.path() / "runs" / "run-0001", spec);
        QVERIFY(run);
        QVERIFY(RunFolder::open(run->path));
        QCOMPARE(read_run_spec(run->spec())->name, std::string("first"));
        QCOMPARE(run->checkpoint(120).filename().string(), std::string("step-000120"));
    }

    void a_folder_that_holds_a_run_is_not_overwritten() {
        const auto folder = temporary();
        QVERIFY(RunFolder::create(folder.path(), RunSpec{}));
        const auto again = RunFolder::create(folder.path(), RunSpec{});
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::bad_input);
    }

    void a_folder_without_a_run_is_refused() {
        const auto folder = temporary();
        QVERIFY(!RunFolder::open(folder.path()));
        QVERIFY(!RunFolder::open(folder.path() / "nowhere"));
    }

    void the_state_follows_from_the_last_event_and_the_lock() {
        const auto folder = temporary();
        const auto run = RunFolder::create(folder.path() / "run", RunSpec{}).value();
        QVERIFY(state(run) == RunState::not_started);
        auto lock = FileLock::try_lock(run.lock());
        QVERIFY(lock && *lock);
        QVERIFY(state(run) == RunState::running);
        const auto events = EventWriter::open(run.events()).value();
        QVERIFY(events->append("run_started", {{"step", 0}}));
        QVERIFY(events->append("step", {{"step", 1}}));
        QVERIFY(state(run) == RunState::running);
        QVERIFY(events->append("paused", {{"step", 1}}));
        QVERIFY(events->append("checkpoint", {{"step", 1}}));
        QVERIFY(events->append("control", {{"control_seq", 2}}));
        QVERIFY(state(run) == RunState::paused);
        QVERIFY(events->append("resumed", {{"step", 1}}));
        QVERIFY(state(run) == RunState::running);
        lock->reset();
        QVERIFY(state(run) == RunState::interrupted);
        QVERIFY(events->append("run_stopped", {{"step", 1}}));
        QVERIFY(state(run) == RunState::stopped);
        QVERIFY(events->append("run_failed", {{"step", 1}}));
        QVERIFY(state(run) == RunState::failed);
        QVERIFY(events->append("run_finished", {{"step", 2}}));
        QVERIFY(state(run) == RunState::finished);
    }

    void a_torn_last_event_does_not_hide_the_state() {
        const auto folder = temporary();
        const auto run = RunFolder::create(folder.path() / "run", RunSpec{}).value();
        const auto events = EventWriter::open(run.events()).value();
        QVERIFY(events->append("run_finished", {{"step", 2}}));
        QVERIFY(append_to_file(run.events(), "{\"v\":1,\"seq\":2", false));
        QVERIFY(state(run) == RunState::finished);
    }

    void a_second_lock_is_not_given_while_the_first_is_held() {
        const auto folder = temporary();
        const auto lock = FileLock::try_lock(folder.path() / "lock");
        QVERIFY(lock && *lock);
        const auto second = FileLock::try_lock(folder.path() / "lock");
        QVERIFY(second && !*second);
        QVERIFY(FileLock::is_held(folder.path() / "lock"));
    }

    void a_sealed_checkpoint_names_every_part_with_size_and_hash() {
        const auto folder = temporary();
        seal(folder.path());
        const auto seal = read_seal(folder.path(), true);
        QVERIFY(seal);
        QCOMPARE(seal->files.size(), size_t{2});
        QCOMPARE(seal->files[0].name, std::string("adapter_model.safetensors"));
        QCOMPARE(seal->files[0].size_bytes, uint64_t{7});
        QCOMPARE(seal->files[0].sha256, sha256_hex("weights"));
    }

    void a_checkpoint_changed_cut_or_robbed_of_a_part_is_refused() {
        const std::vector<std::function<void(const fs::path&)>> damages = {
            [](const fs::path& file) { QVERIFY(write_file_atomic(file, "weighty")); },
            [](const fs::path& file) { fs::resize_file(file, 3); },
            [](const fs::path& file) { fs::remove(file); },
        };
        for (const auto& damage : damages) {
            const auto folder = temporary();
            seal(folder.path());
            damage(folder.path() / "adapter_model.safetensors");
            const auto read = read_seal(folder.path(), true);
            QVERIFY(!read);
            QVERIFY(read.error().where.find("adapter_model.safetensors") != std::string::npos);
        }
    }

    void checkpoints_are_listed_by_rising_step_and_unsealed_ones_passed_over() {
        const auto folder = temporary();
        const RunFolder run{folder.path()};
        seal(run.checkpoint(120));
        seal(run.checkpoint(8));
        seal(run.checkpoint(1'000'000));
        QVERIFY(make_folders(run.checkpoint(30)));
        QVERIFY(make_folders(run.checkpoints() / ".step-000040.part"));
        const auto found = list_checkpoints(run);
        QCOMPARE(found.size(), size_t{3});
        QCOMPARE(found[0].first, int64_t{8});
        QCOMPARE(found[1].first, int64_t{120});
        QCOMPARE(found[2].first, int64_t{1'000'000});
        QVERIFY(!read_seal(run.checkpoint(30), false));
    }

    void who_works_on_a_run_is_read_back() {
        const auto folder = temporary();
        WorkerInfo info;
        info.process_id = 123;
        info.process_start_ticks = 456;
        info.host = "here";
        info.device = "cpu";
        info.versions = {{"lora-worker", "0.1.0"}};
        QVERIFY(write_file_atomic(folder.path() / "worker.json", to_pretty_text(to_json(info))));
        const auto again = read_worker_info(folder.path() / "worker.json");
        QVERIFY(again);
        QCOMPARE(to_text(to_json(*again)), to_text(to_json(info)));
    }
};

LORA_TEST_MAIN(TestRunFolder)
#include "test_run_folder.moc"
