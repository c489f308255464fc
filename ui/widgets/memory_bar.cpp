// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/memory_bar.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QToolTip>

#include <algorithm>

#include "ui/models/words.h"
#include "ui/widgets/paint.h"

namespace lora::ui {

namespace {

constexpr int bar_height = 16, legend_top = 20;

}  // namespace

MemoryBar::MemoryBar(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("memory_bar"));
    setAccessibleName(tr("Memory needed for training"));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MemoryBar::set_plan(const MemoryPlan& plan, uint64_t available_bytes) {
    plan_ = plan;
    available_ = available_bytes;
    setAccessibleDescription(sentence());
    update();
}

MemoryBar::Level MemoryBar::level() const {
    const auto total = static_cast<double>(plan_.total_bytes()), limit = static_cast<double>(available_);
    if (total > limit) return Level::too_much;
    return total > 0.8 * limit ? Level::tight : Level::fits;
}

QString MemoryBar::sentence() const {
    return tr("%1 of %2 available")
        .arg(bytes_words(static_cast<double>(plan_.total_bytes())),
             bytes_words(static_cast<double>(available_)));
}

std::vector<MemoryBar::Part> MemoryBar::parts() const {
    return {
        {tr("weights"),
         tr("The base model as it is held: as the file stores it where that can be computed with, else expanded."),
         plan_.weights_bytes, Role::series1},
        {tr("activations"),
         tr("What each layer keeps for the backward pass. Shorter sequences and smaller batches need less."),
         plan_.activations_bytes, Role::series6},
        {tr("optimiser"),
         tr("The adapter, its gradient and the two moments that AdamW keeps. Grows with rank."),
         plan_.optimiser_bytes, Role::series2},
        //: memory kept free for the program itself
        {tr("reserve"), tr("The program itself and room for the allocator."), plan_.reserve_bytes,
         Role::text_muted}};
}

void MemoryBar::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto total = static_cast<double>(plan_.total_bytes()), limit = static_cast<double>(available_);
    const double scale = std::max({total, limit, 1.0});
    const QRectF bar(0.5, 0.5, width() - 1, bar_height);
    QPainterPath clip;
    clip.addRoundedRect(bar, 4, 4);
    painter.fillPath(clip, theme.colour(Role::surface));
    painter.save();
    painter.setClipPath(clip);
    double left = bar.left();
    for (const Part& part : parts()) {
        const double extent = bar.width() * static_cast<double>(part.bytes) / scale;
        painter.fillRect(QRectF(left, bar.top(), std::max(0.0, extent - 1), bar.height()),
                         theme.colour(part.role));
        left += extent;
    }
    painter.restore();
    const Level now = level();
    const QColor edge = theme.colour(now == Level::fits    ? Role::line
                                     : now == Level::tight ? Role::warn
                                                           : Role::bad);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(edge, now == Level::fits ? 1 : 2));
    painter.drawPath(clip);
    if (total > limit) {  // where the machine ends
        const double end = bar.left() + bar.width() * limit / scale;
        painter.setPen(QPen(theme.colour(Role::bad), 2));
        painter.drawLine(QPointF(end, 0), QPointF(end, bar_height + 4));
    }
    painter.setFont(theme.small_font());
    const QFontMetricsF metrics(painter.font());
    double x = 0;
    for (const Part& part : parts()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.colour(part.role));
        painter.drawRoundedRect(QRectF(x, legend_top + 4, 8, 8), 2, 2);
        painter.setPen(theme.colour(Role::text));
        const QString words = part.name + QLatin1Char(' ') + bytes_words(static_cast<double>(part.bytes));
        painter.drawText(QPointF(x + 13, legend_top + 12), words);
        x += 13 + metrics.horizontalAdvance(words) + 18;
    }
}

bool MemoryBar::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        QStringList lines;
        for (const Part& part : parts())
            lines << part.name + QStringLiteral(": ") + bytes_words(static_cast<double>(part.bytes)) +
                         QStringLiteral(". ") + part.why;
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), lines.join(QLatin1Char('\n')), this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace lora::ui
