// SPDX-License-Identifier: GPL-3.0-or-later
// A small plot of one number over the steps; several of them share the loss plot's axis and cursor.
#pragma once

#include <functional>

#include "ui/widgets/plot_canvas.h"

namespace lora::ui {

class MetricPlot : public PlotCanvas {
    Q_OBJECT
  public:
    /// `format` writes a value with its unit.
    MetricPlot(const QString& title, Role colour, std::function<QString(double)> format,
               QWidget* parent = nullptr);
    void set_points(std::vector<PlotPoint> points);
    /// "Learning rate 1.9e-4": the value under the cursor, else the last one.
    QString read_out() const;

  protected:
    void fill(bool fit_height) override;
    PlotPoint extent() const override;
    double neighbour_step(double step, int direction) const override;
    void restyle() override;
    void place_cursor() override;

  private:
    QString title_;
    Role colour_;
    std::function<QString(double)> format_;
    std::vector<PlotPoint> points_;
    QCPTextElement* heading_;
};

}  // namespace lora::ui
