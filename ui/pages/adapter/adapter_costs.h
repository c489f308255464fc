// SPDX-License-Identifier: GPL-3.0-or-later
// What the painted adapter costs: parameters, file size, and memory against what the machine has free.
#pragma once

#include <QtWidgets/QFrame>

#include "core/basemodel/base_model.h"
#include "core/contract/run_spec.h"
#include "core/plan/memory_plan.h"

class QLabel;

namespace lora::ui {

class MemoryBar;

class AdapterCosts : public QFrame {
    Q_OBJECT
  public:
    explicit AdapterCosts(QWidget* parent = nullptr);
    void show_costs(const BaseModel& base, const std::vector<AdapterTarget>& targets,
                    const RunSpec& spec);
    MemoryBar* bar() const { return bar_; }

  private:
    QLabel *parameters_, *parameters_share_, *file_, *memory_, *remedy_;
    MemoryBar* bar_;
};

}  // namespace lora::ui
