// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/project_service.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QFileSystemWatcher>

#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/log.h"
#include "ui/services/async.h"
#include "ui/services/localized.h"
#include "ui/services/paths.h"

namespace lora::ui {
namespace {

constexpr int project_format = 1;

struct ProjectFile {
    std::string text, name, created;
    RunSpec draft;
};

std::filesystem::path project_file(const QString& folder) { return to_path(folder) / "project.json"; }

Result<ProjectFile> read_project(const QString& folder) {
    const auto path = project_file(folder);
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return bad_input("This folder is not a project", folder.toStdString(), "A project has a file project.json");
    auto text = read_file(path, 64u << 20);
    if (!text) return text.error();
    const auto json = parse_json(*text, path.string());
    if (!json) return json.error();
    int format = 0;
    ProjectFile project;
    FieldReader reader(*json, path.string());
    reader.require("format");
    reader.integer("format", format, 1, 1 << 20);
    reader.text("name", project.name);
    reader.text("created", project.created);
    const Json* draft = reader.object("draft");
    if (!reader.ok()) return reader.status().error();
    if (format > project_format)
        return bad_input("This project was written by a newer LoRA Studio", path.string(), "Update LoRA Studio and open it again");
    if (draft) {
        auto spec = run_spec_from_json(*draft, path.string() + ": draft");
        if (!spec) return spec.error();
        project.draft = std::move(*spec);
    }
    project.text = std::move(*text);
    return project;
}

/// The demo's run as the command line trains it too; base and data are for the caller to name.
Result<RunSpec> demo_draft() {
    QFile file(QStringLiteral(":/demo/project.json"));
    if (!file.open(QIODevice::ReadOnly)) return bug("The demo's settings are missing from the program");
    const auto json = parse_json(file.readAll().toStdString(), "the demo's project.json");
    return json ? run_spec_from_json(*json, "the demo's project.json") : Result<RunSpec>(json.error());
}

Status copy_demo_data(const QString& folder, std::vector<std::string>& train, std::vector<std::string>& holdout) {
    QDir data(folder + QStringLiteral("/data"));
    if (const Status made = make_folders(to_path(data.path())); !made) return made;
    for (const QFileInfo& entry : QDir(QStringLiteral(":/demo")).entryInfoList(QDir::Files, QDir::Name)) {
        if (entry.suffix() != QLatin1String("jsonl")) continue;
        QFile source(entry.filePath());
        if (!source.open(QIODevice::ReadOnly)) return bug("The demo's data is missing from the program", entry.fileName().toStdString());
        const QByteArray bytes = source.readAll();
        const auto target = to_path(data.filePath(entry.fileName()));
        if (const Status wrote = write_file_atomic(target, {bytes.constData(), static_cast<size_t>(bytes.size())}); !wrote)
            return wrote;
        const bool held_out = entry.fileName().contains(QLatin1String("hold")) || entry.fileName().contains(QLatin1String("eval"));
        (held_out ? holdout : train).push_back(target.string());
    }
    if (train.empty()) return bug("The program carries no demo data");
    return {};
}

}  // namespace

ProjectService::ProjectService(QString database, QString projects_folder, QObject* parent)
    : QObject(parent),
      database_(std::move(database)),
      watcher_(new QFileSystemWatcher(this)),
      projects_folder_(std::move(projects_folder)) {
    const auto path = to_path(database_);
    if (Status made = make_folders(path.parent_path()); !made) {
        database_error_ = made;
    } else if (auto opened = Registry::open(path); opened) {
        registry_ = std::move(*opened);
    } else {
        database_error_ = opened.error();
        log_warning(opened.error().text());  // Home says it too; this is for whoever started the program in a terminal
    }
    const auto look = [this] {
        if (is_open() && reload()) Q_EMIT draft_changed();
        watch();
    };
    connect(watcher_, &QFileSystemWatcher::fileChanged, this, look);
    connect(watcher_, &QFileSystemWatcher::directoryChanged, this, look);
}

ProjectService::~ProjectService() = default;

Status ProjectService::create(const QString& folder, const QString& name) {
    std::error_code ignored;
    if (std::filesystem::exists(project_file(folder), ignored))
        return bad_input("There is a project in this folder already", folder.toStdString(), "Open it, or choose another folder");
    for (const char* part : {"runs", "data", "exports"})
        if (const Status made = make_folders(to_path(folder) / part); !made) return made;
    const Json json = {{"format", project_format},
                       {"name", name.toStdString()},
                       {"created", now_iso8601()},
                       {"draft", to_json(RunSpec())}};
    if (const Status wrote = write_file_atomic(project_file(folder), to_pretty_text(json)); !wrote) return wrote;
    return open(folder);
}

Status ProjectService::open(const QString& folder) {
    const QString path = QDir(folder).absolutePath();
    auto project = read_project(path);
    if (!project) return project.error();
    folder_ = path;
    name_ = QString::fromStdString(project->name);
    if (name_.isEmpty()) name_ = QFileInfo(path).fileName();
    created_ = QString::fromStdString(project->created);
    draft_ = std::move(project->draft);
    on_disk_ = std::move(project->text);
    registry_id_ = 0;
    if (registry_) {
        if (const auto record = registry_->upsert_project(to_path(path), name_.toStdString()); record) {
            registry_id_ = record->id;
            if (const Status touched = registry_->touch_project(record->id); !touched) log_info(touched.error().text());
            index_folder();
        } else {
            Q_EMIT failed(tr("The index could not be written"), localized(record.error()));
        }
    }
    watch();
    Q_EMIT opened();
    Q_EMIT draft_changed();
    return {};
}

void ProjectService::index_folder() {
    run_async<Status>(
        this,
        [database = to_path(database_), folder = to_path(folder_)](const ProgressReport&) -> Status {
            const auto registry = Registry::open(database);
            return registry ? (*registry)->index_project(folder) : Status(registry.error());
        },
        [this, folder = folder_](Status indexed) {
            if (!indexed && folder == folder_)
                Q_EMIT failed(tr("The project could not be indexed"), localized(indexed.error()));
        });
}

Status ProjectService::open_demo(const QString& default_base) {
    const QString folder = projects_folder_ + QStringLiteral("/Bank support demo");
    if (QFileInfo::exists(folder + QStringLiteral("/project.json"))) return open(folder);
    auto settings = demo_draft();
    if (!settings) return settings.error();
    std::vector<std::string> train, holdout;
    if (const Status copied = copy_demo_data(folder, train, holdout); !copied) return copied;
    if (const Status made = create(folder, tr("Bank support demo")); !made) return made;
    edit([&](RunSpec& draft) {
        draft = *settings;
        if (QFileInfo::exists(default_base)) draft.base.path = default_base.toStdString();
        draft.data.paths = train;
        draft.data.eval_paths = holdout;
    });
    return {};
}

void ProjectService::close() {
    if (!is_open()) return;
    if (const QStringList watched = watcher_->files() + watcher_->directories(); !watched.isEmpty())
        watcher_->removePaths(watched);
    folder_.clear();
    name_.clear();
    draft_ = {};
    registry_id_ = 0;
    Q_EMIT opened();
    Q_EMIT draft_changed();
}

std::vector<ProjectRecord> ProjectService::recent() const {
    if (!registry_) return {};
    auto projects = registry_->recent_projects(24);
    return projects ? std::move(*projects) : std::vector<ProjectRecord>();
}

Status ProjectService::trash(const QString& folder) {
    const QString path = QDir(folder).absolutePath();
    if (path == folder_) close();
    if (QFileInfo::exists(path) && !QFile::moveToTrash(path))
        return bad_input("The folder could not be moved to the trash", path.toStdString(),
                         "The disk it lies on may have none; delete it in the file manager");
    if (!registry_) return {};
    for (const ProjectRecord& record : recent())
        if (QString::fromStdString(record.path) == path) return registry_->forget_project(record.id);
    return {};
}

void ProjectService::edit(const std::function<void(RunSpec&)>& change) {
    if (!is_open()) return;
    reload();
    change(draft_);
    if (const Status saved = save(); !saved)
        Q_EMIT failed(tr("The project could not be saved"), localized(saved.error()));
    Q_EMIT draft_changed();
}

Status ProjectService::save() {
    const Json json = {{"format", project_format},
                       {"name", name_.toStdString()},
                       {"created", created_.toStdString()},
                       {"draft", to_json(draft_)}};
    std::string text = to_pretty_text(json);
    if (text == on_disk_) return {};
    const Status wrote = write_file_atomic(project_file(folder_), text);
    if (wrote) on_disk_ = std::move(text);
    watch();
    return wrote;
}

bool ProjectService::reload() {
    const auto text = read_file(project_file(folder_), 64u << 20);
    if (!text || *text == on_disk_) return false;
    auto project = read_project(folder_);
    if (!project) return false;  // half of a change by hand: what is in memory stays until it can be read
    draft_ = std::move(project->draft);
    on_disk_ = std::move(project->text);
    return true;
}

void ProjectService::watch() {
    const QString file = from_path(project_file(folder_));
    const QStringList wanted{folder_, file}, watched = watcher_->files() + watcher_->directories();
    for (const QString& path : watched)
        if (!wanted.contains(path)) watcher_->removePath(path);
    for (const QString& path : wanted)
        if (!path.isEmpty() && !watched.contains(path) && QFileInfo::exists(path)) watcher_->addPath(path);
}

std::vector<Json> ProjectService::comparisons() const {
    std::vector<Json> found;
    const auto path = to_path(folder_) / "comparisons.jsonl";
    std::error_code ignored;
    if (!is_open() || !std::filesystem::exists(path, ignored)) return found;
    const auto text = read_file(path);
    if (!text) return found;
    size_t at = 0;
    while (at < text->size()) {
        const size_t end = std::min(text->find('\n', at), text->size());
        if (auto json = parse_json(std::string_view(*text).substr(at, end - at), path.string()); json && json->is_object())
            found.push_back(std::move(*json));
        at = end + 1;
    }
    return found;
}

Status ProjectService::add_comparison(const Json& body) {
    if (!is_open()) return usage_error("No project is open");
    const auto path = to_path(folder_) / "comparisons.jsonl";
    if (const Status wrote = append_to_file(path, to_text(body) + "\n", false); !wrote) return wrote;
    if (registry_ && registry_id_ > 0)
        if (const auto added = registry_->add_comparison(registry_id_, body); !added) return added.error();
    return {};
}

}  // namespace lora::ui
