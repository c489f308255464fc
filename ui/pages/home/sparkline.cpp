// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/sparkline.h"

#include <QtGui/QPainter>

#include <cmath>

#include "ui/shell/theme.h"

namespace lora::ui {

Sparkline::Sparkline(QWidget* parent) : QWidget(parent) {
    setFixedHeight(48);
    setAccessibleName(tr("Loss of the last run"));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Sparkline::set_values(std::vector<double> values) {
    values_ = std::move(values);
    values_.erase(std::remove_if(values_.begin(), values_.end(), [](double v) { return !std::isfinite(v); }), values_.end());
    update();
}

void Sparkline::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 4, -1, -4);
    painter.setPen(QPen(Theme::instance().colour(Role::line), 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    if (values_.size() < 2) return;
    const auto [low, high] = std::minmax_element(values_.begin(), values_.end());
    const double span = *high > *low ? *high - *low : 1;
    QPolygonF line;
    for (size_t i = 0; i < values_.size(); ++i)
        line << QPointF(area.left() + area.width() * static_cast<double>(i) / static_cast<double>(values_.size() - 1),
                        area.bottom() - area.height() * (values_[i] - *low) / span);
    painter.setPen(QPen(Theme::instance().colour(adapter_colour), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
}

}  // namespace lora::ui
