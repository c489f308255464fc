// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/runs_model.h"

#include <QtCore/QFileInfo>
#include <QtCore/QStringList>

#include "ui/models/run_words.h"
#include "ui/shell/theme.h"

namespace lora::ui {

namespace {

QIcon state_icon(RunState state) {
    const Theme& theme = Theme::instance();
    switch (state) {
        case RunState::running: return theme.icon(QStringLiteral("play"), Role::accent);
        case RunState::paused: return theme.icon(QStringLiteral("pause"), Role::accent);
        case RunState::finished: return theme.icon(QStringLiteral("check"), Role::good);
        case RunState::failed: return theme.icon(QStringLiteral("alert"), Role::bad);
        case RunState::interrupted: return theme.icon(QStringLiteral("alert"), Role::warn);
        case RunState::stopped: return theme.icon(QStringLiteral("stop"), Role::text_muted);
        case RunState::not_started: break;
    }
    return theme.icon(QStringLiteral("circle"), Role::text_muted);
}

QString file_name(const std::string& path) { return QFileInfo(QString::fromStdString(path)).fileName(); }

}  // namespace

RunsModel::RunsModel(RunService& runs, QObject* parent) : QAbstractTableModel(parent), runs_(runs) {
    connect(&runs, &RunService::list_changed, this, &RunsModel::list);
    list();
}

void RunsModel::list() {
    beginResetModel();
    for (const auto& watcher : std::as_const(rows_))
        if (watcher) disconnect(watcher, nullptr, this, nullptr);
    rows_.clear();
    const QStringList folders = runs_.run_folders();
    for (auto it = folders.crbegin(); it != folders.crend(); ++it) {
        RunWatcher* watcher = runs_.watch(*it);
        const int row = static_cast<int>(rows_.size());
        rows_.append(watcher);
        connect(watcher, &RunWatcher::changed, this, [this, row] { Q_EMIT dataChanged(index(row, 0), index(row, column_count - 1)); });
    }
    endResetModel();
}

int RunsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int RunsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

const RunView* RunsModel::view(int row) const {
    return row >= 0 && row < rows_.size() && rows_[row] ? &rows_[row]->view() : nullptr;
}

QString RunsModel::folder(int row) const {
    const RunView* run = view(row);
    return run ? run->path : QString();
}

QVariant RunsModel::text_at(const RunView& run, int column) const {
    switch (column) {
        case name: return run.name;
        case state: return state_words(run.state);
        case steps: return run.total_steps > 0 ? QStringLiteral("%1 / %2").arg(run.step).arg(run.total_steps) : QString();
        case loss: return recent_loss(run) ? loss_text(*recent_loss(run)) : QString();
        case holdout:
            if (!run.eval_loss_before || run.evaluations.empty()) return {};
            return QStringLiteral("%1 → %2").arg(loss_text(*run.eval_loss_before), loss_text(run.evaluations.back().loss));
        case data_file: return run.spec.data.paths.empty() ? QString() : file_name(run.spec.data.paths.front());
        case base: return file_name(run.spec.base.path);
        default: return {};
    }
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
    const RunView* run = view(index.row());
    if (!run) return {};
    const bool figure = index.column() >= steps && index.column() <= holdout;
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) return text_at(*run, index.column());
    if (role == Qt::DecorationRole && index.column() == state) return state_icon(run->state);
    if (role == Qt::TextAlignmentRole && figure) return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section >= steps && section <= holdout ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    //: a training and all that it has written; here the head of a column
    const QStringList titles{tr("Run"), tr("State"), tr("Steps"), tr("Loss"), tr("Hold-out loss"), tr("Data"), tr("Base model")};
    return titles.value(section);
}

}  // namespace lora::ui
