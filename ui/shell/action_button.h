// SPDX-License-Identifier: GPL-3.0-or-later
// A push button that shows one action: text, icon, enabled, visible and tool tip follow it.
#pragma once

#include <QtCore/QPointer>
#include <QtGui/QAction>
#include <QtWidgets/QPushButton>

namespace lora::ui {

class ActionButton : public QPushButton {
    Q_OBJECT
  public:
    explicit ActionButton(QWidget* parent = nullptr) : QPushButton(parent) { hide(); }
    explicit ActionButton(QAction* action, QWidget* parent = nullptr) : ActionButton(parent) { set_action(action); }
    /// Null hides the button. The action stays its owner's.
    void set_action(QAction* action);
    QAction* action() const { return action_; }

  private:
    void follow();
    QPointer<QAction> action_;
};

}  // namespace lora::ui
