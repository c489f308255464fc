// SPDX-License-Identifier: GPL-3.0-or-later
// The right-hand panel that holds details and can be folded to a strip; remembers whether it was.
#pragma once

#include <QtWidgets/QFrame>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace lora::ui {

class FoldPanel : public QFrame {
    Q_OBJECT
  public:
    FoldPanel(const QString& title, int open_width, QWidget* parent = nullptr);
    /// Where the details go, top to bottom.
    QVBoxLayout* content() const { return content_; }
    bool is_open() const { return open_; }
    void set_open(bool open);

  Q_SIGNALS:
    void open_changed(bool open);

  private:
    bool open_ = true;
    int open_width_;
    QLabel* title_;
    QToolButton* fold_;
    QWidget* holder_;
    QVBoxLayout* content_;
};

}  // namespace lora::ui
