// SPDX-License-Identifier: GPL-3.0-or-later
// A failure in words: what happened, to what, what to do; the whole can be copied.
#pragma once

#include <QtWidgets/QFrame>

#include "core/base/result.h"

class QLabel;
class QPushButton;

namespace lora::ui {

class RefusalPanel : public QFrame {
    Q_OBJECT
  public:
    explicit RefusalPanel(QWidget* parent = nullptr);
    /// `about` is the file or folder that was refused.
    void set_error(const QString& about, const Error& error);
    QString details() const { return details_; }

  Q_SIGNALS:
    void dismissed();

  private:
    QLabel* what_;
    QLabel* where_;
    QLabel* hint_;
    QString details_;
};

}  // namespace lora::ui
