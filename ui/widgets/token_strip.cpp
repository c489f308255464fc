// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/token_strip.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <cstdlib>

#include "ui/models/words.h"
#include "ui/widgets/paint.h"

namespace lora::ui {

namespace {

constexpr int padding = 8, line_height = 22, box_height = 19;

}  // namespace

QString visible_piece(const QString& piece) {
    QString out;
    for (const QChar character : piece) {
        if (character == QLatin1Char('\n'))
            out += QChar(0x23ce);
        else if (character == QLatin1Char('\t'))
            out += QChar(0x21e5);
        else if (character == QLatin1Char(' '))
            out += QChar(0x00b7);
        else if (character.category() == QChar::Other_Control)
            out += QChar(0xfffd);
        else
            out += character;
    }
    return out.isEmpty() ? QString(QChar(0x2205)) : out;
}

TokenStrip::TokenStrip(QWidget* parent) : QAbstractScrollArea(parent) {
    setObjectName(QStringLiteral("token_strip"));
    setAccessibleName(tr("Tokens of this example"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        lay_out();
        viewport()->update();
    });
}

void TokenStrip::set_tokens(std::vector<StripToken> tokens, int64_t cut_tokens) {
    tokens_ = std::move(tokens);
    cut_tokens_ = cut_tokens;
    current_ = -1;
    shown_.clear();
    for (const StripToken& token : tokens_)
        shown_.push_back(visible_piece(token.piece));
    const auto loss =
        std::count_if(tokens_.begin(), tokens_.end(), [](const StripToken& t) { return t.carries_loss; });
    setAccessibleDescription(tr("%1 tokens, %2 carry loss").arg(tokens_.size()).arg(loss));
    verticalScrollBar()->setValue(0);
    lay_out();
    viewport()->update();
}

void TokenStrip::lay_out() {
    boxes_.clear();
    const QFontMetrics metrics(Theme::instance().monospace_font());
    const int right = viewport()->width() - padding;
    int x = padding, y = padding;
    for (size_t i = 0; i < tokens_.size(); ++i) {
        const int width = std::min(metrics.horizontalAdvance(shown_[i]) + 4, std::max(20, right - padding));
        if (x + width > right && x > padding) {
            x = padding;
            y += line_height;
        }
        boxes_.emplace_back(x, y, width, box_height);
        x += width + 1;
        // A line feed in the text is one here too, so that turns read as turns.
        if (tokens_[i].piece.endsWith(QLatin1Char('\n'))) {
            x = padding;
            y += line_height;
        }
    }
    const int content =
        boxes_.empty() ? 0 : boxes_.back().bottom() + padding + (cut_tokens_ > 0 ? line_height : 0);
    verticalScrollBar()->setRange(0, std::max(0, content - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(line_height);
}

QString TokenStrip::sentence(int token) const {
    if (token < 0 || token >= static_cast<int>(tokens_.size())) return {};
    const StripToken& at = tokens_[static_cast<size_t>(token)];
    const QString kind = at.carries_loss ? tr("carries loss")
                         : at.special    ? tr("special, carries no loss")
                                         : tr("read only, carries no loss");
    return tr("Token %1 of %2 · id %3 · “%4” · %5")
        .arg(grouped_words(token + 1), grouped_words(static_cast<int64_t>(tokens_.size())))
        .arg(at.id)
        .arg(visible_piece(at.piece), kind);
}

void TokenStrip::set_current(int token) {
    if (token < -1 || token >= static_cast<int>(tokens_.size()) || token == current_) return;
    current_ = token;
    if (token >= 0) setAccessibleDescription(sentence(token));
    viewport()->update();
    Q_EMIT current_changed(token);
}

int TokenStrip::token_at(QPoint position) const {
    const QPoint at = position + QPoint(0, verticalScrollBar()->value());
    for (size_t i = 0; i < boxes_.size(); ++i)
        if (boxes_[i].adjusted(0, -1, 1, 1).contains(at)) return static_cast<int>(i);
    return -1;
}

int TokenStrip::neighbour(int lines) const {
    const QRect from = boxes_[static_cast<size_t>(current_)];
    int best = current_, best_distance = 1 << 30;
    for (size_t i = 0; i < boxes_.size(); ++i) {
        const int down = boxes_[i].top() - from.top();
        if (lines > 0 ? down <= 0 : down >= 0) continue;
        const int distance = std::abs(down) * 1000 + std::abs(boxes_[i].center().x() - from.center().x());
        if (distance < best_distance) {
            best_distance = distance;
            best = static_cast<int>(i);
        }
    }
    return best;
}

void TokenStrip::mouseMoveEvent(QMouseEvent* event) {
    const int token = token_at(event->position().toPoint());
    if (token >= 0) set_current(token);
}

void TokenStrip::mousePressEvent(QMouseEvent* event) {
    set_current(token_at(event->position().toPoint()));
}

void TokenStrip::keyPressEvent(QKeyEvent* event) {
    if (boxes_.empty()) return QAbstractScrollArea::keyPressEvent(event);
    int to = std::max(current_, 0);
    const int last = static_cast<int>(boxes_.size()) - 1;
    switch (event->key()) {
        case Qt::Key_Right:
            to = current_ < 0 ? 0 : std::min(last, current_ + 1);
            break;
        case Qt::Key_Left:
            to = std::max(0, current_ - 1);
            break;
        case Qt::Key_Down:
            to = current_ < 0 ? 0 : neighbour(1);
            break;
        case Qt::Key_Up:
            to = current_ < 0 ? 0 : neighbour(-1);
            break;
        case Qt::Key_Home:
            to = 0;
            break;
        case Qt::Key_End:
            to = last;
            break;
        default:
            return QAbstractScrollArea::keyPressEvent(event);
    }
    set_current(to);
    const QRect box = boxes_[static_cast<size_t>(to)];
    QScrollBar* bar = verticalScrollBar();
    if (box.top() - padding < bar->value()) bar->setValue(box.top() - padding);
    if (box.bottom() + padding > bar->value() + viewport()->height())
        bar->setValue(box.bottom() + padding - viewport()->height());
}

void TokenStrip::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TokenStrip::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void TokenStrip::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::instance();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ground = theme.colour(Role::surface_raised);
    painter.setPen(QPen(theme.colour(Role::line), 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    if (hasFocus()) draw_focus_ring(painter, QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), 6);
    painter.setClipRect(viewport()->rect().adjusted(2, 2, -2, -2));
    painter.setFont(theme.monospace_font());
    const int offset = verticalScrollBar()->value();
    for (size_t i = 0; i < boxes_.size(); ++i) {
        const QRectF box = QRectF(boxes_[i]).translated(0, -offset).adjusted(0.5, 0.5, -0.5, -0.5);
        if (box.bottom() < 0) continue;
        if (box.top() > viewport()->height()) break;
        const StripToken& token = tokens_[i];
        const QColor tint = theme.colour(adapter_colour);
        const bool here = static_cast<int>(i) == current_;
        const QColor fill = token.carries_loss
                                ? mix(ground, tint, here ? 0.45 : 0.22)
                                : mix(ground, theme.colour(Role::text_muted), here ? 0.3 : 0.08);
        painter.setBrush(fill);
        painter.setPen(QPen(here                 ? theme.colour(Role::text)
                            : token.carries_loss ? mix(ground, tint, 0.5)
                                                 : theme.colour(Role::line),
                            1));
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(theme.colour(token.carries_loss ? Role::text : Role::text_muted));
        painter.drawText(
            box.adjusted(2, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(shown_[i], Qt::ElideRight, static_cast<int>(box.width())));
    }
    if (cut_tokens_ > 0 && !boxes_.empty()) {
        painter.setPen(theme.colour(Role::warn));
        painter.setFont(theme.small_font());
        painter.drawText(QPointF(padding, boxes_.back().bottom() + line_height - 4 - offset),
                         tr("✂ %1 more tokens are cut off by the limit").arg(grouped_words(cut_tokens_)));
    }
}

}  // namespace lora::ui
