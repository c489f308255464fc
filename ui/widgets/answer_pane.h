// SPDX-License-Identifier: GPL-3.0-or-later
// One pane of a comparison: whose answer, from which weights, how fast, and the answer itself.
#pragma once

#include <QtWidgets/QFrame>

#include <vector>

#include "ui/models/comparison.h"
#include "ui/models/variants.h"
#include "ui/widgets/answer_view.h"

class QComboBox;
class QLabel;
class QToolButton;

namespace lora::ui {

class AnswerPane : public QFrame {
    Q_OBJECT
  public:
    explicit AnswerPane(int number, QWidget* parent = nullptr);
    /// What can answer. The variant whose answer is on show stays in the list though it may be gone from disk: a pane
    /// never puts another's name over an answer.
    void set_variants(const std::vector<Variant>& variants);
    /// Chooses by id; false when there is no such variant.
    bool choose(const QString& id);
    /// Shows `variant` as the one that answers, also where the list lacks it.
    void show_variant(const Variant& variant);
    Variant variant() const;
    void set_removable(bool on);
    AnswerView* view() const { return view_; }
    /// Shows a finished answer.
    void set_answer(const Answer& answer);
    void start();
    void set_weights(const QString& sha256);
    void set_tokens_per_second(double rate);
    /// "Stopped", "Cut at 128 tokens"; empty hides it.
    void set_note(const QString& note, bool bad = false);
    QString note() const;
    QString weights() const { return weights_; }

  Q_SIGNALS:
    void variant_chosen();
    void remove_asked();

  private:
    void restyle();
    std::vector<Variant> variants_;
    QString weights_;
    bool note_is_bad_ = false;
    QComboBox* choice_;
    QToolButton *fingerprint_, *copy_, *remove_;
    QLabel *rate_, *note_;
    AnswerView* view_;
};

}  // namespace lora::ui
