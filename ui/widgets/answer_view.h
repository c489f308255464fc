// SPDX-License-Identifier: GPL-3.0-or-later
// An answer as it streams in: differing words underlined, and each token's probability as a tint on request.
#pragma once

#include <QtWidgets/QTextEdit>

#include <optional>
#include <vector>

#include "ui/shell/theme.h"
#include "ui/widgets/word_diff.h"

namespace lora::ui {

struct AnswerToken {
    QString text;
    std::optional<double> logprob, base_logprob;
};

class AnswerView : public QTextEdit {
    Q_OBJECT
  public:
    explicit AnswerView(QWidget* parent = nullptr);
    void start();
    void append(const AnswerToken& token);
    /// The whole text as the last message has it; keeps the tokens when they make up the same text.
    void finish(const QString& text);
    const QString& answer() const { return answer_; }
    void set_differences(std::vector<TextRange> ranges);
    const std::vector<TextRange>& differences() const { return differences_; }
    void set_show_probabilities(bool on);
    void set_colour(Role role);

  protected:
    bool event(QEvent* event) override;

  private:
    void paint_marks();
    struct Placed {
        TextRange range;
        AnswerToken token;
    };
    QString token_words(const Placed& placed) const;
    QString answer_;
    std::vector<Placed> tokens_;
    std::vector<TextRange> differences_;
    bool show_probabilities_ = false;
    Role role_ = base_colour;
};

/// How a token is tinted: less likely than to the base −1 … 0 … 1 more likely. Without the base's number its
/// own probability decides: −1 where the model hardly expected it itself, 0 where it was sure.
double token_tint(const AnswerToken& token);

}  // namespace lora::ui
