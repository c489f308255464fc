// SPDX-License-Identifier: Apache-2.0
// The studio's index: SQLite over what lies in folders. Only this folder opens the database.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"

namespace lora {

/// A project is a folder: project.json, runs/, data/, exports/, comparisons.jsonl.
struct ProjectRecord {
    int64_t id = 0;
    std::string path, name, created, last_opened;
};
struct BaseRecord {
    int64_t id = 0;
    std::string fingerprint, path, name, family, licence;
    int64_t parameters = 0;
};
struct DatasetRecord {
    int64_t id = 0;
    std::string sha256, path, format;
    int64_t examples = 0;
};
struct RunRecord {
    int64_t id = 0, project_id = 0;
    std::string path, name, state, created, base_fingerprint, dataset_sha256;
    std::optional<double> last_loss, eval_loss, eval_loss_before;
    int64_t step = 0, total_steps = 0;
};
struct AdapterRecord {
    int64_t id = 0, run_id = 0;
    std::string path, sha256, kind;  ///< kind: checkpoint, result, export
    int64_t step = 0;
};
struct ComparisonRecord {
    int64_t id = 0, project_id = 0;
    std::string created;
    Json body;  ///< prompt, sampling, variants with text, fingerprint, tokens per second
};

class Registry {
  public:
    /// Opens or makes the database (WAL, foreign keys) and runs the migrations that are missing. A database
    /// of a newer program is refused and left as it is.
    static Result<std::unique_ptr<Registry>> open(const std::filesystem::path& database);
    ~Registry();

    Result<ProjectRecord> upsert_project(const std::filesystem::path& folder, const std::string& name);
    Status touch_project(int64_t id);
    Status forget_project(int64_t id);
    Result<std::vector<ProjectRecord>> recent_projects(int limit) const;

    Result<int64_t> upsert_base(const BaseRecord& base);
    Result<int64_t> upsert_dataset(const DatasetRecord& dataset);
    Result<std::vector<BaseRecord>> bases() const;
    /// Reads a run's folder (spec, events, checkpoints, result) and indexes it with its adapters.
    Result<RunRecord> index_run(int64_t project_id, const std::filesystem::path& run_folder);
    Status forget_run(const std::filesystem::path& run_folder);
    Result<std::vector<RunRecord>> runs(int64_t project_id) const;
    Result<std::vector<AdapterRecord>> adapters(int64_t run_id) const;
    /// Indexes one comparison; whoever made it also appends the same object to the project's
    /// comparisons.jsonl.
    Result<int64_t> add_comparison(int64_t project_id, const Json& body);
    Result<std::vector<ComparisonRecord>> comparisons(int64_t project_id) const;

    /// Indexes one project's folder anew: its runs, data sets, bases, adapters, exports and comparisons. A
    /// run that cannot be read is passed over with a warning in the log.
    Status index_project(const std::filesystem::path& project_folder);
    /// All rows, without ids and times of opening, in a fixed order: equal for equal content.
    Result<Json> dump() const;

  private:
    Registry();
    Status describe_sources(const struct Sources& sources);
    struct Database;
    std::unique_ptr<Database> database_;
};

/// Folders of the projects that a database of any version names, also of one that cannot be opened for use; what cannot
/// be read of it is left out.
std::vector<std::filesystem::path> known_projects(const std::filesystem::path& database);

/// Sets the database aside (never deletes it), makes a new one and indexes the folders. Returns how many
/// projects.
Result<int> rebuild_index(const std::filesystem::path& database,
                          const std::vector<std::filesystem::path>& project_folders);

}  // namespace lora
