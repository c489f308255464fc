// SPDX-License-Identifier: GPL-3.0-or-later
// A run's loss as one small line without axes.
#pragma once

#include <QtWidgets/QWidget>

#include <vector>

namespace lora::ui {

class Sparkline : public QWidget {
    Q_OBJECT
  public:
    explicit Sparkline(QWidget* parent = nullptr);
    void set_values(std::vector<double> values);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    std::vector<double> values_;
};

}  // namespace lora::ui
