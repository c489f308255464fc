// SPDX-License-Identifier: GPL-3.0-or-later
// What all plots over training steps share: theme, zoom, pan, reset, the cursor line and the keyboard.
#pragma once

#include <QtCore/QString>

#include <algorithm>

#include "ui/shell/theme.h"
#include "ui/widgets/custom_plot_library.h"
#include "ui/widgets/plot_series.h"

namespace lora::ui {

/// Wheel zooms about the pointer, dragging zooms to a rectangle, dragging with Shift pans, a double click
/// shows all. Keys: Left and Right move the cursor, with Shift they pan; + and − zoom; 0 or Home shows all.
class PlotCanvas : public QCustomPlot {
    Q_OBJECT
  public:
    explicit PlotCanvas(QWidget* parent = nullptr);
    /// Whether everything is in view and new points widen it.
    bool follows() const { return follows_; }
    /// Shows [from, to] of the steps; the height fits what is visible.
    void show_steps(double from, double to);
    void show_all();
    /// NaN hides the line.
    void set_cursor(double step);
    double cursor() const { return cursor_; }
    /// What is on screen, as files of these kinds; the picture at twice the screen's resolution. Empty: it failed.
    QByteArray png();
    QByteArray svg();

  Q_SIGNALS:
    void cursor_moved(double step);
    /// The user zoomed or panned (`follows` false) or asked for everything (true).
    void steps_shown(double from, double to, bool follows);

  protected:
    /// Puts the visible part of the data into the graphs and fits the height if `fit_height`.
    virtual void fill(bool fit_height) = 0;
    /// Steps that hold data; {0, 0} when empty.
    virtual PlotPoint extent() const = 0;
    /// Step to the left or right of the cursor that has a value.
    virtual double neighbour_step(double step, int direction) const = 0;
    virtual void restyle();
    /// Called after the cursor moved, before the replot.
    virtual void place_cursor() {}
    /// Tells that data changed.
    void refresh();
    QPen pen(Role role, double width, int alpha = 255, Qt::PenStyle style = Qt::SolidLine) const;
    /// At least what the axes take: the layout is older than the widget's size while that changes.
    int plot_width() const { return std::max(64, width()); }

    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void user_changed_range();
    void paint_focus();
    bool follows_ = true, setting_range_ = false, user_height_ = false;
    double cursor_;
    QCPItemStraightLine* line_;
};

}  // namespace lora::ui
