// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/layer_map.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolTip>

#include <algorithm>

#include "ui/models/words.h"
#include "ui/shell/theme.h"

namespace lora::ui {

namespace {

constexpr int header_height = 38, row_header_width = 44, group_gap = 12, cell_gap = 2;
constexpr int attention_columns = 4;

}  // namespace

LayerMap::LayerMap(QWidget* parent) : QAbstractScrollArea(parent) {
    setObjectName(QStringLiteral("layer_map"));
    setAccessibleName(tr("Layers by modules"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void LayerMap::set_grid(const RankGrid& grid) {
    const bool other_shape = grid.layers != grid_.layers || grid.modules != grid_.modules;
    grid_ = grid;
    stroking_ = false;
    if (other_shape) {
        cursor_ = anchor_ = {0, 0};
        hover_ = last_ = {-1, -1};
        layout_scroll();
    }
    describe_cursor();
    viewport()->update();
}

void LayerMap::set_brush(int rank, double alpha) {
    brush_rank_ = rank;
    brush_alpha_ = alpha;
}

double LayerMap::row_pitch() const {
    if (grid_.layers == 0) return 16;
    return std::clamp((viewport()->height() - header_height - 2.0) / grid_.layers, 13.0, 30.0);
}

int LayerMap::column_width() const {
    if (grid_.columns() == 0) return 48;
    return std::clamp((viewport()->width() - row_header_width - group_gap - 4) / grid_.columns(), 36, 104);
}

int LayerMap::column_left(int column) const {
    const bool grouped = grid_.columns() > attention_columns;
    return row_header_width + column * column_width() +
           (grouped && column >= attention_columns ? group_gap : 0);
}

QRect LayerMap::cell_rect(int layer, int column) const {
    const int from = static_cast<int>(layer * row_pitch()), to = static_cast<int>((layer + 1) * row_pitch());
    const int top = header_height + from - verticalScrollBar()->value();
    return {column_left(column), top, column_width() - cell_gap, to - from - cell_gap};
}

QRect LayerMap::column_header_rect(int column) const {
    return {column_left(column), header_height - 22, column_width() - cell_gap, 20};
}

QRect LayerMap::row_header_rect(int layer) const {
    const QRect cell = cell_rect(layer, 0);
    return {0, cell.top(), row_header_width - 6, cell.height()};
}

LayerMap::Hit LayerMap::hit(QPoint position) const {
    Hit found;
    if (grid_.layers == 0) return found;
    for (int column = 0; column < grid_.columns(); ++column)
        if (position.x() >= column_left(column) && position.x() < column_left(column) + column_width())
            found.column = column;
    if (position.y() < header_height) {
        if (found.column >= 0) found.zone = Zone::column_header;
        return found;
    }
    const int down = position.y() - header_height + verticalScrollBar()->value();
    int layer = static_cast<int>(down / row_pitch());
    if (static_cast<int>((layer + 1) * row_pitch()) <= down) ++layer;  // rows begin at whole pixels
    if (layer < 0 || layer >= grid_.layers) return found;
    found.layer = layer;
    if (found.column >= 0)
        found.zone = Zone::cell;
    else if (position.x() < row_header_width)
        found.zone = Zone::row_header;
    return found;
}

void LayerMap::layout_scroll() {
    const int content = header_height + static_cast<int>(grid_.layers * row_pitch());
    verticalScrollBar()->setRange(0, std::max(0, content - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(static_cast<int>(row_pitch()));
}

void LayerMap::begin_stroke(const QString& what) {
    before_ = grid_;
    stroke_name_ = what;
    stroking_ = true;
}

void LayerMap::end_stroke() {
    if (!stroking_) return;
    stroking_ = false;
    describe_cursor();
    viewport()->update();
    if (!(before_ == grid_)) {
        const RankGrid before = before_;
        Q_EMIT stroke_finished(before, stroke_name_);
    }
}

void LayerMap::paint_cell(int layer, int column, int rank) {
    grid_.paint(layer, column, rank, brush_alpha_);
}

void LayerMap::paint_block(QPoint from, QPoint to, int rank) {
    const int left = std::min(from.x(), to.x()), right = std::max(from.x(), to.x());
    const int top = std::min(from.y(), to.y()), bottom = std::max(from.y(), to.y());
    for (int layer = top; layer <= bottom; ++layer)
        for (int column = left; column <= right; ++column)
            paint_cell(layer, column, rank);
}

void LayerMap::paint_line(const Hit& header, bool clear) {
    const bool is_column = header.zone == Zone::column_header;
    const QPoint from = is_column ? QPoint(header.column, 0) : QPoint(0, header.layer);
    const QPoint to =
        is_column ? QPoint(header.column, grid_.layers - 1) : QPoint(grid_.columns() - 1, header.layer);
    begin_stroke(
        is_column ? tr("paint %1").arg(short_module_name(grid_.modules[static_cast<size_t>(header.column)]))
                  : tr("paint layer %1").arg(header.layer));
    const RankGrid unpainted = grid_;
    paint_block(from, to, clear ? 0 : brush_rank_);
    // A second click takes back the first.
    if (!clear && grid_.rank == unpainted.rank) paint_block(from, to, 0);
    end_stroke();
}

void LayerMap::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    const Hit target = hit(event->position().toPoint());
    const bool clear = event->button() == Qt::RightButton;
    if (target.zone == Zone::none || stroking_ || (event->button() != Qt::LeftButton && !clear)) return;
    if (target.zone != Zone::cell) {
        paint_line(target, clear);
        return;
    }
    const QPoint cell(target.column, target.layer);
    begin_stroke(clear ? tr("clear cells") : tr("paint cells"));
    clearing_ = clear;
    const int rank = clear ? 0 : brush_rank_;
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        paint_block(anchor_, cell, rank);
    } else {
        paint_cell(cell.y(), cell.x(), rank);
        anchor_ = cell;
    }
    last_ = cursor_ = cell;
    if (!event->modifiers().testFlag(Qt::ShiftModifier)) anchor_ = cell;
    viewport()->update();
    Q_EMIT painting();
}

void LayerMap::mouseMoveEvent(QMouseEvent* event) {
    const Hit target = hit(event->position().toPoint());
    const QPoint over = target.zone == Zone::cell ? QPoint(target.column, target.layer) : QPoint(-1, -1);
    if (over != hover_) {
        hover_ = over;
        viewport()->update();
    }
    if (!stroking_ || over.x() < 0 || over == last_) return;
    // A fast mouse skips cells: walk the straight line between the two events.
    const int steps = std::max(std::abs(over.x() - last_.x()), std::abs(over.y() - last_.y()));
    for (int step = 1; step <= steps; ++step) {
        const double share = static_cast<double>(step) / steps;
        paint_cell(qRound(last_.y() + (over.y() - last_.y()) * share),
                   qRound(last_.x() + (over.x() - last_.x()) * share), clearing_ ? 0 : brush_rank_);
    }
    last_ = cursor_ = anchor_ = over;
    viewport()->update();
    Q_EMIT painting();
}

void LayerMap::mouseReleaseEvent(QMouseEvent*) {
    end_stroke();
}

void LayerMap::leaveEvent(QEvent* event) {
    hover_ = {-1, -1};
    viewport()->update();
    QAbstractScrollArea::leaveEvent(event);
}

QRect LayerMap::selection() const {
    return QRect(QPoint(std::min(cursor_.x(), anchor_.x()), std::min(cursor_.y(), anchor_.y())),
                 QPoint(std::max(cursor_.x(), anchor_.x()), std::max(cursor_.y(), anchor_.y())));
}

void LayerMap::change_selection(const std::function<int(int)>& rank_of, const QString& what) {
    begin_stroke(what);
    const QRect area = selection();
    for (int layer = area.top(); layer <= area.bottom(); ++layer)
        for (int column = area.left(); column <= area.right(); ++column)
            paint_cell(layer, column, rank_of(grid_.at(layer, column)));
    end_stroke();
}

void LayerMap::move_cursor(QPoint to, bool extend) {
    cursor_ = {std::clamp(to.x(), 0, grid_.columns() - 1), std::clamp(to.y(), 0, grid_.layers - 1)};
    if (!extend) anchor_ = cursor_;
    const QRect cell = cell_rect(cursor_.y(), cursor_.x());
    QScrollBar* bar = verticalScrollBar();
    if (cell.top() < header_height) bar->setValue(bar->value() - (header_height - cell.top()));
    if (cell.bottom() > viewport()->height())
        bar->setValue(bar->value() + cell.bottom() - viewport()->height() + 2);
    describe_cursor();
    viewport()->update();
}

void LayerMap::keyPressEvent(QKeyEvent* event) {
    if (grid_.layers == 0) return QAbstractScrollArea::keyPressEvent(event);
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const int key = event->key();
    if (key == Qt::Key_Left) return move_cursor(cursor_ - QPoint(1, 0), extend);
    if (key == Qt::Key_Right) return move_cursor(cursor_ + QPoint(1, 0), extend);
    if (key == Qt::Key_Up) return move_cursor(cursor_ - QPoint(0, 1), extend);
    if (key == Qt::Key_Down) return move_cursor(cursor_ + QPoint(0, 1), extend);
    if (key == Qt::Key_Home) return move_cursor(QPoint(0, control ? 0 : cursor_.y()), extend);
    if (key == Qt::Key_End)
        return move_cursor(QPoint(grid_.columns() - 1, control ? grid_.layers - 1 : cursor_.y()), extend);
    if (key == Qt::Key_PageUp) return move_cursor(cursor_ - QPoint(0, 10), extend);
    if (key == Qt::Key_PageDown) return move_cursor(cursor_ + QPoint(0, 10), extend);
    if (control && key == Qt::Key_A) {
        anchor_ = {0, 0};
        return move_cursor({grid_.columns() - 1, grid_.layers - 1}, true);
    }
    if (control) return QAbstractScrollArea::keyPressEvent(event);
    if (key == Qt::Key_Space) {
        const RankGrid unpainted = grid_;
        RankGrid all = grid_;
        const QRect area = selection();
        for (int layer = area.top(); layer <= area.bottom(); ++layer)
            for (int column = area.left(); column <= area.right(); ++column)
                all.paint(layer, column, brush_rank_, brush_alpha_);
        const int rank = all.rank == unpainted.rank ? 0 : brush_rank_;
        return change_selection([rank](int) { return rank; }, rank ? tr("paint cells") : tr("clear cells"));
    }
    if (key == Qt::Key_Delete || key == Qt::Key_Backspace || key == Qt::Key_0)
        return change_selection([](int) { return 0; }, tr("clear cells"));
    if (key >= Qt::Key_1 && key <= Qt::Key_8) {
        const int rank = 1 << (key - Qt::Key_1);
        return change_selection([rank](int) { return rank; }, tr("set rank %1").arg(rank));
    }
    if (key == Qt::Key_Plus || key == Qt::Key_Equal)
        return change_selection([](int rank) { return rank == 0 ? 1 : std::min(rank * 2, 128); },
                                tr("raise rank"));
    if (key == Qt::Key_Minus) return change_selection([](int rank) { return rank / 2; }, tr("lower rank"));
    QAbstractScrollArea::keyPressEvent(event);
}

void LayerMap::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    describe_cursor();
    viewport()->update();
}

void LayerMap::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool LayerMap::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Hit target = hit(help->pos());
        QString text;
        if (target.zone == Zone::cell) text = cell_words(target.layer, target.column);
        if (target.zone == Zone::column_header)
            text = module_explanation(grid_.modules[static_cast<size_t>(target.column)]) + QLatin1Char('\n') +
                   tr("Click paints the column, right-click clears it.");
        if (target.zone == Zone::row_header)
            text = tr("Layer %1 of %2.").arg(target.layer).arg(grid_.layers) + QLatin1Char('\n') +
                   tr("Click paints the row, right-click clears it.");
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

QString LayerMap::cell_words(int layer, int column) const {
    const int rank = grid_.at(layer, column);
    const QString module = short_module_name(grid_.modules[static_cast<size_t>(column)]);
    if (rank == 0) return tr("Layer %1, %2: not adapted").arg(layer).arg(module);
    return tr("Layer %1, %2: rank %3, alpha %4")
        .arg(layer)
        .arg(module)
        .arg(rank)
        .arg(plain_words(grid_.alpha[grid_.index(layer, column)]));
}

void LayerMap::describe_cursor() {
    if (grid_.layers == 0 || grid_.columns() == 0) return setAccessibleDescription(tr("No model chosen"));
    const QRect area = selection();
    QString words = cell_words(cursor_.y(), cursor_.x());
    if (area.width() * area.height() > 1)
        words = tr("%1; %2 cells selected").arg(words).arg(area.width() * area.height());
    setAccessibleDescription(words);
}

}  // namespace lora::ui
