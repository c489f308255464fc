// SPDX-License-Identifier: GPL-3.0-or-later
// A row of small buttons: presets that act once, or values of which one is chosen.
#pragma once

#include <QtWidgets/QWidget>

class QAbstractButton;
class QButtonGroup;

namespace lora::ui {

class ChipRow : public QWidget {
    Q_OBJECT
  public:
    enum class Kind { actions, choice };
    explicit ChipRow(Kind kind, QWidget* parent = nullptr);
    /// `value` comes back in the signal; `accessible_name` defaults to the text.
    QAbstractButton* add(int value, const QString& text, const QString& tooltip,
                         const QString& accessible_name = {});
    /// Chooses without a signal; a value that no chip has clears the choice.
    void set_value(int value);

  Q_SIGNALS:
    void clicked(int value);

  private:
    Kind kind_;
    QButtonGroup* group_;
};

}  // namespace lora::ui
