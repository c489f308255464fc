// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/samples_model.h"

#include <algorithm>
#include <functional>

namespace lora::ui {

void SamplesModel::set_samples(const std::vector<SampleRow>& samples) {
    if (samples.size() == seen_ &&
        (samples.empty() ||
         (!steps_.empty() && cells_.count({samples.back().step, prompts_.indexOf(samples.back().prompt)}))))
        return;
    beginResetModel();
    seen_ = samples.size();
    prompts_.clear();
    steps_.clear();
    cells_.clear();
    for (const auto& sample : samples) {
        if (!prompts_.contains(sample.prompt)) prompts_ << sample.prompt;
        if (std::find(steps_.begin(), steps_.end(), sample.step) == steps_.end())
            steps_.push_back(sample.step);
        cells_[{sample.step, prompts_.indexOf(sample.prompt)}] = sample;
    }
    std::sort(steps_.begin(), steps_.end(), std::greater<>());
    endResetModel();
}

int SamplesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(steps_.size());
}

int SamplesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(prompts_.size());
}

QVariant SamplesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto cell = cells_.find({steps_[static_cast<size_t>(index.row())], index.column()});
    if (cell == cells_.end()) return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return cell->second.text;
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignTop | Qt::AlignLeft);
    return {};
}

QVariant SamplesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal) {
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole) return prompts_.value(section);
        if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
        return {};
    }
    if (role == Qt::DisplayRole) return tr("step %1").arg(steps_[static_cast<size_t>(section)]);
    return {};
}

}  // namespace lora::ui
