// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/icon_engine.h"

#include <QtCore/QFile>
#include <QtGui/QPainter>
#include <QtSvg/QSvgRenderer>

namespace lora::ui {

QByteArray tinted_svg(const QString& name, const QColor& colour) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("There is no icon named %s", qPrintable(name));
        return {};
    }
    return file.readAll().replace("currentColor", colour.name().toLatin1());
}

void TintedIconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) {
    const Theme& theme = Theme::instance();
    const QColor colour = theme.colour(mode == QIcon::Disabled ? Role::text_muted : role_);
    QSvgRenderer renderer(tinted_svg(name_, colour));
    if (!renderer.isValid()) return;
    const int side = std::min(rect.width(), rect.height());
    QRectF square(0, 0, side, side);
    square.moveCenter(QRectF(rect).center());
    painter->save();
    if (mode == QIcon::Disabled) painter->setOpacity(painter->opacity() * 0.7);
    renderer.render(painter, square);
    painter->restore();
}

QPixmap TintedIconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) {
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return pixmap;
}

}  // namespace lora::ui
