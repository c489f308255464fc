// SPDX-License-Identifier: GPL-3.0-or-later
// What a page shows while it has nothing: one picture, one sentence, one button.
#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace lora::ui {

class EmptyState : public QWidget {
    Q_OBJECT
  public:
    /// `icon` as for Theme::icon.
    EmptyState(const QString& icon, const QString& sentence, const QString& button,
               QWidget* parent = nullptr);
    void set_sentence(const QString& sentence);
    /// Empty hides the button.
    void set_button(const QString& text);

  Q_SIGNALS:
    void activated();

  private:
    QString icon_;
    QLabel* picture_;
    QLabel* sentence_;
    QPushButton* button_;
};

}  // namespace lora::ui
