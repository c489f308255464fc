// SPDX-License-Identifier: Apache-2.0
#include "core/registry/migrations.h"

#include <SQLiteCpp/Transaction.h>

#include <array>
#include <string>

#include "core/registry/database.h"

namespace lora {

namespace {

// Step 1: what a project is made of. Text that is not known is empty, references that are not known are NULL.
constexpr const char* projects_bases_datasets_runs = R"sql(
CREATE TABLE projects (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created TEXT NOT NULL,
    last_opened TEXT NOT NULL
);
CREATE TABLE bases (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    family TEXT NOT NULL,
    licence TEXT NOT NULL,
    parameters INTEGER NOT NULL
);
CREATE TABLE datasets (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    format TEXT NOT NULL,
    examples INTEGER NOT NULL
);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    path TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    created TEXT NOT NULL,
    base_fingerprint TEXT REFERENCES bases (fingerprint),
    dataset_sha256 TEXT REFERENCES datasets (sha256),
    last_loss REAL,
    eval_loss REAL,
    eval_loss_before REAL,
    step INTEGER NOT NULL,
    total_steps INTEGER NOT NULL
);
CREATE INDEX runs_by_project ON runs (project_id);
)sql";

// Step 2: adapters by where they lie. An export belongs to a project, and to a run where its weights tell
// which.
constexpr const char* adapters = R"sql(
CREATE TABLE adapters (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    run_id INTEGER REFERENCES runs (id) ON DELETE CASCADE,
    path TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL,
    step INTEGER NOT NULL
);
CREATE INDEX adapters_by_run ON adapters (run_id);
CREATE INDEX adapters_by_sha256 ON adapters (sha256);
)sql";

// Step 3: comparisons, one JSON object each, as comparisons.jsonl holds them.
constexpr const char* comparisons = R"sql(
CREATE TABLE comparisons (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    created TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX comparisons_by_project ON comparisons (project_id);
)sql";

constexpr std::array steps{projects_bases_datasets_runs, adapters, comparisons};

}  // namespace

int newest_schema_version() {
    return static_cast<int>(steps.size());
}

int schema_version(SQLite::Database& database) {
    return database.execAndGet("PRAGMA user_version").getInt();
}

void migrate(SQLite::Database& database, int version) {
    if (schema_version(database) >= version) return;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    // Read again: another process may have migrated while this one waited for the lock.
    for (int done = schema_version(database); done < version; ++done) {
        database.exec(steps.at(static_cast<size_t>(done)));
        database.exec("PRAGMA user_version = " + std::to_string(done + 1));
    }
    database.exec("PRAGMA application_id = " + std::to_string(registry_application_id));
    transaction.commit();
}

}  // namespace lora
