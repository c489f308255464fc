// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/project_preview.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

#include "ui/services/async.h"
#include "ui/services/paths.h"
#include "ui/services/run_service.h"

namespace lora::ui {
namespace {

constexpr size_t most_points = 240;

ProjectPreview read_now(const QString& folder) {
    ProjectPreview preview;
    QString newest;
    for (const QFileInfo& entry : QDir(folder + QStringLiteral("/runs")).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (!QFileInfo::exists(entry.filePath() + QStringLiteral("/spec.json"))) continue;
        newest = entry.filePath();
        ++preview.runs;
    }
    if (newest.isEmpty()) return preview;
    const RunFolder run{to_path(newest)};
    preview.run = QFileInfo(newest).fileName();
    if (const auto state = run_state(run); state) preview.state = *state;
    RunView view;
    view.path = newest;
    if (const auto batch = EventReader(run.events()).read_new(); batch)
        for (const Event& event : batch->events)
            apply_event(view, event);
    const size_t stride = std::max<size_t>(1, (view.steps.size() + most_points - 1) / most_points);
    for (size_t i = 0; i < view.steps.size(); i += stride)
        preview.losses.push_back(view.steps[i].loss);
    return preview;
}

}  // namespace

void read_project_preview(const QString& folder, QObject* context, std::function<void(ProjectPreview)> done) {
    run_async<ProjectPreview>(context, [folder](const ProgressReport&) { return read_now(folder); }, std::move(done));
}

}  // namespace lora::ui
