// SPDX-License-Identifier: Apache-2.0
// The index as one JSON document, for comparing two of them.
#include "core/registry/database.h"

namespace lora {

namespace {

Json value_of(const SQLite::Column& column) {
    if (column.isNull()) return nullptr;
    if (column.isInteger()) return column.getInt64();
    if (column.isFloat()) return column.getDouble();
    return column.getString();
}

Json rows(SQLite::Database& connection, const char* sql) {
    SQLite::Statement query(connection, sql);
    Json table = Json::array();
    while (query.executeStep()) {
        Json row = Json::object();
        for (int i = 0; i < query.getColumnCount(); ++i)
            row[query.getColumnName(i)] = value_of(query.getColumn(i));
        table.push_back(std::move(row));
    }
    return table;
}

}  // namespace

Result<Json> Registry::dump() const {
    return database_->guarded([&]() -> Result<Json> {
        auto& connection = database_->connection;
        // One reading transaction: all tables as of one moment.
        SQLite::Transaction transaction(connection);
        Json dump = Json::object();
        dump["projects"] = rows(connection, "SELECT path, name, created FROM projects ORDER BY path");
        dump["bases"] = rows(
            connection,
            "SELECT fingerprint, path, name, family, licence, parameters FROM bases ORDER BY fingerprint");
        dump["datasets"] =
            rows(connection, "SELECT sha256, path, format, examples FROM datasets ORDER BY sha256");
        dump["runs"] =
            rows(connection,
                 "SELECT projects.path AS project, runs.path, runs.name, state, runs.created, "
                 "base_fingerprint, dataset_sha256, last_loss, eval_loss, eval_loss_before, step, "
                 "total_steps FROM runs JOIN projects ON projects.id = project_id ORDER BY runs.path");
        dump["adapters"] =
            rows(connection,
                 "SELECT projects.path AS project, runs.path AS run, adapters.path, sha256, kind, "
                 "adapters.step FROM adapters JOIN projects ON projects.id = adapters.project_id "
                 "LEFT JOIN runs ON runs.id = run_id ORDER BY adapters.path");
        dump["comparisons"] = rows(connection,
                                   "SELECT projects.path AS project, body FROM comparisons "
                                   "JOIN projects ON projects.id = project_id ORDER BY projects.path, body");
        transaction.commit();
        return dump;
    });
}

}  // namespace lora
