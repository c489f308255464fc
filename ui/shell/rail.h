// SPDX-License-Identifier: GPL-3.0-or-later
// The rail on the left: the job in its order, each step with its state. Navigation, not a wizard.
#pragma once

#include <QtCore/QHash>
#include <QtGui/QKeySequence>
#include <QtWidgets/QFrame>

#include "ui/shell/page.h"

class QToolButton;
class QVBoxLayout;

namespace lora::ui {

/// Ctrl and the page's number in the rail, from 1 to 9.
QKeySequence key_of_page(int number);

class Rail : public QFrame {
    Q_OBJECT
  public:
    explicit Rail(QWidget* parent = nullptr);
    void add(Page* page, PageEntry::Group group, int number);
    void set_current(const QString& id);
    /// Keyboard focus to the current page's button.
    void take_focus();

  Q_SIGNALS:
    void chosen(const QString& page_id);

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void show_state(Page* page);
    QHash<QString, QToolButton*> buttons_;
    QList<QToolButton*> order_;
    QVBoxLayout* groups_[3];
};

}  // namespace lora::ui
