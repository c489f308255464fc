// SPDX-License-Identifier: GPL-3.0-or-later
// What a project's card shows: the curve of its newest run, read off the GUI thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

#include <functional>
#include <optional>
#include <vector>

#include "core/contract/run_folder.h"

namespace lora::ui {

struct ProjectPreview {
    QString run;                 ///< "run-0003"; empty: no run yet
    std::optional<RunState> state;
    int runs = 0;
    std::vector<double> losses;  ///< of the newest run, at most a few hundred points
};

/// `done` runs on the GUI thread, not after `context` is gone.
void read_project_preview(const QString& folder, QObject* context, std::function<void(ProjectPreview)> done);

}  // namespace lora::ui
