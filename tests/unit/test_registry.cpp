// SPDX-License-Identifier: Apache-2.0
#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <thread>

#include "core/base/files.h"
#include "core/registry/registry.h"
#include "tests/support/test_main.h"

namespace lora {
namespace fs = std::filesystem;

class TestRegistry : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void a_new_index_is_write_ahead_logged_and_marked_as_ours() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto path = folder->path() / "deep" / "index.db";
        QVERIFY(Registry::open(path).ok());
        SQLite::Database connection(path.string(), SQLite::OPEN_READONLY);
        QCOMPARE(connection.execAndGet("PRAGMA journal_mode").getString(), std::string("wal"));
        QCOMPARE(connection.execAndGet("PRAGMA application_id").getInt(), 0x4c6f5261);
    }

    void a_project_is_one_row_however_its_path_is_written() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto registry = Registry::open(folder->path() / "index.db");
        const auto first = (*registry)->upsert_project(folder->path() / "bank", "Bank");
        const auto again =
            (*registry)->upsert_project(folder->path() / "x" / ".." / "bank" / "", "Bank renamed");
        QVERIFY(first.ok() && again.ok());
        QCOMPARE(again->id, first->id);
        QCOMPARE(again->name, std::string("Bank renamed"));
        QCOMPARE(again->created, first->created);
    }

    void the_project_opened_last_comes_first() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto registry = Registry::open(folder->path() / "index.db");
        const auto one = (*registry)->upsert_project(folder->path() / "one", "One");
        const auto two = (*registry)->upsert_project(folder->path() / "two", "Two");
        QCOMPARE((*registry)->recent_projects(1)->front().id, two->id);
        // Times are kept in milliseconds.
        QTest::qSleep(2);
        QVERIFY((*registry)->touch_project(one->id).ok());
        QCOMPARE((*registry)->recent_projects(1)->front().id, one->id);
        QVERIFY((*registry)->forget_project(one->id).ok());
        QCOMPARE((*registry)->recent_projects(10)->size(), size_t(1));
    }

    void a_base_is_known_by_its_fingerprint_wherever_it_lies() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto registry = Registry::open(folder->path() / "index.db");
        BaseRecord base{0, std::string(64, 'f'), "/models/a.gguf", "Small", "llama", "Apache-2.0", 1000};
        const auto first = (*registry)->upsert_base(base);
        base.path = "/elsewhere/b.gguf";
        QCOMPARE(*(*registry)->upsert_base(base), *first);
        const auto bases = (*registry)->bases();
        QCOMPARE(bases->size(), size_t(1));
        QCOMPARE(bases->front().path, std::string("/elsewhere/b.gguf"));
        QCOMPARE(bases->front().licence, std::string("Apache-2.0"));
    }

    void a_dataset_is_known_by_its_hash() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto registry = Registry::open(folder->path() / "index.db");
        const auto first =
            (*registry)->upsert_dataset({0, std::string(64, 'd'), "/data/a.jsonl", "messages", 200});
        const auto again =
            (*registry)->upsert_dataset({0, std::string(64, 'd'), "/data/b.jsonl", "messages", 200});
        QVERIFY(first.ok());
        QCOMPARE(*again, *first);
    }

    void a_comparison_comes_back_as_it_went_in() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto registry = Registry::open(folder->path() / "index.db");
        const auto project = (*registry)->upsert_project(folder->path() / "bank", "Bank");
        const Json body{{"created", "2026-01-31T10:00:00.000Z"},
                        {"prompt", "Où est ma carte ?"},
                        {"variants", Json::array({{{"text", "Good day"}, {"tokens_per_second", 12.5}}})}};
        QVERIFY((*registry)->add_comparison(project->id, body).ok());
        const auto kept = (*registry)->comparisons(project->id);
        QCOMPARE(kept->size(), size_t(1));
        QVERIFY(kept->front().body == body);
        QCOMPARE(kept->front().created, std::string("2026-01-31T10:00:00.000Z"));
    }

    void what_belongs_to_no_known_project_is_refused() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto registry = Registry::open(folder->path() / "index.db");
        const auto refused = (*registry)->add_comparison(77, Json::object());
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::bad_input);
        QVERIFY((*(*registry)->dump())["comparisons"].empty());
    }

    void a_damaged_index_is_refused_with_a_way_out_data() {
        QTest::addColumn<bool>("header_kept");
        QTest::addRow("not a database at all") << false;
        QTest::addRow("pages overwritten") << true;
    }
    void a_damaged_index_is_refused_with_a_way_out() {
        QFETCH(bool, header_kept);
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto path = folder->path() / "index.db";
        {
            const auto registry = Registry::open(path);
            for (int i = 0; i < 50; ++i)
                QVERIFY((*registry)->upsert_project(folder->path() / std::to_string(i), "Project").ok());
        }
        std::string bytes = *read_file(path);
        const size_t from = header_kept ? 4096 : 0;
        bytes.replace(from, bytes.size() - from, bytes.size() - from, 'x');
        QVERIFY(write_file_atomic(path, bytes).ok());
        const auto registry = Registry::open(path);
        QVERIFY(!registry.ok());
        QCOMPARE(registry.error().code, ErrorCode::bad_input);
        QVERIFY(registry.error().hint.find("--rebuild-index") != std::string::npos);
        QVERIFY2(registry.error().what.find('\n') == std::string::npos, registry.error().what.c_str());
        QVERIFY(*read_file(path) == bytes);
    }

    void a_database_of_another_program_is_left_alone() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto path = folder->path() / "addresses.db";
        {
            SQLite::Database other(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            other.exec("CREATE TABLE addresses (name TEXT)");
        }
        const auto before = read_file(path);
        const auto registry = Registry::open(path);
        QVERIFY(!registry.ok());
        QVERIFY(registry.error().what.find("not LoRA Studio's index") != std::string::npos);
        QVERIFY(*read_file(path) == *before);
    }

    void windows_that_write_at_once_wait_for_each_other() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto path = folder->path() / "index.db";
        // Connections of their own, as separate processes have them; the first opening races too.
        std::vector<std::string> errors(4);
        std::vector<std::thread> windows;
        for (size_t window = 0; window < errors.size(); ++window) {
            windows.emplace_back([&, window] {
                const auto registry = Registry::open(path);
                if (!registry) {
                    errors[window] = registry.error().text();
                    return;
                }
                for (int i = 0; i < 25; ++i) {
                    const auto name = std::to_string(window) + "-" + std::to_string(i);
                    const auto project = (*registry)->upsert_project(folder->path() / name, name);
                    if (!project)
                        errors[window] = project.error().text();
                    else if (const auto added = (*registry)->add_comparison(project->id, {{"prompt", name}});
                             !added)
                        errors[window] = added.error().text();
                }
            });
        }
        for (auto& window : windows)
            window.join();
        for (const auto& error : errors)
            QCOMPARE(QString::fromStdString(error), QString());
        const auto registry = Registry::open(path);
        QCOMPARE((*registry)->recent_projects(1000)->size(), size_t(100));
        QCOMPARE((*(*registry)->dump())["comparisons"].size(), size_t(100));
    }

    void one_registry_serves_several_threads() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto registry = Registry::open(folder->path() / "index.db");
        std::vector<int> failures(4);
        std::vector<std::thread> threads;
        for (size_t thread = 0; thread < failures.size(); ++thread) {
            threads.emplace_back([&, thread] {
                for (int i = 0; i < 25; ++i) {
                    const auto name = std::to_string(thread) + "-" + std::to_string(i);
                    if (!(*registry)->upsert_project(folder->path() / name, name)) ++failures[thread];
                    if (!(*registry)->recent_projects(5)) ++failures[thread];
                }
            });
        }
        for (auto& thread : threads)
            thread.join();
        for (const int count : failures)
            QCOMPARE(count, 0);
        QCOMPARE((*registry)->recent_projects(1000)->size(), size_t(100));
    }
};

}  // namespace lora

using lora::TestRegistry;
LORA_TEST_MAIN(TestRegistry)
#include "test_registry.moc"
