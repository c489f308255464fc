// SPDX-License-Identifier: GPL-3.0-or-later
// The left column of the data page: files, the format they were read as, and what is held out.
#pragma once

#include <QtWidgets/QWidget>

#include "core/contract/run_spec.h"

class QDoubleSpinBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace lora::ui {

class MappingEditor;

class FilesPanel : public QWidget {
    Q_OBJECT
  public:
    explicit FilesPanel(QWidget* parent = nullptr);
    void show_spec(const DataSpec& spec);
    void show_format(const QString& words);
    /// Opens the editor for these columns; `asked`: because no format fits.
    void offer_mapping(const std::vector<std::string>& columns, const ColumnMapping& mapping, bool asked);
    void hide_mapping();

  Q_SIGNALS:
    void add_files();
    void remove_files(const QStringList& paths);
    void mapping_chosen(const lora::ColumnMapping& mapping);
    void mapping_wanted();
    void holdout_changed(double share);
    /// The hold-out is to be a file of its own, or (`remove`) a share of the examples again.
    void holdout_file_wanted();
    void holdout_file_removed();

  private:
    QListWidget* files_;
    QPushButton *remove_, *change_format_, *holdout_file_, *holdout_share_;
    QLabel *format_, *holdout_name_;
    MappingEditor* mapping_;
    QDoubleSpinBox* holdout_;
};

}  // namespace lora::ui
