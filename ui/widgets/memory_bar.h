// SPDX-License-Identifier: GPL-3.0-or-later
// What training needs of the machine's memory, stacked by purpose, against what is available.
#pragma once

#include <QtWidgets/QWidget>

#include <cstdint>

#include "core/plan/memory_plan.h"
#include "ui/shell/theme.h"

namespace lora::ui {

class MemoryBar : public QWidget {
    Q_OBJECT
  public:
    enum class Level { fits, tight, too_much };  ///< tight from 80 % of what is available
    explicit MemoryBar(QWidget* parent = nullptr);
    void set_plan(const MemoryPlan& plan, uint64_t available_bytes);
    Level level() const;
    /// "1.1 GB of 24 GB available": also what a screen reader hears.
    QString sentence() const;
    QSize sizeHint() const override { return {480, 38}; }
    QSize minimumSizeHint() const override { return {240, 38}; }

  protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent*) override;

  private:
    struct Part {
        QString name, why;
        uint64_t bytes;
        Role role;
    };
    std::vector<Part> parts() const;
    MemoryPlan plan_;
    uint64_t available_ = 0;
};

}  // namespace lora::ui
