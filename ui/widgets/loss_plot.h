// SPDX-License-Identifier: GPL-3.0-or-later
// The loss of a run over its steps: raw, smoothed, on the hold-out, beside other runs, with the numbers under
// the cursor.
#pragma once

#include <optional>

#include "ui/services/run_service.h"
#include "ui/widgets/plot_canvas.h"

namespace lora::ui {

class LossPlot : public PlotCanvas {
    Q_OBJECT
  public:
    explicit LossPlot(QWidget* parent = nullptr);
    struct Overlay {
        QString name;
        std::vector<PlotPoint> loss;
    };
    void set_run(const RunView& run);
    void set_overlays(std::vector<Overlay> overlays);
    /// 0 draws no second curve; near 1 is nearly a straight line.
    void set_smoothing(double smoothing);
    double smoothing() const { return smoothing_; }
    void set_log_scale(bool on);
    bool log_scale() const { return log_scale_; }
    /// "step 41 · loss 1.84 · smoothed 1.90 · hold-out 1.95"; empty without a cursor.
    QString read_out() const;
    /// step,loss,smoothed,learning_rate,grad_norm,tokens_per_second,memory_bytes,eval_loss: one line a step.
    QByteArray csv() const;

  protected:
    void fill(bool fit_height) override;
    PlotPoint extent() const override;
    double neighbour_step(double step, int direction) const override;
    void restyle() override;
    void place_cursor() override;

  private:
    void fit(const std::vector<std::vector<PlotPoint>*>& curves);
    void rebuild_overlay_graphs();
    std::vector<StepPoint> steps_;
    std::vector<PlotPoint> raw_, smoothed_, hold_out_;
    std::optional<PlotPoint> best_;
    std::vector<Overlay> overlays_;
    double smoothing_ = 0.8;
    bool log_scale_ = false;
    QCPGraph *raw_graph_, *smooth_graph_, *hold_out_graph_, *best_graph_;
    std::vector<QCPGraph*> overlay_graphs_;
    QCPItemText* label_;
};

}  // namespace lora::ui
