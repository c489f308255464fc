// SPDX-License-Identifier: GPL-3.0-or-later
// The open project: its folder, and the draft of the next run that the pages edit together.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

#include <memory>
#include <vector>

#include "core/base/json.h"
#include "core/contract/run_spec.h"
#include "core/registry/registry.h"

class QFileSystemWatcher;

namespace lora::ui {

/// project.json: {"format":1,"name":…,"created":…,"draft":{run spec}}. Beside it runs/, data/, exports/,
/// comparisons.jsonl.
class ProjectService : public QObject {
    Q_OBJECT
  public:
    ProjectService(QString database, QString projects_folder, QObject* parent = nullptr);
    ~ProjectService() override;

    bool is_open() const { return !folder_.isEmpty(); }
    const QString& folder() const { return folder_; }
    const QString& name() const { return name_; }
    const QString& projects_folder() const { return projects_folder_; }
    int64_t registry_id() const { return registry_id_; }
    /// Null when the database could not be opened; database_error() says why.
    Registry* registry() const { return registry_.get(); }
    Status database_error() const { return database_error_; }

    Status create(const QString& folder, const QString& name);
    Status open(const QString& folder);
    /// Makes (or opens, when it is there) the demo project from the program's resources.
    Status open_demo(const QString& default_base);
    void close();
    std::vector<ProjectRecord> recent() const;
    /// To the system's trash; the index forgets it.
    Status trash(const QString& folder);

    /// The next run's spec as far as it is chosen. Pages change it through edit, which saves it and tells.
    const RunSpec& draft() const { return draft_; }
    void edit(const std::function<void(RunSpec&)>& change);
    bool has_base() const { return !draft_.base.path.empty(); }
    bool has_data() const { return !draft_.data.paths.empty(); }

    /// Comparisons kept with the project, oldest first (bodies as in ComparisonRecord).
    std::vector<Json> comparisons() const;
    Status add_comparison(const Json& body);

  Q_SIGNALS:
    /// Another project (or none) is open.
    void opened();
    void draft_changed();
    void failed(const QString& what, const QString& detail);

  private:
    Status save();
    /// Takes over what another window wrote meanwhile. True: the draft is another one now.
    bool reload();
    void watch();
    /// What the index missed (a lost database, a folder from another machine) is read off the GUI thread.
    void index_folder();
    QString database_;
    QFileSystemWatcher* watcher_;
    std::string on_disk_;  ///< project.json as this window last read or wrote it
    QString folder_, name_, created_, projects_folder_;
    std::unique_ptr<Registry> registry_;
    Status database_error_;
    int64_t registry_id_ = 0;
    RunSpec draft_;
};

}  // namespace lora::ui
