// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plot_canvas.h"

#include <QtCore/QBuffer>
#include <QtSvg/QSvgGenerator>

#include <cmath>
#include <limits>

namespace lora::ui {

PlotCanvas::PlotCanvas(QWidget* parent)
    : QCustomPlot(parent), cursor_(std::numeric_limits<double>::quiet_NaN()) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    setSelectionRectMode(QCP::srmZoom);
    axisRect()->setRangeZoom(Qt::Horizontal);
    axisRect()->setRangeDrag(Qt::Horizontal);
    axisRect()->setRangeZoomFactor(0.8);
    axisRect()->setMinimumMargins({4, 6, 8, 4});
    line_ = new QCPItemStraightLine(this);
    line_->setVisible(false);
    line_->setSelectable(false);
    connect(xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] {
        if (!setting_range_) user_changed_range();
    });
    connect(selectionRect(), &QCPSelectionRect::accepted, this, [this] { user_height_ = true; });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        restyle();
        replot();
    });
}

QPen PlotCanvas::pen(Role role, double width, int alpha, Qt::PenStyle style) const {
    QColor colour = Theme::instance().colour(role);
    colour.setAlpha(alpha);
    QPen out(colour, width, style);
    out.setCosmetic(true);
    return out;
}

void PlotCanvas::restyle() {
    const auto& theme = Theme::instance();
    setBackground(QBrush(theme.colour(Role::surface_raised)));
    for (auto* axis : {xAxis, yAxis}) {
        axis->setBasePen(pen(Role::line, 1));
        axis->setTickPen(pen(Role::line, 1));
        axis->setSubTickPen(pen(Role::line, 1));
        axis->grid()->setPen(pen(Role::line, 1, 120));
        axis->grid()->setZeroLinePen(pen(Role::line, 1, 120));
        axis->setTickLabelColor(theme.colour(Role::text_muted));
        axis->setLabelColor(theme.colour(Role::text_muted));
        axis->setTickLabelFont(theme.small_font());
        axis->setLabelFont(theme.small_font());
        axis->setSubTicks(false);
        axis->setTickLengthIn(0);
        axis->setTickLengthOut(3);
        axis->setTickLabelPadding(4);
        axis->setNumberFormat(QStringLiteral("gb"));
        axis->setNumberPrecision(4);
    }
    line_->setPen(pen(Role::text_muted, 1, 200, Qt::DashLine));
    selectionRect()->setPen(pen(Role::accent, 1));
    QColor fill_colour = theme.colour(Role::accent);
    fill_colour.setAlpha(40);
    selectionRect()->setBrush(fill_colour);
    paint_focus();
}

void PlotCanvas::paint_focus() {
    axisRect()->setupFullAxesBox(false);
    const bool focused = hasFocus();
    for (auto* axis : {xAxis, yAxis, xAxis2, yAxis2}) {
        axis->setVisible(axis == xAxis || axis == yAxis || focused);
        axis->setBasePen(pen(focused ? Role::accent : Role::line, 1));
    }
    for (auto* axis : {xAxis2, yAxis2}) {
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
}

void PlotCanvas::refresh() {
    if (follows_) {
        const auto all = extent();
        setting_range_ = true;
        const double end = all.y > all.x ? all.y : all.x + 1;
        const double room = 0.02 * (end - all.x);  // a mark at the first or last step is drawn whole
        xAxis->setRange(all.x - room, end + room);
        setting_range_ = false;
    }
    fill(!user_height_);
    replot(QCustomPlot::rpQueuedReplot);
}

void PlotCanvas::show_steps(double from, double to) {
    follows_ = false;
    user_height_ = false;
    setting_range_ = true;
    xAxis->setRange(from, to);
    setting_range_ = false;
    refresh();
}

void PlotCanvas::show_all() {
    follows_ = true;
    user_height_ = false;
    refresh();
    Q_EMIT steps_shown(xAxis->range().lower, xAxis->range().upper, true);
}

void PlotCanvas::user_changed_range() {
    follows_ = false;
    fill(!user_height_);
    Q_EMIT steps_shown(xAxis->range().lower, xAxis->range().upper, false);
}

void PlotCanvas::set_cursor(double step) {
    if (cursor_ == step || (std::isnan(cursor_) && std::isnan(step))) return;
    cursor_ = step;
    line_->setVisible(!std::isnan(step));
    if (!std::isnan(step)) {
        line_->point1->setCoords(step, yAxis->range().lower);
        line_->point2->setCoords(step, yAxis->range().upper);
    }
    place_cursor();
    replot(QCustomPlot::rpQueuedReplot);
}

void PlotCanvas::mousePressEvent(QMouseEvent* event) {
    setSelectionRectMode(event->modifiers() & Qt::ShiftModifier ? QCP::srmNone : QCP::srmZoom);
    if (event->button() == Qt::LeftButton) QCustomPlot::mousePressEvent(event);
}

void PlotCanvas::mouseMoveEvent(QMouseEvent* event) {
    QCustomPlot::mouseMoveEvent(event);
    const QRect area = axisRect()->rect();
    if (!area.contains(event->position().toPoint())) return;
    Q_EMIT cursor_moved(xAxis->pixelToCoord(event->position().x()));
}

void PlotCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    if (selectionRect()->isActive()) selectionRect()->cancel();
    show_all();
    event->accept();
}

void PlotCanvas::leaveEvent(QEvent* event) {
    QCustomPlot::leaveEvent(event);
    if (!hasFocus()) Q_EMIT cursor_moved(std::numeric_limits<double>::quiet_NaN());
}

void PlotCanvas::keyPressEvent(QKeyEvent* event) {
    const QCPRange range = xAxis->range();
    const int direction = event->key() == Qt::Key_Left ? -1 : 1;
    switch (event->key()) {
        case Qt::Key_Left:
        case Qt::Key_Right:
            if (event->modifiers() & Qt::ShiftModifier) {
                xAxis->setRange(range + direction * range.size() / 10);
                replot();
            } else {
                const double from =
                    std::isnan(cursor_) ? (direction > 0 ? range.lower - 1 : range.upper + 1) : cursor_;
                Q_EMIT cursor_moved(neighbour_step(from, direction));
            }
            return;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
        case Qt::Key_Minus: {
            const double centre = std::isnan(cursor_) ? range.center() : cursor_;
            xAxis->scaleRange(event->key() == Qt::Key_Minus ? 1.25 : 0.8, centre);
            replot();
            return;
        }
        case Qt::Key_0:
        case Qt::Key_Home:
            show_all();
            return;
        default:
            QCustomPlot::keyPressEvent(event);
    }
}

void PlotCanvas::focusInEvent(QFocusEvent* event) {
    QCustomPlot::focusInEvent(event);
    paint_focus();
    replot(QCustomPlot::rpQueuedReplot);
}

void PlotCanvas::focusOutEvent(QFocusEvent* event) {
    QCustomPlot::focusOutEvent(event);
    paint_focus();
    replot(QCustomPlot::rpQueuedReplot);
}

void PlotCanvas::resizeEvent(QResizeEvent* event) {
    QCustomPlot::resizeEvent(event);
    fill(!user_height_);
    replot(QCustomPlot::rpQueuedReplot);
}

QByteArray PlotCanvas::png() {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    toPixmap(0, 0, 2.0).save(&buffer, "PNG");
    return bytes;
}

QByteArray PlotCanvas::svg() {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size());
    generator.setViewBox(rect());
    generator.setTitle(accessibleName());
    QCPPainter painter;
    if (!painter.begin(&generator)) return {};
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    toPainter(&painter, width(), height());
    painter.end();
    return bytes;
}

}  // namespace lora::ui
