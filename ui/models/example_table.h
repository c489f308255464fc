// SPDX-License-Identifier: GPL-3.0-or-later
// A data set's examples as a Qt table: prompt, answer, tokens and what is wrong with each.
#pragma once

#include <QtCore/QAbstractTableModel>
#include <QtCore/QSortFilterProxyModel>

#include <memory>
#include <unordered_map>
#include <vector>

#include "core/data/prepare.h"

namespace lora::ui {

class ExampleTable : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { number, prompt, answer, tokens, loss_tokens, source, column_count };
    explicit ExampleTable(QObject* parent = nullptr);
    /// `tokenised` may be null; `refused` are the examples without any loss token.
    void set_data(std::shared_ptr<const Dataset> dataset,
                  std::shared_ptr<const std::vector<TokenizedExample>> tokenised,
                  const std::vector<DataIssue>& refused);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const Example* example(int row) const;
    /// Null where it is not tokenised.
    const TokenizedExample* tokenized(int row) const;
    /// Why the row is refused; empty if it is not.
    QString refusal(int row) const;
    /// Whether any of the example's text contains `needle`, whatever its case.
    bool matches(int row, const QString& needle) const;
    bool has_many_files() const { return dataset_ && dataset_->paths.size() > 1; }
    /// The row of a file and line; -1 if there is none.
    int row_of(size_t file, int64_t line) const;

  private:
    QString shown(int row, int column) const;
    std::shared_ptr<const Dataset> dataset_;
    std::shared_ptr<const std::vector<TokenizedExample>> tokenised_;
    std::vector<int> token_row_;  ///< by example: index into tokenised_, or -1
    std::unordered_map<int, QString> refused_;
};

/// Rows whose text contains what was searched for.
class ExampleFilter : public QSortFilterProxyModel {
    Q_OBJECT
  public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void set_needle(const QString& needle);

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    QString needle_;
};

}  // namespace lora::ui
