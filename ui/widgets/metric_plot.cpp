// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/metric_plot.h"

#include <algorithm>
#include <cmath>

namespace lora::ui {

MetricPlot::MetricPlot(const QString& title, Role colour, std::function<QString(double)> format,
                       QWidget* parent)
    : PlotCanvas(parent), title_(title), colour_(colour), format_(std::move(format)) {
    setAccessibleName(title);
    setMinimumHeight(72);
    addGraph();
    heading_ = new QCPTextElement(this, title);
    heading_->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter);
    heading_->setMargins({8, 4, 8, 0});
    plotLayout()->insertRow(0);
    plotLayout()->addElement(0, 0, heading_);
    plotLayout()->setRowSpacing(0);
    xAxis->setTickLabels(false);
    yAxis->ticker()->setTickCount(3);
    restyle();
    refresh();
}

void MetricPlot::restyle() {
    PlotCanvas::restyle();
    graph(0)->setPen(pen(colour_, 1.5));
    yAxis->setNumberPrecision(5);
    heading_->setFont(Theme::instance().small_font());
    heading_->setTextColor(Theme::instance().colour(Role::text_muted));
}

void MetricPlot::set_points(std::vector<PlotPoint> points) {
    points_ = std::move(points);
    place_cursor();
    refresh();
}

QString MetricPlot::read_out() const {
    const int index =
        std::isnan(cursor()) ? static_cast<int>(points_.size()) - 1 : nearest_point(points_, cursor());
    return index < 0 ? title_
                     : title_ + QStringLiteral("   ") + format_(points_[static_cast<size_t>(index)].y);
}

void MetricPlot::place_cursor() {
    heading_->setText(read_out());
    setAccessibleDescription(read_out());
}

PlotPoint MetricPlot::extent() const {
    return points_.empty() ? PlotPoint{0, 1} : PlotPoint{points_.front().x, points_.back().x};
}

double MetricPlot::neighbour_step(double step, int direction) const {
    const int index = nearest_point(points_, step);
    if (index < 0) return step;
    const int next = std::clamp(index + (points_[static_cast<size_t>(index)].x == step ? direction : 0), 0,
                                static_cast<int>(points_.size()) - 1);
    return points_[static_cast<size_t>(next)].x;
}

void MetricPlot::fill(bool fit_height) {
    const QCPRange range = xAxis->range();
    const auto visible = thin_to_pixels(points_, range.lower, range.upper, std::max(1, plot_width()));
    QVector<double> x, y;
    double low = 0, high = 0;
    bool any = false;
    for (const auto& point : visible) {
        if (!std::isfinite(point.y)) continue;
        x.append(point.x);
        y.append(point.y);
        low = any ? std::min(low, point.y) : point.y;
        high = any ? std::max(high, point.y) : point.y;
        any = true;
    }
    graph(0)->setData(x, y, true);
    if (!fit_height) return;
    const double room = high > low ? (high - low) * 0.1 : std::max(std::abs(high) * 0.1, 1e-12);
    yAxis->setRange(any ? low - room : 0, any ? high + room : 1);
}

}  // namespace lora::ui
