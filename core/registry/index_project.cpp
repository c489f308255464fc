// SPDX-License-Identifier: Apache-2.0
// Indexing a project from its folder alone, and the whole index from folders.
#include <algorithm>
#include <set>

#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/log.h"
#include "core/base/sha256.h"
#include "core/contract/events.h"
#include "core/registry/database.h"
#include "core/registry/run_facts.h"
#include "core/registry/source_facts.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

constexpr int project_format = 1;

/// project.json; the draft of the next run may be half filled in, so it is read field by field.
struct ProjectDocument {
    std::string name, created;
    BaseSpec base;
    DataSpec data;
};

void read_draft(const Json& draft, ProjectDocument& project) {
    const auto text = [&draft](const char* part, const char* key) -> std::string {
        const auto section = draft.find(part);
        if (section == draft.end() || !section->is_object()) return {};
        const auto value = section->find(key);
        return value != section->end() && value->is_string() ? value->get<std::string>() : std::string();
    };
    project.base.fingerprint = text("base", "fingerprint");
    project.base.path = text("base", "path");
    project.data.sha256 = text("data", "sha256");
    const auto at = [&draft](const char* where) {
        const Json::json_pointer pointer(where);
        return draft.contains(pointer) ? draft.at(pointer) : Json();
    };
    const auto texts = [](const Json& json, auto take) {
        for (const auto& item : json.items())
            if (item.value().is_string()) take(item.key(), item.value().get<std::string>());
    };
    if (const Json paths = at("/data/paths"); paths.is_array())
        texts(paths,
              [&](const std::string&, std::string path) { project.data.paths.push_back(std::move(path)); });
    if (const Json format = at("/data/mapping/format"); format.is_string())
        project.data.mapping.format = format.get<std::string>();
    if (const Json columns = at("/data/mapping/columns"); columns.is_object())
        texts(columns, [&](const std::string& role, std::string column) {
            project.data.mapping.columns[role] = std::move(column);
        });
    if (const Json skip = at("/data/skip_broken_rows"); skip.is_boolean())
        project.data.skip_broken_rows = skip.get<bool>();
}

Result<ProjectDocument> read_project(const fs::path& folder) {
    const fs::path file = folder / "project.json";
    auto json = read_json_file(file);
    if (!json) return json.error();
    FieldReader fields(*json, file.string());
    ProjectDocument project;
    int format = 0;
    fields.require("format");
    fields.integer("format", format, 1, std::numeric_limits<int>::max());
    fields.text("name", project.name);
    fields.text("created", project.created);
    const Json* draft = fields.object("draft");
    if (!fields.ok()) return fields.status().error();
    if (format > project_format) {
        return bad_input(
            "This project was written by a newer LoRA Studio (format " + std::to_string(format) + ")",
            file.string(), "Update LoRA Studio");
    }
    if (draft) read_draft(*draft, project);
    return project;
}

