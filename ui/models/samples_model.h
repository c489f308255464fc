// SPDX-License-Identifier: GPL-3.0-or-later
// What the adapter answered while it trained: a column a prompt, a row a step, the newest first.
#pragma once

#include <QtCore/QAbstractTableModel>

#include <map>
#include <vector>

#include "ui/services/run_service.h"

namespace lora::ui {

class SamplesModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    using QAbstractTableModel::QAbstractTableModel;
    void set_samples(const std::vector<SampleRow>& samples);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    size_t seen_ = 0;
    QStringList prompts_;
    std::vector<int64_t> steps_;  ///< newest first
    std::map<std::pair<int64_t, qsizetype>, SampleRow> cells_;
};

}  // namespace lora::ui
