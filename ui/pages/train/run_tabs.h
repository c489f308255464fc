// SPDX-License-Identifier: GPL-3.0-or-later
// Below the plots: what the adapter answered on the way, the exact spec that ran, and the log.
#pragma once

#include <QtWidgets/QTabWidget>

#include "ui/services/run_service.h"

class QPlainTextEdit;
class QTableView;

namespace lora::ui {

class SamplesModel;

class RunTabs : public QTabWidget {
    Q_OBJECT
  public:
    explicit RunTabs(QWidget* parent = nullptr);
    void set_run(const RunView& run);

  private:
    void read_log();
    QWidget* make_spec_tab();
    QString run_path_, events_text_;
    SamplesModel* samples_;
    QTableView* table_;
    QPlainTextEdit *spec_ = nullptr, *log_ = nullptr;
    bool reading_ = false;
};

}  // namespace lora::ui
