// SPDX-License-Identifier: GPL-3.0-or-later
// What a project's card shows: the curve of its newest run, read off the GUI thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

#include <functional>
#include <vector>

namespace lora::ui {

struct ProjectPreview {
    QString run, state;          ///< "run-0003", "finished"; empty: no run yet
    int runs = 0;
    std::vector<double> losses;  ///< of the newest run, at most a few hundred points
};

/// `done` runs on the GUI thread, not after `context` is gone.
void read_project_preview(const QString& folder, QObject* context, std::function<void(ProjectPreview)> done);

}  // namespace lora::ui
