// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/basemodel/base_model.h"
#include "core/contract/events.h"
#include "core/contract/run_folder.h"
#include "core/data/dataset.h"
#include "core/registry/registry.h"
#include "tests/support/test_main.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

const std::string base_fingerprint(64, 'f');
const std::string dataset_sha256(64, 'd');

void check(const Status& status) {
    QVERIFY2(status.ok(), status ? "" : status.error().text().c_str());
}

RunSpec spec_named(const std::string& name) {
    RunSpec spec;
    spec.name = name;
    spec.base = {"/models/small.gguf", base_fingerprint};
    spec.data.paths = {"/data/support.jsonl"};
    spec.data.sha256 = dataset_sha256;
    spec.data.mapping.format = "messages";
    return spec;
}

/// A checkpoint or export with weights of its own.
void write_adapter(const fs::path& folder, const std::string& weights) {
    check(make_folders(folder));
    check(write_file_atomic(folder / "adapter_model.safetensors", weights));
    check(write_file_atomic(folder / "adapter_config.json", "{}\n"));
}

void write_checkpoint(const RunFolder& run, int64_t step, const std::string& weights) {
    write_adapter(run.checkpoint(step), weights);
    QVERIFY(seal_checkpoint(run.checkpoint(step)).ok());
}

void write_finished_run(const fs::path& folder) {
    const auto run = RunFolder::create(folder, spec_named("Finished"));
    QVERIFY(run.ok());
    auto events = EventWriter::open(run->events());
    QVERIFY(events.ok());
    EventWriter& writer = **events;
    check(writer.append("run_started", {{"resumed", false},
                                        {"step", 0},
                                        {"total_steps", 3},
                                        {"examples", 180},
                                        {"eval_examples", 20},
                                        {"refused", 1},
                                        {"weights_sha256", base_fingerprint}}));
    check(writer.append("evaluation", {{"step", 0}, {"loss", 3.5}}));
    for (int step = 1; step <= 3; ++step)
        check(writer.append("step", {{"step", step}, {"loss", 3.0 - step * 0.5}}));
    check(writer.append("evaluation", {{"step", 3}, {"loss", 1.75}}));
    write_checkpoint(*run, 2, "weights of step 2");
    write_checkpoint(*run, 3, "weights of step 3");
    // Torn while it was written: not a checkpoint.
    write_adapter(run->checkpoint(4), "half");
    write_adapter(run->result(), "weights of step 3");
    check(writer.append("run_finished", {{"step", 3},
                                         {"loss", 1.5},
                                         {"eval_loss", 1.75},
                                         {"eval_loss_before", 3.5},
                                         {"adapter", "result"},
                                         {"adapter_sha256", sha256_hex("weights of step 3")}}));
}

void write_interrupted_run(const fs::path& folder) {
    const auto run = RunFolder::create(folder, spec_named(""));
    QVERIFY(run.ok());
    auto events = EventWriter::open(run->events());
    QVERIFY(events.ok());
    check((*events)->append("run_started", {{"step", 0}, {"total_steps", 9}}));
    check((*events)->append("step", {{"step", 1}, {"loss", 2.5}}));
    // What a worker leaves that died while it wrote.
    check(append_to_file(run->events(), "{\"v\":1,\"seq\":3,\"ti", false));
}

/// A project with a finished and an interrupted run, an export, and two comparisons.
void write_project(const fs::path& folder) {
    check(make_folders(folder / "runs"));
    const Json draft{{"base", {{"path", "/models/other.gguf"}, {"fingerprint", std::string(64, 'e')}}}};
    check(write_file_atomic(folder / "project.json", to_pretty_text({{"format", 1},
                                                                     {"name", "Bank support"},
                                                                     {"created", "2026-01-31T09:00:00.000Z"},
                                                                     {"draft", draft}})));
    write_finished_run(folder / "runs" / "first");
    write_interrupted_run(folder / "runs" / "second");
    write_adapter(folder / "exports" / "shared", "weights of step 3");
    check(write_file_atomic(folder / "comparisons.jsonl",
                            "{\"created\":\"2026-01-31T10:00:00.000Z\",\"prompt\":\"My card is lost\"}\n"
                            "{\"created\":\"2026-01-31T10:01:00.000Z\",\"prompt\":\"Can I pay abroad?\"}\n"));
}

}  // namespace

