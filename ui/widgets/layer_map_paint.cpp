// SPDX-License-Identifier: GPL-3.0-or-later
// How the layer map looks; what it does is in layer_map.cpp.
#include <QtGui/QPainter>

#include <cmath>

#include "ui/widgets/layer_map.h"
#include "ui/widgets/paint.h"

namespace lora::ui {

namespace {

/// Rank 1 is a light shade, 128 the full colour; equal steps for each doubling.
QColor shade(int rank) {
    const Theme& theme = Theme::instance();
    const double strength = 0.2 + 0.8 * std::min(1.0, std::log2(static_cast<double>(rank)) / 7.0);
    return mix(theme.colour(Role::surface_raised), theme.colour(adapter_colour), strength);
}

}  // namespace

void LayerMap::draw_cell(QPainter& painter, int layer, int column) const {
    const Theme& theme = Theme::instance();
    const int rank = grid_.at(layer, column);
    const QRectF box = QRectF(cell_rect(layer, column)).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool hovered = hover_ == QPoint(column, layer);
    if (rank == 0) {
        painter.setBrush(hovered ? mix(theme.colour(Role::surface_raised), theme.colour(adapter_colour), 0.12)
                                 : theme.colour(Role::surface_raised));
        painter.setPen(QPen(theme.colour(hovered ? Role::text_muted : Role::line), 1));
        painter.drawRoundedRect(box, 3, 3);
        return;
    }
    const QColor ground = shade(rank);
    painter.setBrush(ground);
    painter.setPen(QPen(hovered ? theme.colour(Role::text) : mix(ground, theme.colour(Role::text), 0.15), 1));
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(ink_on(ground));
    painter.drawText(box, Qt::AlignCenter, QString::number(rank));
}

void LayerMap::draw_headers(QPainter& painter) const {
    const Theme& theme = Theme::instance();
    painter.setFont(theme.small_font());
    painter.setPen(theme.colour(Role::text_muted));
    const auto group = [&](int first, int last, const QString& name) {
        if (last >= grid_.columns()) return;
        const QRect area = column_header_rect(first).united(column_header_rect(last)).translated(0, -18);
        painter.drawText(area, Qt::AlignCenter, name);
    };
    group(0, 3, tr("attention"));
    group(4, 6, tr("feed-forward"));
    QFont bold = theme.body_font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme.colour(Role::text));
    for (int column = 0; column < grid_.columns(); ++column)
        painter.drawText(column_header_rect(column), Qt::AlignCenter,
                         short_module_name(grid_.modules[static_cast<size_t>(column)]));
}

void LayerMap::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::instance();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    if (grid_.layers == 0 || grid_.columns() == 0) return;
    draw_headers(painter);
    const int header = column_header_rect(0).bottom() + 2;
    painter.setClipRect(0, header, viewport()->width(), viewport()->height() - header);
    QFont figures = theme.figures_font();
    figures.setPixelSize(std::min(11, cell_rect(0, 0).height() - 2));
    painter.setFont(figures);
    for (int layer = 0; layer < grid_.layers; ++layer) {
        const QRect row = row_header_rect(layer);
        if (row.bottom() < header || row.top() > viewport()->height()) continue;
        painter.setPen(theme.colour(cursor_.y() == layer && hasFocus() ? Role::text : Role::text_muted));
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, QString::number(layer));
        for (int column = 0; column < grid_.columns(); ++column)
            draw_cell(painter, layer, column);
    }
    if (!hasFocus()) return;
    const QRect area = selection();
    const QRect from = cell_rect(area.top(), area.left()), to = cell_rect(area.bottom(), area.right());
    draw_focus_ring(painter, QRectF(from.united(to)).adjusted(-0.5, -0.5, 0.5, 0.5), 4);
}

}  // namespace lora::ui
