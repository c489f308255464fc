// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/answer_view.h"

#include <QtGui/QHelpEvent>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolTip>

#include <algorithm>
#include <cmath>

#include "ui/models/words.h"

namespace lora::ui {

double token_tint(const AnswerToken& token) {
    if (!token.logprob) return 0;
    if (token.base_logprob) return std::clamp((*token.logprob - *token.base_logprob) / 3.0, -1.0, 1.0);
    return std::exp(*token.logprob) - 1;
}

AnswerView::AnswerView(QWidget* parent) : QTextEdit(parent) {
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setAcceptRichText(false);
    document()->setDocumentMargin(12);
    connect(&Theme::instance(), &Theme::changed, this, &AnswerView::paint_marks);
}

void AnswerView::start() {
    answer_.clear();
    tokens_.clear();
    differences_.clear();
    setPlainText({});
    setExtraSelections({});
}

void AnswerView::append(const AnswerToken& token) {
    tokens_.push_back({{answer_.size(), token.text.size()}, token});
    answer_ += token.text;
    const bool at_end = verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 4;
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(token.text);
    if (at_end) verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    if (show_probabilities_) paint_marks();
}

void AnswerView::finish(const QString& text) {
    if (text != answer_) {
        if (!text.startsWith(answer_) && !answer_.startsWith(text)) tokens_.clear();
        answer_ = text;
        setPlainText(text);
    }
    paint_marks();
}

void AnswerView::set_differences(std::vector<TextRange> ranges) {
    differences_ = std::move(ranges);
    paint_marks();
}

void AnswerView::set_show_probabilities(bool on) {
    show_probabilities_ = on;
    paint_marks();
}

void AnswerView::set_colour(Role role) {
    role_ = role;
    paint_marks();
}

void AnswerView::paint_marks() {
    const auto& theme = Theme::instance();
    QList<QTextEdit::ExtraSelection> marks;
    const auto mark = [&](const TextRange& range, const QTextCharFormat& format) {
        QTextCursor cursor(document());
        const auto last = std::max(0, document()->characterCount() - 1);
        cursor.setPosition(static_cast<int>(std::min<qsizetype>(range.start, last)));
        cursor.setPosition(static_cast<int>(std::min<qsizetype>(range.start + range.length, last)),
                           QTextCursor::KeepAnchor);
        marks.push_back({cursor, format});
    };
    if (show_probabilities_)
        for (const auto& placed : tokens_) {
            const double tint = token_tint(placed.token);
            if (std::abs(tint) < 0.05) continue;
            QColor colour = theme.colour(tint > 0                    ? adapter_colour
                                         : placed.token.base_logprob ? base_colour
                                                                     : Role::series5);
            colour.setAlphaF(static_cast<float>(std::min(0.45, 0.45 * std::abs(tint))));
            QTextCharFormat format;
            format.setBackground(colour);
            mark(placed.range, format);
        }
    QTextCharFormat underline;
    underline.setUnderlineStyle(QTextCharFormat::SingleUnderline);
    underline.setUnderlineColor(theme.colour(role_));
    underline.setFontUnderline(true);
    for (const auto& range : differences_)
        mark(range, underline);
    setExtraSelections(marks);
}

QString AnswerView::token_words(const Placed& placed) const {
    const auto& token = placed.token;
    if (!token.logprob) return {};
    QString text = tr("“%1”: probability %2 %, log-probability %3")
                       .arg(QString(token.text).replace(u'\n', QStringLiteral("↵")))
                       .arg(decimal_words(100 * std::exp(*token.logprob), 'f', 1))
                       .arg(decimal_words(*token.logprob, 'f', 2));
    if (token.base_logprob)
        //: after the probability and log-probability of a token with the adapter: the same with the base alone
        text += u'\n' + tr("to the base: %1 %, %2")
                    .arg(decimal_words(100 * std::exp(*token.base_logprob), 'f', 1))
                    .arg(decimal_words(*token.base_logprob, 'f', 2));
    return text;
}

bool AnswerView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || !show_probabilities_) return QTextEdit::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int position = cursorForPosition(viewport()->mapFrom(this, help->pos())).position();
    for (const auto& placed : tokens_)
        if (position >= placed.range.start && position < placed.range.start + placed.range.length) {
            QToolTip::showText(help->globalPos(), token_words(placed), this);
            return true;
        }
    QToolTip::hideText();
    return true;
}

}  // namespace lora::ui
