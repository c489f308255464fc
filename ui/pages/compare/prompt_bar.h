// SPDX-License-Identifier: GPL-3.0-or-later
// Where one asks: the prompt like in a chat, and on request a system prompt and how answers are sampled.
#pragma once

#include <QtWidgets/QFrame>

#include "ui/models/comparison.h"

class QCheckBox;
class QDoubleSpinBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace lora::ui {

class Services;

class PromptBar : public QFrame {
    Q_OBJECT
  public:
    explicit PromptBar(Services& services, QWidget* parent = nullptr);
    QString prompt() const;
    QString system() const;
    Sampling sampling() const;
    void set_question(const Comparison& question);
    void set_seed(uint64_t seed);
    /// While answers come the button stops them.
    void set_busy(bool busy);
    void set_can_send(bool can, const QString& why_not);

  Q_SIGNALS:
    void send();
    void stop();
    void prompt_changed();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    QWidget* make_options();
    void restyle();
    void remember();
    void update_button();
    Services& services_;
    QPlainTextEdit* prompt_;
    QLineEdit *system_, *seed_;
    QDoubleSpinBox *temperature_, *top_p_;
    QSpinBox* length_;
    QPushButton* send_;
    bool busy_ = false, can_send_ = true;
};

}  // namespace lora::ui
