// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every page, light and dark, made by the program itself.
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QTimer>

#include "ui/shell/theme.h"

namespace lora::ui {

class MainWindow;
class Services;

/// Walks through the pages, waits until each has settled, and writes train-light.png and the like. Leaves the
/// application when done: 0, or 1 where a picture could not be written or a page never settled.
class Tour : public QObject {
    Q_OBJECT
  public:
    Tour(Services& services, MainWindow& window, QString folder, QObject* parent = nullptr);
    void start();
    const QStringList& written() const { return written_; }

  private:
    void next();
    void look();
    Services& services_;
    MainWindow& window_;
    QString folder_;
    QStringList written_;
    QTimer timer_;
    QElapsedTimer waited_;
    size_t step_ = 0;
    int calm_ = 0;
    bool complete_ = true;
};

}  // namespace lora::ui
