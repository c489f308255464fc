// SPDX-License-Identifier: GPL-3.0-or-later
// The project's runs as a table, newest first.
#pragma once

#include <QtCore/QAbstractTableModel>
#include <QtCore/QPointer>

#include "ui/services/run_service.h"

namespace lora::ui {

class RunsModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { name, state, steps, loss, holdout, data_file, base, column_count };
    explicit RunsModel(RunService& runs, QObject* parent = nullptr);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant text_at(const RunView& run, int column) const;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// The run's folder; empty outside the table.
    QString folder(int row) const;
    const RunView* view(int row) const;

  private:
    void list();
    RunService& runs_;
    QList<QPointer<RunWatcher>> rows_;
};


}  // namespace lora::ui
