// SPDX-License-Identifier: Apache-2.0
#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

#include "core/base/files.h"
#include "core/registry/migrations.h"
#include "core/registry/registry.h"
#include "tests/support/test_main.h"

namespace lora {
namespace fs = std::filesystem;

/// A database as an older program left it, from its dump.
void load_fixture(const fs::path& database, int version) {
    const auto sql =
        read_file(fs::path(LORA_GOLDEN_DIR) / "registry" / ("schema_" + std::to_string(version) + ".sql"));
    QVERIFY2(sql.ok(), sql ? "" : sql.error().text().c_str());
    SQLite::Database connection(database.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    connection.exec(*sql);
}

/// The statements that made every table and index.
std::vector<std::string> schema_of(SQLite::Database& database) {
    SQLite::Statement query(database,
                            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name");
    std::vector<std::string> statements;
    while (query.executeStep())
        statements.push_back(query.getColumn(0).getString());
    return statements;
}

class TestRegistryMigrations : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void every_schema_ever_released_keeps_a_fixture() {
        for (int version = 1; version <= newest_schema_version(); ++version) {
            const auto name = "schema_" + std::to_string(version) + ".sql";
            QVERIFY2(fs::exists(fs::path(LORA_GOLDEN_DIR) / "registry" / name), name.c_str());
        }
    }

    void each_schema_becomes_the_next_one_data() {
        QTest::addColumn<int>("version");
        for (int version = 1; version < newest_schema_version(); ++version)
            QTest::addRow("schema %d", version) << version;
    }
    void each_schema_becomes_the_next_one() {
        QFETCH(int, version);
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        load_fixture(folder->path() / "old.db", version);
        load_fixture(folder->path() / "next.db", version + 1);
        SQLite::Database migrated((folder->path() / "old.db").string(), SQLite::OPEN_READWRITE);
        SQLite::Database next((folder->path() / "next.db").string(), SQLite::OPEN_READWRITE);
        migrate(migrated, version + 1);
        QCOMPARE(schema_version(migrated), version + 1);
        QVERIFY(schema_of(migrated) == schema_of(next));
        QCOMPARE(migrated.execAndGet("SELECT count(*) FROM runs").getInt(), 2);
        QVERIFY(!SQLite::Statement(migrated, "PRAGMA foreign_key_check").executeStep());
    }

    void a_new_index_has_the_newest_released_schema() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        load_fixture(folder->path() / "released.db", newest_schema_version());
        SQLite::Database fresh(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        migrate(fresh, newest_schema_version());
        SQLite::Database released((folder->path() / "released.db").string(), SQLite::OPEN_READONLY);
        QVERIFY(schema_of(fresh) == schema_of(released));
    }

    void opening_an_old_index_keeps_what_it_holds_data() {
        QTest::addColumn<int>("version");
        for (int version = 1; version <= newest_schema_version(); ++version)
            QTest::addRow("schema %d", version) << version;
    }
    void opening_an_old_index_keeps_what_it_holds() {
        QFETCH(int, version);
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto path = folder->path() / "index.db";
        load_fixture(path, version);
        const auto registry = Registry::open(path);
        QVERIFY2(registry.ok(), registry ? "" : registry.error().text().c_str());
        const auto projects = (*registry)->recent_projects(10);
        QVERIFY(projects.ok());
        QCOMPARE(projects->size(), size_t(2));
        QCOMPARE(projects->front().name, std::string("Poems – été"));
        const auto runs = (*registry)->runs(1);
        QVERIFY(runs.ok());
        QCOMPARE(runs->size(), size_t(1));
        QCOMPARE(runs->front().eval_loss.value_or(0), 1.5);
        QCOMPARE((*registry)->bases()->front().parameters, int64_t(134515008));
        QCOMPARE((*registry)->adapters(1)->size(), size_t(version >= 2 ? 1 : 0));
        QCOMPARE((*registry)->comparisons(1)->size(), size_t(version >= 3 ? 1 : 0));
    }

    void an_index_of_a_newer_program_is_refused_and_left_as_it_is() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto path = folder->path() / "index.db";
        load_fixture(path, newest_schema_version());
        {
            SQLite::Database connection(path.string(), SQLite::OPEN_READWRITE);
            connection.exec("PRAGMA user_version = " + std::to_string(newest_schema_version() + 1));
        }
        const auto before = read_file(path);
        const auto registry = Registry::open(path);
        QVERIFY(!registry.ok());
        QCOMPARE(registry.error().code, ErrorCode::bad_input);
        QVERIFY(registry.error().what.find("newer LoRA Studio") != std::string::npos);
        QVERIFY(*read_file(path) == *before);
    }

    void a_migration_that_fails_leaves_the_old_schema() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto path = folder->path() / "index.db";
        load_fixture(path, 1);
        SQLite::Database connection(path.string(), SQLite::OPEN_READWRITE);
        // The last step finds its place taken; the steps before it must not stay.
        connection.exec("CREATE TABLE comparisons (other TEXT)");
        QVERIFY_THROWS_EXCEPTION(SQLite::Exception, migrate(connection, newest_schema_version()));
        QCOMPARE(schema_version(connection), 1);
        QVERIFY(!connection.tableExists("adapters"));
    }

    void an_index_that_cannot_be_brought_up_to_date_is_refused_with_a_way_out_and_not_a_byte_of_it_changes() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto path = folder->path() / "index.db";
        load_fixture(path, 1);
        {
            SQLite::Database connection(path.string(), SQLite::OPEN_READWRITE);
            connection.execAndGet("PRAGMA journal_mode = WAL");  // as every release left it
            connection.exec("CREATE TABLE comparisons (other TEXT)");
        }
        const auto before = read_file(path);
        const auto registry = Registry::open(path);
        QVERIFY(!registry.ok());
        QCOMPARE(registry.error().code, ErrorCode::bad_input);
        QVERIFY2(registry.error().what.find("could not be brought up to date and was left as it was") != std::string::npos,
                 registry.error().text().c_str());
        QVERIFY(registry.error().hint.find("lora-studio --rebuild-index") != std::string::npos);
        QVERIFY(*read_file(path) == *before);
        QVERIFY(!fs::exists(path.string() + "-wal"));
        QCOMPARE(known_projects(path).size(), size_t(2));
        QVERIFY(known_projects(folder->path() / "no.db").empty());
        QVERIFY2(rebuild_index(path, {}).ok(), "a new index is made beside it");
        QVERIFY(Registry::open(path).ok());
        int aside = 0;
        for (const auto& entry : fs::directory_iterator(folder->path()))
            aside += *read_file(entry.path()) == *before;
        QCOMPARE(aside, 1);
    }
};

}  // namespace lora

using lora::TestRegistryMigrations;
LORA_TEST_MAIN(TestRegistryMigrations)
#include "test_registry_migrations.moc"
