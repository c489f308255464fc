// SPDX-License-Identifier: GPL-3.0-or-later
// Says above every page that a program ended unexpectedly, shows its report, and goes when it is dismissed.
#pragma once

#include <QtWidgets/QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace lora::ui {

class Services;

class CrashNotice : public QFrame {
    Q_OBJECT
  public:
    explicit CrashNotice(Services& services, QWidget* parent = nullptr);
    QString words() const;

  private:
    void follow();
    void say();
    QPushButton* make_button(const QString& id, const QString& text);
    Services& services_;
    QLabel *icon_, *words_;
    QPushButton* show_;
    QPlainTextEdit* report_;
};

}  // namespace lora::ui
