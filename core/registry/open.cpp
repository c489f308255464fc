// SPDX-License-Identifier: Apache-2.0
// Opening the index: what is ours and sound is migrated, what is not is refused untouched.
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <chrono>
#include <thread>

#include "core/base/files.h"
#include "core/registry/database.h"
#include "core/registry/migrations.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

constexpr const char* rebuild_hint =
    "Run lora-studio --rebuild-index: it sets this file aside and makes a new index from the project folders";

/// Refuses, through a read-only connection, what must not be written to.
Status check_before_writing(const fs::path& path) {
    std::error_code code;
    if (!fs::exists(path, code) || fs::file_size(path, code) == 0) return {};
    SQLite::Database database(path.string(), SQLite::OPEN_READONLY, registry_busy_timeout_ms);
    // One moment for all questions: between two, another window may turn an empty file into an index.
    const SQLite::Transaction moment(database);
    const int version = schema_version(database);
    const int application = database.execAndGet("PRAGMA application_id").getInt();
    const int objects = database.execAndGet("SELECT count(*) FROM sqlite_master").getInt();
    if (application != registry_application_id && (version != 0 || objects != 0)) {
        return bad_input("This SQLite database is not LoRA Studio's index", path.string(),
                         "Choose another place for the index; this file was left as it is");
    }
    if (version > newest_schema_version()) {
        return bad_input("The index was written by a newer LoRA Studio (schema " + std::to_string(version) +
                             "; this program knows up to " + std::to_string(newest_schema_version()) + ")",
                         path.string(), "Update LoRA Studio; the index was left as it is");
    }
    const std::string check = database.execAndGet("PRAGMA quick_check(1)").getString();
    // The last line is what is wrong; one before it only names the database.
    if (check != "ok")
        return bad_input("The index is damaged: " + check.substr(check.rfind('\n') + 1), path.string(), rebuild_hint);
    return {};
}

/// Readers and one writer side by side. Two processes that open a new database at once both want this change,
/// for which SQLite does not wait as it does for locks, so the later one tries again.
void use_write_ahead_log(SQLite::Database& connection) {
    const auto give_up =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(registry_busy_timeout_ms);
    for (;;) {
        try {
            connection.execAndGet("PRAGMA journal_mode = WAL");
            return;
        } catch (const SQLite::Exception& exception) {
            if (exception.getErrorCode() != SQLITE_BUSY || std::chrono::steady_clock::now() > give_up) throw;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
}

/// What is said of a step that could not be done. A full disk or a lock is no fault of the old index; anything else
/// means that it is not what its version says, and the folders know better.
Error migration_error(const SQLite::Exception& exception, const fs::path& path) {
    const Error usual = sqlite_error(exception, path);
    if (usual.code != ErrorCode::bug) return usual;
    return bad_input(std::string("The index of an older LoRA Studio could not be brought up to date and was left as it was: ") +
                         exception.what(),
                     path.string(), rebuild_hint);
}

}  // namespace

Error sqlite_error(const SQLite::Exception& exception, const fs::path& database) {
    const std::string where = database.string();
    switch (exception.getErrorCode()) {
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            return bad_input(std::string("The index is damaged: ") + exception.what(), where, rebuild_hint);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return bad_input("Another program has kept the index locked for too long", where,
                             "Close other windows of LoRA Studio and try again");
        case SQLITE_FULL:
            return no_resources("The disk is full: the index could not be written", where,
                                "Free some space and try again");
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return bad_input(std::string("The index cannot be opened for writing: ") + exception.what(),
                             where, "Check that you may write to this folder");
        case SQLITE_CONSTRAINT:
            return bad_input(std::string("The index does not know what this belongs to: ") + exception.what(),
                             where, "Another window may have removed the project; open it again");
        case SQLITE_IOERR:
            return no_resources(std::string("The index could not be read or written: ") + exception.what(),
                                where, "Check the disk and its free space");
        default:
            return bug(std::string("SQLite refused a statement: ") + exception.what(), where);
    }
}

std::vector<fs::path> known_projects(const fs::path& path) {
    std::vector<fs::path> folders;
    try {
        SQLite::Database database(path.string(), SQLite::OPEN_READONLY, registry_busy_timeout_ms);
        SQLite::Statement rows(database, "SELECT path FROM projects ORDER BY id");
        while (rows.executeStep())
            folders.push_back(rows.getColumn(0).getString());
    } catch (const SQLite::Exception&) {
        // None, or those before the damage: the caller looks into the usual folder besides.
    }
    return folders;
}

Registry::Registry() = default;
Registry::~Registry() = default;

Result<std::unique_ptr<Registry>> Registry::open(const fs::path& path) {
    if (path.has_parent_path()) {
        if (auto made = make_folders(path.parent_path()); !made) return made.error();
    }
    try {
        if (auto checked = check_before_writing(path); !checked) return checked.error();
        std::unique_ptr<Registry> registry(new Registry);
        registry->database_.reset(
            new Database{path,
                         SQLite::Database(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                                          registry_busy_timeout_ms),
                         {}});
        auto& connection = registry->database_->connection;
        use_write_ahead_log(connection);
        connection.exec("PRAGMA foreign_keys = ON");
        // In WAL mode a power cut may lose the last change, never the file; folders can tell it again.
        connection.exec("PRAGMA synchronous = NORMAL");
        try {
            migrate(connection, newest_schema_version());
        } catch (const SQLite::Exception& exception) {
            return migration_error(exception, path);
        }
        return registry;
    } catch (const SQLite::Exception& exception) {
        return sqlite_error(exception, path);
    }
}

}  // namespace lora
