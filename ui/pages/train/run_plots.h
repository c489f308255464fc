// SPDX-License-Identifier: GPL-3.0-or-later
// The loss plot with its tools, and beside it small plots that share its steps and cursor.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/widgets/loss_plot.h"
#include "ui/widgets/metric_plot.h"

class QSlider;
class QToolButton;

namespace lora::ui {

class Services;

class RunPlots : public QWidget {
    Q_OBJECT
  public:
    explicit RunPlots(Services& services, QWidget* parent = nullptr);
    void set_run(const RunView& run);
    LossPlot* loss_plot() const { return loss_; }
    QList<QAction*> actions_for_palette() const {
        return {reset_, log_scale_, save_png_, save_svg_, save_csv_};
    }

  Q_SIGNALS:
    void failed(const QString& what);

  private:
    QWidget* make_tools();
    void link(PlotCanvas* plot);
    void fill_overlay_menu();
    void apply_overlays();
    void save(const QString& ending, const QString& filter);
    Services& services_;
    QString run_path_;
    LossPlot* loss_;
    std::vector<MetricPlot*> metrics_;
    QAction *reset_, *log_scale_, *save_png_, *save_svg_, *save_csv_;
    QSlider* smoothing_ = nullptr;
    QMenu* overlay_menu_ = nullptr;
    QStringList overlay_runs_;
};

}  // namespace lora::ui
