// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/run_service.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QFileSystemWatcher>
#include <QtCore/QHash>
#include <QtCore/QTimer>

#include "core/base/platform/process.h"
#include "ui/services/localized.h"
#include "ui/services/paths.h"
#include "ui/services/project_service.h"

namespace lora::ui {

struct RunService::Private {
    QFileSystemWatcher folder;
    QHash<QString, RunWatcher*> watchers;
    QHash<QString, RunState> indexed;
    QMetaObject::Connection current_view;
};

RunService::RunService(ProjectService& projects, QString worker_program, QString crash_folder, QObject* parent)
    : QObject(parent),
      projects_(projects),
      worker_program_(std::move(worker_program)),
      crash_folder_(std::move(crash_folder)),
      d_(std::make_unique<Private>()) {
    connect(&projects, &ProjectService::opened, this, &RunService::project_opened);
    connect(&d_->folder, &QFileSystemWatcher::directoryChanged, this, [this] { list(); });
    project_opened();
}

RunService::~RunService() = default;

void RunService::project_opened() {
    if (const QStringList watched = d_->folder.directories(); !watched.isEmpty()) d_->folder.removePaths(watched);
    current_.clear();
    for (RunWatcher* watcher : std::as_const(d_->watchers))
        watcher->deleteLater();
    d_->watchers.clear();
    d_->indexed.clear();
    folders_.clear();
    if (projects_.is_open()) {
        const QString runs = projects_.folder() + QStringLiteral("/runs");
        QDir().mkpath(runs);
        d_->folder.addPath(runs);
    }
    list(Found::with_the_project);
    // A live run comes first, else the newest.
    QString chosen = folders_.value(folders_.size() - 1);
    for (const QString& folder : std::as_const(folders_)) {
        const auto state = run_state(RunFolder{to_path(folder)});
        if (state && (*state == RunState::running || *state == RunState::paused)) chosen = folder;
    }
    set_current(chosen);
    if (chosen.isEmpty()) Q_EMIT current_changed();
}

void RunService::list(Found found_how) {
    QStringList found;
    if (projects_.is_open()) {
        const QDir runs(projects_.folder() + QStringLiteral("/runs"));
        for (const QFileInfo& entry : runs.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
            if (QFileInfo::exists(entry.filePath() + QStringLiteral("/spec.json")))
                found << entry.absoluteFilePath();
            else if (entry.lastModified().secsTo(QDateTime::currentDateTime()) < 5)
                QTimer::singleShot(250, this, [this] { list(); });  // another window is just making it
        }
    }
    if (found == folders_) return;
    folders_ = found;
    for (const QString& folder : std::as_const(folders_)) {
        if (d_->indexed.contains(folder)) continue;
        if (found_how == Found::with_the_project)
            remember_state(folder);
        else
            index(folder);
    }
    if (!current_.isEmpty() && !folders_.contains(current_)) set_current(folders_.value(folders_.size() - 1));
    Q_EMIT list_changed();
}

void RunService::remember_state(const QString& run_folder) {
    const auto state = run_state(RunFolder{to_path(run_folder)});
    d_->indexed.insert(run_folder, state ? *state : RunState::not_started);
}

void RunService::index(const QString& run_folder) {
    remember_state(run_folder);
    if (!projects_.registry() || projects_.registry_id() == 0) return;
    if (const auto record = projects_.registry()->index_run(projects_.registry_id(), to_path(run_folder)); !record)
        Q_EMIT projects_.failed(tr("The run could not be indexed"), localized(record.error()));
}

Status RunService::launch(const QString& run_folder, const std::vector<std::string>& arguments) {
    if (!QFileInfo(worker_program_).isExecutable())
        return bad_input("The worker program is missing", worker_program_.toStdString(),
                         "Build or install lora-worker beside lora-studio");
    const auto process = start_detached(to_path(worker_program_), arguments, RunFolder{to_path(run_folder)}.log());
    return process ? Status() : Status(process.error());
}

Result<QString> RunService::start(const RunSpec& spec) {
    if (!projects_.is_open()) return usage_error("No project is open", {}, "Create or open one on the Home page");
    if (const Status valid = validate(spec); !valid) return valid.error();
    int number = 1;
    for (const QString& folder : std::as_const(folders_))
        number = std::max(number, QFileInfo(folder).fileName().section(QLatin1Char('-'), 1).toInt() + 1);
    // Another window may take the same number at the same moment: making the folder decides whose it is.
    if (const Status there = make_folders(to_path(projects_.folder()) / "runs"); !there) return there.error();
    QString folder;
    std::error_code code;
    do {
        folder = projects_.folder() + QStringLiteral("/runs/run-%1").arg(number++, 4, 10, QLatin1Char('0'));
    } while (!std::filesystem::create_directory(to_path(folder), code) && !code);
    if (code) return system_error(code.value(), "creating a folder", to_path(folder));
    if (auto created = RunFolder::create(to_path(folder), spec); !created) {
        std::filesystem::remove(to_path(folder), code);
        return created.error();
    }
    const std::string path = folder.toStdString();
    if (const Status started = launch(folder, {"train", "--spec", path + "/spec.json", "--run", path}); !started) {
        QDir(folder).removeRecursively();
        return started.error();
    }
    list();
    set_current(folder);
    return folder;
}

Status RunService::resume(const QString& run_folder) {
    const auto state = run_state(RunFolder{to_path(run_folder)});
    if (!state) return state.error();
    if (*state == RunState::running || *state == RunState::paused)
        return usage_error("A worker is at this run already", run_folder.toStdString());
    return launch(run_folder, {"train", "--resume", run_folder.toStdString()});
}

Status RunService::control(const QString& run_folder, ControlKind kind, const QString& prompt) {
    const auto given = append_control(RunFolder{to_path(run_folder)}.control(), kind, prompt.toStdString());
    return given ? Status() : Status(given.error());
}

Status RunService::trash(const QString& run_folder) {
    const auto state = run_state(RunFolder{to_path(run_folder)});
    if (state && (*state == RunState::running || *state == RunState::paused))
        return usage_error("A worker is at this run", run_folder.toStdString(), "Stop the run first");
    if (RunWatcher* watcher = d_->watchers.take(run_folder)) watcher->deleteLater();
    if (current_ == run_folder) disconnect(d_->current_view);
    if (!QFile::moveToTrash(run_folder))
        return bad_input("The run could not be moved to the trash", run_folder.toStdString(),
                         "The disk it lies on may have none; delete it in the file manager");
    d_->indexed.remove(run_folder);
    Status forgotten;
    if (projects_.registry()) forgotten = projects_.registry()->forget_run(to_path(run_folder));
    list();
    return forgotten;
}

void RunService::set_current(const QString& run_folder) {
    if (run_folder == current_) return;
    current_ = run_folder;
    disconnect(d_->current_view);
    if (!current_.isEmpty())
        d_->current_view = connect(watch(current_), &RunWatcher::changed, this, &RunService::current_view_changed);
    Q_EMIT current_changed();
}

RunWatcher* RunService::watch(const QString& run_folder) {
    if (RunWatcher* known = d_->watchers.value(run_folder)) return known;
    auto* watcher = new RunWatcher(run_folder, crash_folder_, this);
    d_->watchers.insert(run_folder, watcher);
    connect(watcher, &RunWatcher::changed, this, [this, watcher, run_folder] {
        if (d_->indexed.value(run_folder, RunState::not_started) != watcher->view().state) index(run_folder);
    });
    return watcher;
}

RunWatcher* RunService::current_watcher() { return current_.isEmpty() ? nullptr : watch(current_); }

}  // namespace lora::ui
