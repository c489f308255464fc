// SPDX-License-Identifier: GPL-3.0-or-later
// How long the examples are, with the limit as a line that can be dragged.
#pragma once

#include <QtWidgets/QWidget>

#include <cstdint>
#include <vector>

namespace lora::ui {

class LengthHistogram : public QWidget {
    Q_OBJECT
  public:
    explicit LengthHistogram(QWidget* parent = nullptr);
    /// Tokens of each example before any cut.
    void set_lengths(std::vector<int64_t> lengths);
    void set_limit(int tokens, int smallest, int largest);
    int limit() const { return limit_; }
    int64_t longer_than_limit() const;
    /// Where the line stands, in widget coordinates.
    int limit_x() const;
    QSize sizeHint() const override { return {260, 132}; }
    QSize minimumSizeHint() const override { return {160, 110}; }

  Q_SIGNALS:
    void limit_dragged(int tokens);  ///< while it moves
    void limit_changed(int tokens);  ///< when it rests

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

  private:
    QRect plot() const;
    int64_t axis_end() const;
    int limit_at(int x) const;
    void take_limit(int tokens);
    std::vector<int64_t> lengths_;  ///< rising
    int limit_ = 1024, smallest_ = 16, largest_ = 8192;
    bool dragging_ = false;
    int64_t axis_while_dragging_ = 0;  ///< the axis stands still under the cursor
};

}  // namespace lora::ui
