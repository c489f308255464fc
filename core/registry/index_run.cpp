// SPDX-License-Identifier: Apache-2.0
// Writes what a run's folder says into the index.
#include "core/registry/database.h"
#include "core/registry/run_facts.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

void bind_text_or_null(SQLite::Statement& statement, int at, const std::string& text) {
    if (text.empty())
        statement.bind(at);
    else
        statement.bind(at, text);
}

void bind_number_or_null(SQLite::Statement& statement, int at, const std::optional<double>& number) {
    if (number)
        statement.bind(at, *number);
    else
        statement.bind(at);
}

int64_t write_run(SQLite::Database& connection, int64_t project_id, const RunRecord& run) {
    SQLite::Statement insert(
        connection,
        "INSERT INTO runs (project_id, path, name, state, created, base_fingerprint, dataset_sha256, "
        "last_loss, "
        "eval_loss, eval_loss_before, step, total_steps) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (path) DO UPDATE SET project_id = excluded.project_id, name = excluded.name, "
        "state = excluded.state, created = excluded.created, base_fingerprint = excluded.base_fingerprint, "
        "dataset_sha256 = excluded.dataset_sha256, last_loss = excluded.last_loss, eval_loss = "
        "excluded.eval_loss, "
        "eval_loss_before = excluded.eval_loss_before, step = excluded.step, total_steps = "
        "excluded.total_steps "
        "RETURNING id");
    insert.bind(1, project_id);
    insert.bind(2, run.path);
    insert.bind(3, run.name);
    insert.bind(4, run.state);
    insert.bind(5, run.created);
    bind_text_or_null(insert, 6, run.base_fingerprint);
    bind_text_or_null(insert, 7, run.dataset_sha256);
    bind_number_or_null(insert, 8, run.last_loss);
    bind_number_or_null(insert, 9, run.eval_loss);
    bind_number_or_null(insert, 10, run.eval_loss_before);
    insert.bind(11, run.step);
    insert.bind(12, run.total_steps);
    insert.executeStep();
    const int64_t id = insert.getColumn(0).getInt64();
    insert.executeStep();
    return id;
}

void write_adapters(SQLite::Database& connection, int64_t project_id, int64_t run_id,
                    const std::vector<AdapterRecord>& adapters) {
    SQLite::Statement remove(connection, "DELETE FROM adapters WHERE run_id = ? AND kind <> 'export'");
    remove.bind(1, run_id);
    remove.exec();
    SQLite::Statement insert(connection,
                             "INSERT INTO adapters (project_id, run_id, path, sha256, kind, step) "
                             "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET "
                             "project_id = excluded.project_id, run_id = excluded.run_id, "
                             "sha256 = excluded.sha256, kind = excluded.kind, step = excluded.step");
    for (const AdapterRecord& adapter : adapters) {
        insert.bind(1, project_id);
        insert.bind(2, run_id);
        insert.bind(3, adapter.path);
        insert.bind(4, adapter.sha256);
        insert.bind(5, adapter.kind);
        insert.bind(6, adapter.step);
        insert.exec();
        insert.reset();
    }
}

}  // namespace

void refer_to_base(SQLite::Database& connection, const BaseRecord& base) {
    if (base.fingerprint.empty()) return;
    SQLite::Statement insert(connection,
                             "INSERT INTO bases (fingerprint, path, name, family, licence, parameters) "
                             "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (fingerprint) DO NOTHING");
    insert.bind(1, base.fingerprint);
    insert.bind(2, base.path);
    insert.bind(3, base.name);
    insert.bind(4, base.family);
    insert.bind(5, base.licence);
    insert.bind(6, base.parameters);
    insert.exec();
}

void refer_to_dataset(SQLite::Database& connection, const DatasetRecord& dataset) {
    if (dataset.sha256.empty()) return;
    SQLite::Statement insert(connection,
                             "INSERT INTO datasets (sha256, path, format, examples) VALUES (?, ?, ?, ?) "
                             "ON CONFLICT (sha256) DO NOTHING");
    insert.bind(1, dataset.sha256);
    insert.bind(2, dataset.path);
    insert.bind(3, dataset.format);
    insert.bind(4, dataset.examples);
    insert.exec();
}

Result<RunRecord> Registry::index_run(int64_t project_id, const fs::path& run_folder) {
    auto facts = read_run_facts(run_folder);
    if (!facts) return facts.error();
    return database_->in_transaction([&]() -> Result<RunRecord> {
        refer_to_base(database_->connection, facts->base);
        refer_to_dataset(database_->connection, facts->dataset);
        facts->run.project_id = project_id;
        facts->run.id = write_run(database_->connection, project_id, facts->run);
        write_adapters(database_->connection, project_id, facts->run.id, facts->adapters);
        return facts->run;
    });
}

}  // namespace lora
