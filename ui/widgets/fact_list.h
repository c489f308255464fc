// SPDX-License-Identifier: GPL-3.0-or-later
// Names and values in two columns, as on a data sheet; values can be selected and copied.
#pragma once

#include <QtWidgets/QWidget>

class QGridLayout;
class QLabel;

namespace lora::ui {

class FactList : public QWidget {
    Q_OBJECT
  public:
    explicit FactList(QWidget* parent = nullptr);
    /// Adds the fact or changes its value; `why` explains the name under the cursor.
    void set_fact(const QString& name, const QString& value, const QString& why = {},
                  bool monospaced = false);
    void clear();
    QString value(const QString& name) const;
    /// Beside the value of a fact, e.g. a copy button; the list takes it.
    void set_companion(const QString& name, QWidget* companion);

  private:
    struct Row {
        QString name;
        QLabel* label;
        QLabel* value;
    };
    QGridLayout* grid_;
    std::vector<Row> rows_;
};

}  // namespace lora::ui
