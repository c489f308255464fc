// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens of one example in reading order: those that carry loss in colour, the rest grey, each boundary
// visible.
#pragma once

#include <QtWidgets/QAbstractScrollArea>

#include <cstdint>
#include <vector>

namespace lora::ui {

struct StripToken {
    int32_t id = 0;
    QString piece;  ///< as decoded; control characters are shown by the strip
    bool carries_loss = false;
    bool special = false;
};

class TokenStrip : public QAbstractScrollArea {
    Q_OBJECT
  public:
    explicit TokenStrip(QWidget* parent = nullptr);
    /// `cut_tokens`: how many more the limit has cut off.
    void set_tokens(std::vector<StripToken> tokens, int64_t cut_tokens);
    const std::vector<StripToken>& tokens() const { return tokens_; }
    int current() const { return current_; }
    void set_current(int token);
    /// "Token 17 of 210 · id 1234 · “ bank” · carries loss"
    QString sentence(int token) const;
    QSize sizeHint() const override { return {480, 140}; }
    QSize minimumSizeHint() const override { return {200, 72}; }

  Q_SIGNALS:
    /// The token under the cursor, by mouse or key; -1: none.
    void current_changed(int token);

  protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override { lay_out(); }
    void mouseMoveEvent(QMouseEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;

  private:
    void lay_out();
    int token_at(QPoint position) const;
    /// The token in the next line up or down that lies nearest.
    int neighbour(int lines) const;

    std::vector<StripToken> tokens_;
    std::vector<QString> shown_;
    std::vector<QRect> boxes_;  ///< in content coordinates
    int64_t cut_tokens_ = 0;
    int current_ = -1;
};

/// Makes blanks, line feeds and control characters visible: "⏎", "·".
QString visible_piece(const QString& piece);

}  // namespace lora::ui
