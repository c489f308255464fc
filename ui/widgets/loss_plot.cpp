// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/loss_plot.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "ui/models/run_words.h"

namespace lora::ui {
namespace {

void put(QCPGraph* graph, const std::vector<PlotPoint>& points, bool positive_only) {
    QVector<double> x, y;
    for (const auto& point : points) {
        if (!std::isfinite(point.y) || (positive_only && point.y <= 0)) continue;
        x.append(point.x);
        y.append(point.y);
    }
    graph->setData(x, y, true);
}

const Role overlay_roles[] = {Role::series6, Role::series5, Role::series4, Role::series3};

}  // namespace

LossPlot::LossPlot(QWidget* parent) : PlotCanvas(parent) {
    setAccessibleName(tr("Loss over training steps"));
    setToolTip({});
    raw_graph_ = addGraph();
    smooth_graph_ = addGraph();
    hold_out_graph_ = addGraph();
    best_graph_ = addGraph();
    raw_graph_->setName(tr("Loss of each step"));
    smooth_graph_->setName(tr("Smoothed"));
    hold_out_graph_->setName(tr("Hold-out"));
    //: the best value of the hold-out loss, in the plot's legend
    best_graph_->setName(tr("Best"));
    hold_out_graph_->setLineStyle(QCPGraph::lsLine);
    best_graph_->setLineStyle(QCPGraph::lsNone);
    xAxis->setLabel(tr("step"));
    yAxis->setLabel(tr("loss"));
    legend->setVisible(true);
    axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
    label_ = new QCPItemText(this);
    label_->setVisible(false);
    label_->setSelectable(false);
    label_->setPadding({8, 6, 8, 6});
    label_->setTextAlignment(Qt::AlignLeft);
    label_->setClipToAxisRect(false);
    label_->position->setType(QCPItemPosition::ptAbsolute);
    restyle();
    refresh();
}

void LossPlot::restyle() {
    PlotCanvas::restyle();
    const auto& theme = Theme::instance();
    raw_graph_->setPen(pen(adapter_colour, 1, 150));
    smooth_graph_->setPen(pen(adapter_colour, 2));
    hold_out_graph_->setPen(pen(Role::series3, 1, 160, Qt::DotLine));
    hold_out_graph_->setScatterStyle(
        {QCPScatterStyle::ssDiamond, theme.colour(Role::series3), theme.colour(Role::series3), 8});
    best_graph_->setPen(pen(Role::series3, 1.5));
    best_graph_->setScatterStyle({QCPScatterStyle::ssCircle, theme.colour(Role::text), Qt::transparent, 14});
    for (size_t i = 0; i < overlay_graphs_.size(); ++i)
        overlay_graphs_[i]->setPen(pen(overlay_roles[i % std::size(overlay_roles)], 1.5, 220,
                                       i % 2 ? Qt::DashDotLine : Qt::DashLine));
    QColor raised = theme.colour(Role::surface_raised);
    raised.setAlpha(220);
    legend->setBrush(raised);
    legend->setBorderPen(Qt::NoPen);
    legend->setFont(theme.small_font());
    legend->setTextColor(theme.colour(Role::text_muted));
    legend->setIconSize(20, 18);  // the ring around the best, 14 wide, and its stroke
    legend->setRowSpacing(0);
    label_->setFont(theme.small_font());
    label_->setColor(theme.colour(Role::text));
    label_->setBrush(theme.colour(Role::surface));
    label_->setPen(pen(Role::line, 1));
}

void LossPlot::set_run(const RunView& run) {
    steps_ = run.steps;
    raw_.clear();
    raw_.reserve(steps_.size());
    for (const auto& step : steps_)
        raw_.push_back({static_cast<double>(step.step), step.loss});
    smoothed_ = smooth(raw_, smoothing_);
    hold_out_.clear();
    best_.reset();
    if (run.eval_loss_before) hold_out_.push_back({0, *run.eval_loss_before});
    for (const auto& point : run.evaluations) {
        const PlotPoint here{static_cast<double>(point.step), point.loss};
        if (!hold_out_.empty() && here.x <= hold_out_.back().x) continue;
        hold_out_.push_back(here);
    }
    for (const auto& point : hold_out_)
        if (std::isfinite(point.y) && (!best_ || point.y < best_->y)) best_ = point;
    place_cursor();
    refresh();
}

void LossPlot::set_overlays(std::vector<Overlay> overlays) {
    overlays_ = std::move(overlays);
    rebuild_overlay_graphs();
    refresh();
}

void LossPlot::rebuild_overlay_graphs() {
    for (auto* graph : overlay_graphs_)
        removeGraph(graph);
    overlay_graphs_.clear();
    for (const auto& overlay : overlays_) {
        overlay_graphs_.push_back(addGraph());
        overlay_graphs_.back()->setName(overlay.name);
    }
    restyle();
}

void LossPlot::set_smoothing(double smoothing) {
    smoothing_ = smoothing;
    smoothed_ = smooth(raw_, smoothing_);
    place_cursor();
    refresh();
}

void LossPlot::set_log_scale(bool on) {
    log_scale_ = on;
    yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    yAxis->setTicker(on ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                        : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    refresh();
}

PlotPoint LossPlot::extent() const {
    double from = 0, to = 1;
    const auto include = [&](const std::vector<PlotPoint>& points) {
        if (!points.empty()) to = std::max(to, points.back().x);
    };
    include(raw_);
    include(hold_out_);
    for (const auto& overlay : overlays_)
        include(overlay.loss);
    return {from, to};
}

double LossPlot::neighbour_step(double step, int direction) const {
    const int index = nearest_point(raw_, step);
    if (index < 0) return step;
    const int next = std::clamp(index + (raw_[static_cast<size_t>(index)].x == step ? direction : 0), 0,
                                static_cast<int>(raw_.size()) - 1);
    return raw_[static_cast<size_t>(next)].x;
}

void LossPlot::fill(bool fit_height) {
    const QCPRange range = xAxis->range();
    const int pixels = std::max(1, plot_width());
    const auto thin = [&](const std::vector<PlotPoint>& points) {
        return thin_to_pixels(points, range.lower, range.upper, pixels);
    };
    auto raw = thin(raw_), smoothed = thin(smoothed_), hold_out = thin(hold_out_);
    put(raw_graph_, raw, log_scale_);
    put(smooth_graph_, smoothing_ > 0 ? smoothed : std::vector<PlotPoint>{}, log_scale_);
    put(hold_out_graph_, hold_out, log_scale_);
    put(best_graph_, best_ ? std::vector<PlotPoint>{*best_} : std::vector<PlotPoint>{}, log_scale_);
    std::vector<std::vector<PlotPoint>> others;
    for (const auto& overlay : overlays_)
        others.push_back(smooth(thin(overlay.loss), smoothing_));
    for (size_t i = 0; i < others.size() && i < overlay_graphs_.size(); ++i)
        put(overlay_graphs_[i], others[i], log_scale_);
    if (!fit_height) return;
    std::vector<std::vector<PlotPoint>*> curves{&raw, &hold_out};
    for (auto& other : others)
        curves.push_back(&other);
    fit(curves);
}

void LossPlot::fit(const std::vector<std::vector<PlotPoint>*>& curves) {
    const QCPRange visible = xAxis->range();
    double low = 0, high = 0;
    bool any = false;
    for (const auto* curve : curves)
        for (const auto& point : *curve) {
            if (!std::isfinite(point.y) || (log_scale_ && point.y <= 0) || !visible.contains(point.x))
                continue;
            low = any ? std::min(low, point.y) : point.y;
            high = any ? std::max(high, point.y) : point.y;
            any = true;
        }
    if (!any) return yAxis->setRange(log_scale_ ? 0.1 : 0, log_scale_ ? 10 : 1);
    if (log_scale_) return yAxis->setRange(low / 1.1, high * 1.1);
    const double room = high > low ? (high - low) * 0.06 : std::max(high * 0.1, 1e-6);
    yAxis->setRange(std::max(low - room, low >= 0 ? 0.0 : low - room), high + room);
}

QString LossPlot::read_out() const {
    const int index = std::isnan(cursor()) ? -1 : nearest_point(raw_, cursor());
    if (index < 0) return {};
    const auto& point = raw_[static_cast<size_t>(index)];
    QStringList parts{tr("step %1 · loss %2").arg(count_text(static_cast<int64_t>(point.x)), loss_text(point.y))};
    if (const int i = nearest_point(smoothed_, point.x); i >= 0 && smoothing_ > 0)
        parts << tr("smoothed %1").arg(loss_text(smoothed_[static_cast<size_t>(i)].y));
    const double near = 6 * xAxis->range().size() / std::max(1, axisRect()->width());
    if (const int i = nearest_point(hold_out_, point.x);
        i >= 0 && std::abs(hold_out_[static_cast<size_t>(i)].x - point.x) <= std::max(near, 0.5))
        parts << tr("hold-out %1 at step %2")
                     .arg(loss_text(hold_out_[static_cast<size_t>(i)].y),
                          count_text(static_cast<int64_t>(hold_out_[static_cast<size_t>(i)].x)));
    QString text = parts.join(QStringLiteral(" · "));
    for (const auto& overlay : overlays_)
        if (const int i = nearest_point(overlay.loss, point.x); i >= 0)
            text += QStringLiteral("\n%1: %2")
                        .arg(overlay.name, loss_text(overlay.loss[static_cast<size_t>(i)].y));
    return text;
}

void LossPlot::place_cursor() {
    const QString text = read_out();
    setAccessibleDescription(text);
    label_->setVisible(!text.isEmpty());
    if (text.isEmpty()) return;
    label_->setText(text);
    const QRect area = axisRect()->rect();
    const double x = xAxis->coordToPixel(cursor());
    const bool left_half = x < area.center().x();
    label_->setPositionAlignment((left_half ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignBottom);
    label_->position->setCoords(x + (left_half ? 8 : -8), area.bottom() - 8);
}

QByteArray LossPlot::csv() const {
    std::map<double, double> hold_out;
    for (const auto& point : hold_out_)
        hold_out[point.x] = point.y;
    QString text = QStringLiteral(
        "step,loss,smoothed,learning_rate,grad_norm,tokens_per_second,memory_bytes,eval_loss\n");
    const auto number = [](double value) { return QString::number(value, 'g', 10); };
    size_t finite = 0;
    for (const auto& step : steps_) {
        const bool has_smooth = std::isfinite(step.loss) && finite < smoothed_.size();
        const auto eval = hold_out.find(static_cast<double>(step.step));
        text += QStringList{QString::number(step.step),
                            number(step.loss),
                            has_smooth ? number(smoothed_[finite].y) : QString(),
                            number(step.learning_rate),
                            number(step.grad_norm),
                            number(step.tokens_per_second),
                            number(step.memory_bytes),
                            eval == hold_out.end() ? QString() : number(eval->second)}
                    .join(u',') +
                u'\n';
        if (has_smooth) ++finite;
    }
    return text.toUtf8();
}

}  // namespace lora::ui
