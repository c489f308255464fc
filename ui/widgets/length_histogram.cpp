// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/length_histogram.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>

#include <algorithm>

#include "ui/models/words.h"
#include "ui/widgets/paint.h"

namespace lora::ui {

namespace {

constexpr int bins = 36, top_space = 20, bottom_space = 18, side = 6, key_step = 16;

}  // namespace

LengthHistogram::LengthHistogram(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("length_histogram"));
    setAccessibleName(tr("Lengths of the examples in tokens"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::SplitHCursor);
    setToolTip(tr(
        "Each bar counts examples of one length. Drag the line, or use the arrow keys, to set where longer "
        "examples are cut."));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void LengthHistogram::set_lengths(std::vector<int64_t> lengths) {
    lengths_ = std::move(lengths);
    std::sort(lengths_.begin(), lengths_.end());
    set_limit(limit_, smallest_, largest_);
}

void LengthHistogram::set_limit(int tokens, int smallest, int largest) {
    smallest_ = smallest;
    largest_ = std::max(smallest, largest);
    limit_ = std::clamp(tokens, smallest_, largest_);
    setAccessibleDescription(lengths_.empty()
                                 ? tr("No tokens counted yet")
                                 : tr("Longest %1 tokens; limit %2; %3 examples are longer")
                                       .arg(grouped_words(lengths_.back()), grouped_words(limit_),
                                            grouped_words(longer_than_limit())));
    update();
}

int64_t LengthHistogram::longer_than_limit() const {
    return lengths_.end() - std::upper_bound(lengths_.begin(), lengths_.end(), limit_);
}

QRect LengthHistogram::plot() const {
    return rect().adjusted(side, top_space, -side, -bottom_space);
}

int64_t LengthHistogram::axis_end() const {
    if (dragging_) return axis_while_dragging_;
    const int64_t longest = lengths_.empty() ? limit_ : lengths_.back();
    return std::max<int64_t>({longest * 21 / 20, int64_t{limit_} * 21 / 20, 64});
}

int LengthHistogram::limit_x() const {
    return plot().left() +
           static_cast<int>(static_cast<double>(limit_) / static_cast<double>(axis_end()) * plot().width());
}

int LengthHistogram::limit_at(int x) const {
    const double share = static_cast<double>(x - plot().left()) / std::max(1, plot().width());
    const int tokens = static_cast<int>(share * static_cast<double>(axis_end()));
    const int step = axis_end() > 1024 ? 16 : 1;
    return std::clamp(tokens / step * step, smallest_, largest_);
}

void LengthHistogram::take_limit(int tokens) {
    if (tokens == limit_) return;
    set_limit(tokens, smallest_, largest_);
    Q_EMIT limit_dragged(limit_);
}

void LengthHistogram::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    axis_while_dragging_ = axis_end();
    dragging_ = true;
    take_limit(limit_at(event->position().toPoint().x()));
}

void LengthHistogram::mouseMoveEvent(QMouseEvent* event) {
    if (dragging_) take_limit(limit_at(event->position().toPoint().x()));
}

void LengthHistogram::mouseReleaseEvent(QMouseEvent*) {
    if (!dragging_) return;
    dragging_ = false;
    update();
    Q_EMIT limit_changed(limit_);
}

void LengthHistogram::keyPressEvent(QKeyEvent* event) {
    int to = limit_;
    switch (event->key()) {
        case Qt::Key_Left:
            to -= key_step;
            break;
        case Qt::Key_Right:
            to += key_step;
            break;
        case Qt::Key_PageDown:
            to -= key_step * 16;
            break;
        case Qt::Key_PageUp:
            to += key_step * 16;
            break;
        default:
            return QWidget::keyPressEvent(event);
    }
    take_limit(std::clamp(to, smallest_, largest_));
    Q_EMIT limit_changed(limit_);
}

void LengthHistogram::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect area = plot();
    const int64_t end = axis_end();
    std::vector<int> counts(bins, 0);
    for (const int64_t length : lengths_) {
        const auto bin = static_cast<size_t>(std::min<int64_t>(bins - 1, length * bins / end));
        ++counts[bin];
    }
    const int highest = std::max(1, *std::max_element(counts.begin(), counts.end()));
    const double width = static_cast<double>(area.width()) / bins;
    for (size_t bin = 0; bin < counts.size(); ++bin) {
        if (counts[bin] == 0) continue;
        const double height = std::max(2.0, static_cast<double>(area.height()) * counts[bin] / highest);
        const double left = area.left() + width * static_cast<double>(bin);
        const bool beyond = left + width / 2 > limit_x();
        painter.fillRect(QRectF(left + 0.5, area.bottom() + 1 - height, std::max(1.0, width - 1), height),
                         theme.colour(beyond ? Role::warn : Role::series1));
    }
    painter.setPen(QPen(theme.colour(Role::line), 1));
    painter.drawLine(area.left(), area.bottom() + 1, area.right(), area.bottom() + 1);
    painter.setFont(theme.small_font());
    painter.setPen(theme.colour(Role::text_muted));
    const QRect axis(area.left(), area.bottom() + 2, area.width(), bottom_space - 2);
    painter.drawText(axis, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("0"));
    painter.drawText(axis, Qt::AlignRight | Qt::AlignVCenter, tr("%1 tokens").arg(grouped_words(end)));

    const int x = limit_x();
    painter.setPen(QPen(theme.colour(Role::accent), hasFocus() ? 3 : 2));
    painter.drawLine(x, top_space - 4, x, area.bottom() + 4);
    painter.setBrush(theme.colour(Role::accent));
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QPointF(x, top_space - 4), 4, 4);
    const QString words = tr("limit %1").arg(grouped_words(limit_));
    const int words_width = painter.fontMetrics().horizontalAdvance(words);
    const int left = x + 8 + words_width > rect().right() ? x - 8 - words_width : x + 8;
    painter.setPen(theme.colour(Role::text));
    painter.drawText(QPoint(left, top_space - 6), words);
    if (hasFocus()) draw_focus_ring(painter, QRectF(rect()).adjusted(1, 1, -1, -1));
}

}  // namespace lora::ui
