// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry.h"

#include "core/base/clock.h"
#include "core/registry/database.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

std::optional<double> optional_number(const SQLite::Column& column) {
    if (column.isNull()) return std::nullopt;
    return column.getDouble();
}

ProjectRecord project_from(SQLite::Statement& row) {
    return {row.getColumn(0).getInt64(), row.getColumn(1).getString(), row.getColumn(2).getString(),
            row.getColumn(3).getString(), row.getColumn(4).getString()};
}

constexpr const char* project_columns = "id, path, name, created, last_opened";

/// Name and time of creation as the project's own document states them; empty where there is none yet.
ProjectRecord read_project_document(const fs::path& folder) {
    ProjectRecord project;
    std::error_code code;
    if (!fs::exists(folder / "project.json", code)) return project;
    const auto json = read_json_file(folder / "project.json");
    if (!json || !json->is_object()) return project;
    FieldReader fields(*json, "project.json");
    fields.text("name", project.name);
    fields.text("created", project.created);
    return project;
}

}  // namespace

std::string registry_path(const fs::path& path) {
    if (path.empty()) return {};
    std::error_code code;
    fs::path whole = fs::weakly_canonical(fs::absolute(path, code), code);
    if (code) whole = path.lexically_normal();
    if (!whole.has_filename() && whole.has_relative_path()) whole = whole.parent_path();
    return whole.string();
}

Result<ProjectRecord> Registry::upsert_project(const fs::path& folder, const std::string& name) {
    const ProjectRecord document = read_project_document(folder);
    const std::string now = now_iso8601();
    std::string shown = name.empty() ? document.name : name;
    if (shown.empty()) shown = fs::path(registry_path(folder)).filename().string();
    return database_->in_transaction([&]() -> Result<ProjectRecord> {
        SQLite::Statement insert(
            database_->connection,
            std::string("INSERT INTO projects (path, name, created, last_opened) VALUES (?, ?, ?, ?) "
                        "ON CONFLICT (path) DO UPDATE SET name = excluded.name RETURNING ") +
                project_columns);
        insert.bind(1, registry_path(folder));
        insert.bind(2, shown);
        insert.bind(3, document.created.empty() ? now : document.created);
        insert.bind(4, now);
        insert.executeStep();
        ProjectRecord project = project_from(insert);
        insert.executeStep();
        return project;
    });
}

Status Registry::touch_project(int64_t id) {
    return database_->in_transaction([&]() -> Status {
        SQLite::Statement update(database_->connection, "UPDATE projects SET last_opened = ? WHERE id = ?");
        update.bind(1, now_iso8601());
        update.bind(2, id);
        update.exec();
        return {};
    });
}

Status Registry::forget_project(int64_t id) {
    return database_->in_transaction([&]() -> Status {
        SQLite::Statement remove(database_->connection, "DELETE FROM projects WHERE id = ?");
        remove.bind(1, id);
        remove.exec();
        return {};
    });
}

Result<std::vector<ProjectRecord>> Registry::recent_projects(int limit) const {
    return database_->guarded([&]() -> Result<std::vector<ProjectRecord>> {
        SQLite::Statement query(database_->connection,
                                std::string("SELECT ") + project_columns +
                                    " FROM projects ORDER BY last_opened DESC, id DESC LIMIT ?");
        query.bind(1, limit);
        std::vector<ProjectRecord> projects;
        while (query.executeStep())
            projects.push_back(project_from(query));
        return projects;
    });
}

Result<int64_t> Registry::upsert_base(const BaseRecord& base) {
    if (base.fingerprint.empty())
        return bug("A base model without a fingerprint cannot be indexed", base.path);
    return database_->in_transaction([&]() -> Result<int64_t> {
        SQLite::Statement insert(
            database_->connection,
            "INSERT INTO bases (fingerprint, path, name, family, licence, parameters) VALUES (?, ?, ?, ?, ?, "
            "?) "
            "ON CONFLICT (fingerprint) DO UPDATE SET path = excluded.path, name = excluded.name, "
            "family = excluded.family, licence = excluded.licence, parameters = excluded.parameters "
            "RETURNING id");
        insert.bind(1, base.fingerprint);
        insert.bind(2, registry_path(base.path));
        insert.bind(3, base.name);
        insert.bind(4, base.family);
        insert.bind(5, base.licence);
        insert.bind(6, base.parameters);
        insert.executeStep();
        const int64_t id = insert.getColumn(0).getInt64();
        insert.executeStep();
        return id;
    });
}

Result<int64_t> Registry::upsert_dataset(const DatasetRecord& dataset) {
    if (dataset.sha256.empty()) return bug("A data set without a hash cannot be indexed", dataset.path);
    return database_->in_transaction([&]() -> Result<int64_t> {
        SQLite::Statement insert(
            database_->connection,
            "INSERT INTO datasets (sha256, path, format, examples) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (sha256) DO UPDATE SET path = excluded.path, format = excluded.format, "
            "examples = excluded.examples RETURNING id");
        insert.bind(1, dataset.sha256);
        insert.bind(2, registry_path(dataset.path));
        insert.bind(3, dataset.format);
        insert.bind(4, dataset.examples);
        insert.executeStep();
        const int64_t id = insert.getColumn(0).getInt64();
        insert.executeStep();
        return id;
    });
}

