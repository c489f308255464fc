// SPDX-License-Identifier: GPL-3.0-or-later
// Small painting helpers that our custom widgets share: mixing role colours and the focus ring.
#pragma once

#include <QtGui/QPainter>

#include <cmath>

#include "ui/shell/theme.h"

namespace lora::ui {

/// `share` of `over`, the rest `under`.
inline QColor mix(const QColor& under, const QColor& over, double share) {
    const auto part = [share](float a, float b) { return static_cast<float>(a + (b - a) * share); };
    return QColor::fromRgbF(part(under.redF(), over.redF()), part(under.greenF(), over.greenF()),
                            part(under.blueF(), over.blueF()));
}

/// Near black or white, whichever has more contrast on `ground` (relative luminance as WCAG 2 defines it).
inline QColor ink_on(const QColor& ground) {
    const auto linear = [](float part) {
        return part <= 0.04045f ? part / 12.92 : std::pow((static_cast<double>(part) + 0.055) / 1.055, 2.4);
    };
    const double luminance =
        0.2126 * linear(ground.redF()) + 0.7152 * linear(ground.greenF()) + 0.0722 * linear(ground.blueF());
    return luminance > 0.18 ? QColor(0x11, 0x13, 0x16) : QColor(Qt::white);
}

inline void draw_focus_ring(QPainter& painter, const QRectF& around, double radius = 4) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Theme::instance().colour(Role::accent), 2));
    painter.drawRoundedRect(around, radius, radius);
    painter.restore();
}

}  // namespace lora::ui
