// SPDX-License-Identifier: GPL-3.0-or-later
// Draws one of our SVG icons in the theme's colour of the moment, at whatever resolution is asked for.
#pragma once

#include <QtGui/QIconEngine>

#include "ui/shell/theme.h"

namespace lora::ui {

class TintedIconEngine : public QIconEngine {
  public:
    TintedIconEngine(QString name, Role role) : name_(std::move(name)), role_(role) {}
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QString iconName() override { return name_; }
    QIconEngine* clone() const override { return new TintedIconEngine(*this); }

  private:
    QString name_;
    Role role_;
};

/// SVG text of an icon with its strokes in `colour`; empty where there is no such icon.
QByteArray tinted_svg(const QString& name, const QColor& colour);

}  // namespace lora::ui