class TestRegistryRebuild : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void a_project_folder_tells_the_index_everything() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        write_project(folder->path() / "bank");
        const auto registry = Registry::open(folder->path() / "index.db");
        QVERIFY(registry.ok());
        check((*registry)->index_project(folder->path() / "bank"));

        const auto projects = (*registry)->recent_projects(5);
        QCOMPARE(projects->size(), size_t(1));
        QCOMPARE(projects->front().name, std::string("Bank support"));
        QCOMPARE(projects->front().created, std::string("2026-01-31T09:00:00.000Z"));

        const auto runs = (*registry)->runs(projects->front().id);
        QVERIFY(runs.ok());
        QCOMPARE(runs->size(), size_t(2));
        const RunRecord& finished = runs->at(0);
        QCOMPARE(finished.name, std::string("Finished"));
        QCOMPARE(finished.state, std::string("finished"));
        QCOMPARE(finished.step, int64_t(3));
        QCOMPARE(finished.total_steps, int64_t(3));
        QCOMPARE(finished.last_loss.value_or(0), 1.5);
        QCOMPARE(finished.eval_loss.value_or(0), 1.75);
        QCOMPARE(finished.eval_loss_before.value_or(0), 3.5);
        QCOMPARE(finished.base_fingerprint, base_fingerprint);
        const RunRecord& interrupted = runs->at(1);
        QCOMPARE(interrupted.name, std::string("second"));
        QCOMPARE(interrupted.state, std::string("interrupted"));
        QVERIFY(!interrupted.eval_loss.has_value());

        // Sealed checkpoints, the result, and the export whose weights are this run's.
        const auto adapters = (*registry)->adapters(finished.id);
        QCOMPARE(adapters->size(), size_t(4));
        QCOMPARE(adapters->at(0).step, int64_t(2));
        QCOMPARE(adapters->at(1).sha256, sha256_hex("weights of step 3"));
        QCOMPARE(adapters->at(2).kind, std::string("export"));
        QCOMPARE(adapters->at(3).kind, std::string("result"));

        QCOMPARE((*registry)->comparisons(projects->front().id)->size(), size_t(2));
        QCOMPARE((*registry)->bases()->size(), size_t(2));
    }

    void a_deleted_index_comes_back_equal_from_the_folders() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto database = folder->path() / "index.db";
        const std::vector<fs::path> projects{folder->path() / "bank", folder->path() / "second project é"};
        for (const auto& project : projects)
            write_project(project);
        Json before;
        {
            // As the window fills it: piece by piece.
            const auto registry = Registry::open(database);
            QVERIFY(registry.ok());
            for (const auto& project : projects) {
                const auto record = (*registry)->upsert_project(project, "Bank support");
                QVERIFY(record.ok());
                for (const char* run : {"first", "second"})
                    QVERIFY((*registry)->index_run(record->id, project / "runs" / run).ok());
                check((*registry)->index_project(project));
            }
            before = *(*registry)->dump();
        }
        QCOMPARE(before["runs"].size(), size_t(4));
        for (const char* suffix : {"", "-wal", "-shm"})
            fs::remove(database.string() + suffix);

        const auto count = rebuild_index(database, projects);
        QVERIFY2(count.ok(), count ? "" : count.error().text().c_str());
        QCOMPARE(*count, 2);
        const auto registry = Registry::open(database);
        QVERIFY(registry.ok());
        QCOMPARE(to_pretty_text(*(*registry)->dump()), to_pretty_text(before));
    }

    void what_the_window_knew_of_base_and_data_comes_back_from_their_files() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto database = folder->path() / "index.db";
        const auto project = folder->path() / "bank";
        write_project(project);
        const auto data = project / "data" / "support.jsonl";
        check(make_folders(data.parent_path()));
        check(write_file_atomic(data, "{\"prompt\":\"Hello\",\"completion\":\"Good day\"}\n"));
        const auto model = BaseModel::open(fs::path(LORA_GOLDEN_DIR) / "tiny_tied");
        QVERIFY2(model.ok(), model ? "" : model.error().text().c_str());
        const auto dataset = read_dataset({data.string()}, {}, false);
        QVERIFY2(dataset.ok(), dataset ? "" : dataset.error().text().c_str());
        RunSpec spec = spec_named("Real");
        spec.base = {(*model)->path().string(), *(*model)->fingerprint()};
        spec.data.paths = {data.string()};
        spec.data.sha256 = dataset->sha256;
        spec.data.mapping = {};
        QVERIFY(RunFolder::create(project / "runs" / "third", spec).ok());
        Json before;
        {
            // The window tells the index as it opens them.
            const auto registry = Registry::open(database);
            QVERIFY(registry.ok());
            const auto& geometry = (*model)->geometry();
            QVERIFY((*registry)
                        ->upsert_base({0, spec.base.fingerprint, spec.base.path, (*model)->name(),
                                       geometry.family, (*model)->licence(), geometry.parameters})
                        .ok());
            QVERIFY(
                (*registry)->upsert_dataset({0, dataset->sha256, data.string(), dataset->format, 1}).ok());
            check((*registry)->index_project(project));
            before = *(*registry)->dump();
        }
        QCOMPARE(*rebuild_index(database, {project}), 1);
        const auto registry = Registry::open(database);
        QVERIFY(registry.ok());
        QCOMPARE(to_pretty_text(*(*registry)->dump()), to_pretty_text(before));
        QCOMPARE(before["bases"].size(), size_t(3));
    }

    void a_rebuild_sets_the_old_index_aside_and_deletes_nothing() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto database = folder->path() / "index.db";
        check(write_file_atomic(database, "this was an index once, before the disk failed"));
        write_project(folder->path() / "bank");
        QCOMPARE(*rebuild_index(database, {folder->path() / "bank"}), 1);
        int aside = 0;
        for (const auto& entry : fs::directory_iterator(folder->path())) {
            if (entry.path().filename().string().rfind("index.db.before-", 0) != 0) continue;
            ++aside;
            QCOMPARE(*read_file(entry.path()), std::string("this was an index once, before the disk failed"));
        }
        QCOMPARE(aside, 1);
        QVERIFY(Registry::open(database).ok());
    }

    void a_project_that_cannot_be_read_does_not_hide_the_others() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        write_project(folder->path() / "bank");
        check(write_file_atomic(folder->path() / "bank" / "runs" / "second" / "spec.json", "{ broken"));
        check(make_folders(folder->path() / "newer"));
        check(write_file_atomic(folder->path() / "newer" / "project.json", "{\"format\": 99}"));
        const auto count =
            rebuild_index(folder->path() / "index.db", {folder->path() / "newer", folder->path() / "bank"});
        QCOMPARE(*count, 1);
        const auto warnings = test::WarningWatch::instance().take();
        QCOMPARE(warnings.size(), size_t(2));
        QVERIFY(warnings.at(0).find("newer LoRA Studio") != std::string::npos);
        QVERIFY(warnings.at(1).find("spec.json") != std::string::npos);
    }

    void a_comparison_that_was_torn_while_written_is_passed_over() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        write_project(folder->path() / "bank");
        check(append_to_file(folder->path() / "bank" / "comparisons.jsonl", "{\"prompt\":\"half", false));
        const auto registry = Registry::open(folder->path() / "index.db");
        check((*registry)->index_project(folder->path() / "bank"));
        QCOMPARE((*registry)->comparisons(1)->size(), size_t(2));
    }

    void a_run_whose_folder_is_gone_leaves_the_index() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto project = folder->path() / "bank";
        write_project(project);
        const auto registry = Registry::open(folder->path() / "index.db");
        check((*registry)->index_project(project));
        fs::remove_all(project / "runs" / "first");
        check((*registry)->index_project(project));
        QCOMPARE((*registry)->runs(1)->size(), size_t(1));
        // The export is still there, though nobody can say any more which run it came from.
        const Json adapters = (*(*registry)->dump())["adapters"];
        QCOMPARE(adapters.size(), size_t(1));
        QVERIFY(adapters[0]["run"].is_null());
    }

    void a_folder_without_a_project_is_refused_by_name() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto registry = Registry::open(folder->path() / "index.db");
        const auto status = (*registry)->index_project(folder->path() / "nothing");
        QVERIFY(!status.ok());
        QVERIFY(status.error().text().find("project.json") != std::string::npos);
    }
};

}  // namespace lora

using lora::TestRegistryRebuild;
LORA_TEST_MAIN(TestRegistryRebuild)
#include "test_registry_rebuild.moc"
