// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtCore/QFileInfo>
#include <QtCore/QFileSystemWatcher>
#include <QtCore/QTimer>

#include "core/base/crash_reports.h"
#include "core/base/platform/file_identity.h"
#include "ui/services/async.h"
#include "ui/services/paths.h"
#include "ui/services/run_service.h"

namespace lora::ui {
namespace {

/// Files above this are read off the GUI thread; below it, reading is over before a frame is.
constexpr qint64 large_events_bytes = 1 << 20;

bool may_still_change(RunState state) {
    return state == RunState::running || state == RunState::paused || state == RunState::not_started;
}

/// "run-0007 · bank support"
QString display_name(const QString& folder, const RunSpec& spec) {
    const QString number = QFileInfo(folder).fileName();
    return spec.name.empty() ? number : QStringLiteral("%1 · %2").arg(number, QString::fromStdString(spec.name));
}

}  // namespace

struct RunWatcher::Private {
    Private(const QString& folder, const QString& crashes)
        : run{to_path(folder)}, crash_folder(to_path(crashes)), reader(std::make_shared<EventReader>(run.events())) {}
    RunFolder run;
    std::filesystem::path crash_folder;
    std::shared_ptr<EventReader> reader;
    QFileSystemWatcher files;
    QTimer fallback;
    bool reading = false, again = false;
    CancelFlag flag;
};

RunWatcher::RunWatcher(const QString& run_folder, const QString& crash_folder, QObject* parent)
    : QObject(parent), d_(std::make_unique<Private>(run_folder, crash_folder)) {
    view_.path = run_folder;
    if (auto spec = read_run_spec(d_->run.spec()); spec) view_.spec = std::move(*spec);
    view_.name = display_name(run_folder, view_.spec);
    connect(&d_->files, &QFileSystemWatcher::fileChanged, this, &RunWatcher::look);
    connect(&d_->files, &QFileSystemWatcher::directoryChanged, this, &RunWatcher::look);
    // Network folders notify nobody, and a killed worker leaves no trace in any file: while a run is live, a slow
    // look each second finds both.
    d_->fallback.setInterval(1000);
    connect(&d_->fallback, &QTimer::timeout, this, &RunWatcher::look);
    look();
}

RunWatcher::~RunWatcher() {
    if (d_->flag) *d_->flag = true;
}

void RunWatcher::watch() {
    const QStringList watched = d_->files.files() + d_->files.directories();
    for (const QString& path : {view_.path, from_path(d_->run.events())})
        if (!watched.contains(path) && QFileInfo::exists(path)) d_->files.addPath(path);
    if (may_still_change(view_.state) && QFileInfo::exists(view_.path))
        d_->fallback.start();
    else
        d_->fallback.stop();
}

/// The worker that a run's folder names, if it crashed at that run.
void RunWatcher::look_for_crash_report() {
    view_.crash_report.clear();
    if (view_.state != RunState::interrupted || d_->crash_folder.empty()) return;
    const auto worker = read_worker_info(d_->run.worker());
    const auto written = file_facts(d_->run.worker());
    if (!worker || !written) return;
    const auto report = crash_report_of(d_->crash_folder, worker->process_id, static_cast<double>(written->changed_seconds));
    if (report) view_.crash_report = from_path(report->path);
}

void RunWatcher::look() {
    if (d_->reading) {
        d_->again = true;
        return;
    }
    using Answer = Result<EventReader::Batch>;
    const auto take = [this](Answer batch) {
        bool news = false;
        if (batch) {
            if (batch->restarted) {
                RunView fresh;
                fresh.path = view_.path;
                fresh.name = view_.name;
                fresh.spec = view_.spec;
                fresh.state = view_.state;
                view_ = std::move(fresh);
            }
            for (const Event& event : batch->events)
                apply_event(view_, event);
            news = batch->restarted || !batch->events.empty();
        }
        if (const auto state = run_state(d_->run); state) {
            const bool other = *state != view_.state;
            news = news || other;
            view_.state = *state;
            if (other) look_for_crash_report();
        }
        watch();
        if (news) Q_EMIT changed();
    };
    const bool large = view_.steps.empty() && QFileInfo(from_path(d_->run.events())).size() > large_events_bytes;
    if (!large) return take(d_->reader->read_new());
    d_->reading = true;
    d_->flag = run_async<Answer>(
        this, [reader = d_->reader](const ProgressReport&) { return reader->read_new(); },
        [this, take](Answer batch) {
            d_->reading = false;
            take(std::move(batch));
            if (std::exchange(d_->again, false)) look();
        });
}

}  // namespace lora::ui
