// SPDX-License-Identifier: GPL-3.0-or-later
// A strip of key numbers with tabular figures, in which nothing jumps when a number changes width.
#pragma once

#include <QtWidgets/QFrame>

#include <map>

class QLabel;

namespace lora::ui {

class KeyNumbers : public QFrame {
    Q_OBJECT
  public:
    explicit KeyNumbers(QWidget* parent = nullptr);
    /// `widest` is the widest value that the cell must hold without moving its neighbours.
    void add(const QString& id, const QString& label, const QString& widest, const QString& explanation);
    void set(const QString& id, const QString& value);
    QString value(const QString& id) const;

  private:
    void restyle();
    struct Cell {
        QLabel *value = nullptr, *label = nullptr;
        QString name, widest;
    };
    std::map<QString, Cell> cells_;
};

}  // namespace lora::ui
