// SPDX-License-Identifier: GPL-3.0-or-later
// Takes an adapter out of the project in a format that other tools load, verified after writing.
#pragma once

#include <vector>

#include "core/base/json.h"
#include "ui/models/variants.h"
#include "ui/shell/page.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QTableWidget;

namespace lora::ui {

class ExportPage : public Page {
    Q_OBJECT
  public:
    ExportPage(Services& services, QWidget* parent);
    QList<QAction*> palette_actions() override { return {export_, open_folder_, cancel_}; }
    void shown() override;
    bool settled() const override { return request_ == 0; }

  private:
    void make_form();
    void make_result();
    void refresh_adapters();
    void suggest_target();
    void update_state();
    void run_export();
    void show_progress(const Json& message);
    void show_result(const Json& message);
    Variant chosen() const;
    QString snippet() const;

    QAction *export_, *open_folder_, *cancel_, *go_;
    QComboBox *adapter_ = nullptr, *format_ = nullptr;
    QLineEdit* target_ = nullptr;
    QProgressBar* progress_ = nullptr;
    QLabel *phase_ = nullptr, *verdict_ = nullptr;
    QTableWidget* files_ = nullptr;
    QPlainTextEdit* snippet_ = nullptr;
    QWidget *result_area_ = nullptr, *progress_area_ = nullptr;
    std::vector<Variant> adapters_;
    QString error_, exported_to_;
    int64_t request_ = 0;
    bool target_is_own_ = false, adapter_is_own_ = false;  ///< what the user chose is not changed behind their back
};

Page* make_export_page(Services& services, QWidget* parent);

}  // namespace lora::ui