std::vector<fs::path> folders_in(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code code;
    for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
        std::error_code ignored;
        if (at->is_directory(ignored)) found.push_back(at->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// Whole objects of comparisons.jsonl as compact text, in order.
Result<std::vector<Json>> read_comparisons(const fs::path& file) {
    JsonLinesFollower follower(file);
    std::vector<Json> bodies;
    for (;;) {
        auto batch = follower.read_new();
        if (!batch) return batch.error();
        if (batch->lines.empty()) break;
        for (Json& line : batch->lines)
            bodies.push_back(std::move(line));
    }
    if (follower.broken_lines() > 0) {
        log_warning(std::to_string(follower.broken_lines()) + " broken lines were passed over (" +
                    file.string() + ")");
    }
    return bodies;
}

struct Export {
    std::string path, sha256;
};

Result<std::vector<Export>> read_exports(const fs::path& folder) {
    std::vector<Export> exports;
    for (const auto& one : folders_in(folder)) {
        std::error_code code;
        if (!fs::is_regular_file(one / adapter_weights_file, code)) continue;
        auto hash = sha256_file(one / adapter_weights_file);
        if (!hash) return hash.error();
        exports.push_back({registry_path(one), *hash});
    }
    return exports;
}

int64_t write_project(SQLite::Database& connection, const std::string& path, const ProjectDocument& project) {
    // The folder says the name and the birth; when it was last opened only the index knows, and keeps.
    SQLite::Statement insert(
        connection,
        "INSERT INTO projects (path, name, created, last_opened) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (path) DO UPDATE SET name = excluded.name, created = excluded.created "
        "RETURNING id");
    insert.bind(1, path);
    insert.bind(2, project.name.empty() ? fs::path(path).filename().string() : project.name);
    insert.bind(3, project.created);
    insert.bind(4, project.created);
    insert.executeStep();
    const int64_t id = insert.getColumn(0).getInt64();
    insert.executeStep();
    return id;
}

/// Drops every run of the project whose folder was not seen.
void forget_other_runs(SQLite::Database& connection, int64_t project_id, const std::set<std::string>& seen) {
    SQLite::Statement query(connection, "SELECT path FROM runs WHERE project_id = ?");
    query.bind(1, project_id);
    std::vector<std::string> gone;
    while (query.executeStep()) {
        if (const auto path = query.getColumn(0).getString(); !seen.contains(path)) gone.push_back(path);
    }
    for (const auto& path : gone)
        remove_run(connection, path);
}

void write_comparisons(SQLite::Database& connection, int64_t project_id, const std::vector<Json>& bodies) {
    SQLite::Statement remove(connection, "DELETE FROM comparisons WHERE project_id = ?");
    remove.bind(1, project_id);
    remove.exec();
    SQLite::Statement insert(connection,
                             "INSERT INTO comparisons (project_id, created, body) VALUES (?, ?, ?)");
    for (const Json& body : bodies) {
        insert.bind(1, project_id);
        const auto created = body.is_object() ? body.find("created") : body.end();
        insert.bind(
            2, created != body.end() && created->is_string() ? created->get<std::string>() : std::string());
        insert.bind(3, to_text(body));
        insert.exec();
        insert.reset();
    }
}

/// An export's weights name the run they came from: the first adapter with the same hash.
void write_exports(SQLite::Database& connection, int64_t project_id, const std::vector<Export>& exports) {
    SQLite::Statement remove(connection, "DELETE FROM adapters WHERE project_id = ? AND kind = 'export'");
    remove.bind(1, project_id);
    remove.exec();
    SQLite::Statement insert(
        connection,
        "INSERT INTO adapters (project_id, run_id, path, sha256, kind, step) VALUES (?1, "
        "(SELECT run_id FROM adapters WHERE sha256 = ?3 AND kind <> 'export' ORDER BY path LIMIT 1), ?2, ?3, "
        "'export', "
        "coalesce((SELECT step FROM adapters WHERE sha256 = ?3 AND kind <> 'export' ORDER BY path LIMIT 1), "
        "0))");
    for (const auto& one : exports) {
        insert.bind(1, project_id);
        insert.bind(2, one.path);
        insert.bind(3, one.sha256);
        insert.exec();
        insert.reset();
    }
}

}  // namespace

Status Registry::describe_sources(const Sources& sources) {
    // What the window found out stays; reading models and data is for rows that nobody described yet.
    const auto wanted = database_->guarded([&]() -> Result<Sources> {
        Sources wanted = sources;
        SQLite::Statement bases(database_->connection, "SELECT fingerprint FROM bases WHERE family <> ''");
        while (bases.executeStep())
            wanted.bases.erase(bases.getColumn(0).getString());
        SQLite::Statement datasets(database_->connection, "SELECT sha256 FROM datasets WHERE examples > 0");
        while (datasets.executeStep())
            wanted.datasets.erase(datasets.getColumn(0).getString());
        return wanted;
    });
    if (!wanted) return wanted.error();
    for (const auto& [fingerprint, base] : wanted->bases)
        if (auto stored = upsert_base(base_facts(base)); !stored) return stored.error();
    for (const auto& [sha256, data] : wanted->datasets)
        if (auto stored = upsert_dataset(dataset_facts(data)); !stored) return stored.error();
    return {};
}

Status Registry::index_project(const fs::path& project_folder) {
    auto project = read_project(project_folder);
    if (!project) return project.error();
    auto comparisons = read_comparisons(project_folder / "comparisons.jsonl");
    if (!comparisons) return comparisons.error();
    auto exports = read_exports(project_folder / "exports");
    if (!exports) return exports.error();

    const auto id = database_->in_transaction([&]() -> Result<int64_t> {
        return write_project(database_->connection, registry_path(project_folder), *project);
    });
    if (!id) return id.error();

    Sources sources;
    std::set<std::string> seen;
    for (const auto& folder : folders_in(project_folder / "runs")) {
        std::error_code code;
        if (!fs::exists(folder / "spec.json", code)) continue;
        seen.insert(registry_path(folder));
        // One run that cannot be read must not hide the others.
        if (auto run = index_run(*id, folder); !run) {
            if (!fs::exists(folder / "spec.json", code)) {  // taken away while it was read
                seen.erase(registry_path(folder));
                continue;
            }
            log_warning("A run was not indexed: " + run.error().text());
        } else if (const auto spec = read_run_spec(folder / "spec.json")) {
            sources.add(spec->base, spec->data);
        }
    }
    sources.add(project->base, project->data);
    if (auto described = describe_sources(sources); !described) return described;
    return database_->in_transaction([&]() -> Status {
        forget_other_runs(database_->connection, *id, seen);
        write_comparisons(database_->connection, *id, *comparisons);
        write_exports(database_->connection, *id, *exports);
        return {};
    });
}

namespace {

/// Moves a database with the files SQLite keeps beside it to a name of their own. Nothing is deleted.
Status set_aside(const fs::path& database) {
    std::error_code code;
    if (!fs::exists(database, code)) return {};
    std::string stamp = now_iso8601();
    std::replace(stamp.begin(), stamp.end(), ':', '-');
    fs::path aside = database.string() + ".before-" + stamp;
    for (int i = 2; fs::exists(aside, code); ++i) {
        aside = database.string() + ".before-" + stamp + "-" + std::to_string(i);
    }
    for (const char* suffix : {"", "-wal", "-shm"}) {
        const fs::path from = database.string() + suffix;
        if (!fs::exists(from, code)) continue;
        fs::rename(from, aside.string() + suffix, code);
        if (code) return system_error(code.value(), "setting the old index aside", from);
    }
    return {};
}

Result<int> index_folders(const fs::path& database, const std::vector<fs::path>& project_folders) {
    auto registry = Registry::open(database);
    if (!registry) return registry.error();
    std::set<std::string> done;
    for (const auto& folder : project_folders) {
        if (!done.insert(registry_path(folder)).second) continue;
        if (auto indexed = (*registry)->index_project(folder); !indexed) {
            log_warning("A project was not indexed: " + indexed.error().text());
            done.erase(registry_path(folder));
        }
    }
    return static_cast<int>(done.size());
}

}  // namespace

Result<int> rebuild_index(const fs::path& database, const std::vector<fs::path>& project_folders) {
    // Made beside and renamed: another window sees the old index or the new one, never a half. One rebuild at
    // a time.
    if (database.has_parent_path()) {
        if (auto made = make_folders(database.parent_path()); !made) return made.error();
    }
    auto lock = FileLock::lock(database.string() + ".rebuild-lock");
    if (!lock) return lock.error();
    const fs::path beside = database.string() + ".new";
    std::error_code code;
    for (const char* suffix : {"", "-wal", "-shm"})
        fs::remove(beside.string() + suffix, code);
    auto count = index_folders(beside, project_folders);
    if (!count) return count.error();
    if (auto moved = set_aside(database); !moved) return moved.error();
    fs::rename(beside, database, code);
    if (code) return system_error(code.value(), "putting the new index in place", database);
    if (auto synced = sync_path(database.has_parent_path() ? database.parent_path() : fs::path(".")); !synced)
        return synced.error();
    return *count;
}

}  // namespace lora
