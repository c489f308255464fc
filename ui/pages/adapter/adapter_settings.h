// SPDX-License-Identifier: GPL-3.0-or-later
// The adapter's settings beside the grid: the brush's rank, alpha, dropout and scaling, each with its why.
#pragma once

#include <QtWidgets/QWidget>

#include "core/contract/run_spec.h"

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace lora::ui {

class ChipRow;
class FoldPanel;

class AdapterSettings : public QWidget {
    Q_OBJECT
  public:
    explicit AdapterSettings(QWidget* parent = nullptr);
    /// Shows values without signals. `mixed_alpha`: cells of the grid have different alphas.
    void show_values(int brush_rank, double alpha, bool mixed_alpha, const AdapterSpec& spec);
    FoldPanel* panel() const { return panel_; }

  Q_SIGNALS:
    void rank_chosen(int rank);
    /// Gives every painted cell the brush's rank.
    void rank_for_all();
    void alpha_changed(double alpha);
    void dropout_changed(double dropout);
    void rslora_changed(bool on);
    void forget_init_adapter();

  private:
    void add_setting(const QString& name, QWidget* control, const QString& why);
    FoldPanel* panel_;
    ChipRow* ranks_;
    QPushButton* rank_for_all_;
    QDoubleSpinBox *alpha_, *dropout_;
    QLabel* alpha_note_;
    QCheckBox* rslora_;
    QWidget* init_row_;
    QLabel* init_text_;
};

}  // namespace lora::ui
