// SPDX-License-Identifier: GPL-3.0-or-later
// The grid in which one paints an adapter: layers down, modules across, the shade of a cell is its rank.
#pragma once

#include <QtWidgets/QAbstractScrollArea>

#include "ui/models/rank_grid.h"

namespace lora::ui {

/// Mouse: drag paints with the brush, Shift extends from the last cell, right-drag clears, headers take whole
/// columns and rows. Keys: arrows move, Shift+arrows select, space paints, 1 to 8 set rank 1 to 128, + and -
/// double and halve, 0 and Delete clear. One gesture is one stroke.
class LayerMap : public QAbstractScrollArea {
    Q_OBJECT
  public:
    explicit LayerMap(QWidget* parent = nullptr);

    const RankGrid& grid() const { return grid_; }
    void set_grid(const RankGrid& grid);
    void set_brush(int rank, double alpha);
    int cursor_layer() const { return cursor_.y(); }
    int cursor_column() const { return cursor_.x(); }
    /// Of a cell, in the viewport's coordinates.
    QRect cell_rect(int layer, int column) const;
    QRect column_header_rect(int column) const;
    QRect row_header_rect(int layer) const;
    QSize sizeHint() const override { return {560, 480}; }
    QSize minimumSizeHint() const override { return {360, 160}; }

  Q_SIGNALS:
    /// While a stroke goes on; grid() is already as painted.
    void painting();
    /// A stroke has ended and changed something; `what` names it for undo.
    void stroke_finished(const lora::ui::RankGrid& before, const QString& what);

  protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override { layout_scroll(); }
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;
    bool viewportEvent(QEvent*) override;

  private:
    enum class Zone { none, cell, column_header, row_header };
    struct Hit {
        Zone zone = Zone::none;
        int layer = -1, column = -1;
    };
    Hit hit(QPoint position) const;
    double row_pitch() const;  ///< not whole, so that the rows fill the height
    int column_width() const;
    int column_left(int column) const;
    void layout_scroll();
    void begin_stroke(const QString& what);
    void end_stroke();
    void paint_cell(int layer, int column, int rank);
    /// Whole rectangle between two cells, corners included, in any order.
    void paint_block(QPoint from, QPoint to, int rank);
    /// Paints the line of a header with the brush; clears it where all of it has the brush's rank already.
    void paint_line(const Hit& header, bool clear);
    void change_selection(const std::function<int(int)>& rank_of, const QString& what);
    void move_cursor(QPoint to, bool extend);
    QRect selection() const;
    void describe_cursor();
    QString cell_words(int layer, int column) const;
    void draw_cell(QPainter& painter, int layer, int column) const;
    void draw_headers(QPainter& painter) const;

    RankGrid grid_, before_;
    QString stroke_name_;
    bool stroking_ = false, clearing_ = false;
    int brush_rank_ = 16;
    double brush_alpha_ = 32;
    QPoint cursor_{0, 0};  ///< x: column, y: layer
    QPoint anchor_{0, 0};  ///< other corner of the selection, and where Shift extends from
    QPoint hover_{-1, -1};
    QPoint last_{-1, -1};  ///< last cell of the drag, to fill what a fast mouse skips
};

}  // namespace lora::ui