Result<std::vector<BaseRecord>> Registry::bases() const {
    return database_->guarded([&]() -> Result<std::vector<BaseRecord>> {
        SQLite::Statement query(database_->connection,
                                "SELECT id, fingerprint, path, name, family, licence, parameters FROM bases "
                                "ORDER BY name, fingerprint");
        std::vector<BaseRecord> bases;
        while (query.executeStep()) {
            bases.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(),
                             query.getColumn(2).getString(), query.getColumn(3).getString(),
                             query.getColumn(4).getString(), query.getColumn(5).getString(),
                             query.getColumn(6).getInt64()});
        }
        return bases;
    });
}

void remove_run(SQLite::Database& connection, const std::string& path) {
    // Exports outlive the run they came from.
    SQLite::Statement release(connection,
                              "UPDATE adapters SET run_id = NULL WHERE kind = 'export' AND "
                              "run_id = (SELECT id FROM runs WHERE path = ?)");
    release.bind(1, path);
    release.exec();
    SQLite::Statement remove(connection, "DELETE FROM runs WHERE path = ?");
    remove.bind(1, path);
    remove.exec();
}

Status Registry::forget_run(const fs::path& run_folder) {
    return database_->in_transaction([&]() -> Status {
        remove_run(database_->connection, registry_path(run_folder));
        return {};
    });
}

Result<std::vector<RunRecord>> Registry::runs(int64_t project_id) const {
    return database_->guarded([&]() -> Result<std::vector<RunRecord>> {
        SQLite::Statement query(
            database_->connection,
            "SELECT id, project_id, path, name, state, created, coalesce(base_fingerprint, ''), "
            "coalesce(dataset_sha256, ''), last_loss, eval_loss, eval_loss_before, step, total_steps "
            "FROM runs WHERE project_id = ? ORDER BY created, path");
        query.bind(1, project_id);
        std::vector<RunRecord> runs;
        while (query.executeStep()) {
            RunRecord run;
            run.id = query.getColumn(0).getInt64();
            run.project_id = query.getColumn(1).getInt64();
            run.path = query.getColumn(2).getString();
            run.name = query.getColumn(3).getString();
            run.state = query.getColumn(4).getString();
            run.created = query.getColumn(5).getString();
            run.base_fingerprint = query.getColumn(6).getString();
            run.dataset_sha256 = query.getColumn(7).getString();
            run.last_loss = optional_number(query.getColumn(8));
            run.eval_loss = optional_number(query.getColumn(9));
            run.eval_loss_before = optional_number(query.getColumn(10));
            run.step = query.getColumn(11).getInt64();
            run.total_steps = query.getColumn(12).getInt64();
            runs.push_back(std::move(run));
        }
        return runs;
    });
}

Result<std::vector<AdapterRecord>> Registry::adapters(int64_t run_id) const {
    return database_->guarded([&]() -> Result<std::vector<AdapterRecord>> {
        SQLite::Statement query(database_->connection,
                                "SELECT id, run_id, path, sha256, kind, step FROM adapters WHERE run_id = ? "
                                "ORDER BY kind, step, path");
        query.bind(1, run_id);
        std::vector<AdapterRecord> adapters;
        while (query.executeStep()) {
            adapters.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getInt64(),
                                query.getColumn(2).getString(), query.getColumn(3).getString(),
                                query.getColumn(4).getString(), query.getColumn(5).getInt64()});
        }
        return adapters;
    });
}

Result<int64_t> Registry::add_comparison(int64_t project_id, const Json& body) {
    const auto created = body.is_object() && body.contains("created") && body["created"].is_string()
                             ? body["created"].get<std::string>()
                             : now_iso8601();
    return database_->in_transaction([&]() -> Result<int64_t> {
        SQLite::Statement insert(
            database_->connection,
            "INSERT INTO comparisons (project_id, created, body) VALUES (?, ?, ?) RETURNING id");
        insert.bind(1, project_id);
        insert.bind(2, created);
        insert.bind(3, to_text(body));
        insert.executeStep();
        const int64_t id = insert.getColumn(0).getInt64();
        insert.executeStep();
        return id;
    });
}

Result<std::vector<ComparisonRecord>> Registry::comparisons(int64_t project_id) const {
    return database_->guarded([&]() -> Result<std::vector<ComparisonRecord>> {
        SQLite::Statement query(
            database_->connection,
            "SELECT id, project_id, created, body FROM comparisons WHERE project_id = ? ORDER BY id");
        query.bind(1, project_id);
        std::vector<ComparisonRecord> comparisons;
        while (query.executeStep()) {
            auto body =
                parse_json(query.getColumn(3).getString(), database_->path.string() + ": comparisons");
            if (!body) return body.error();
            comparisons.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getInt64(),
                                   query.getColumn(2).getString(), std::move(*body)});
        }
        return comparisons;
    });
}

}  // namespace lora
