// SPDX-License-Identifier: GPL-3.0-or-later
// Which column plays which role, for tables whose columns fit no known format.
#pragma once

#include <QtWidgets/QWidget>

#include <vector>

#include "core/contract/run_spec.h"

class QComboBox;
class QFormLayout;
class QPushButton;

namespace lora::ui {

class MappingEditor : public QWidget {
    Q_OBJECT
  public:
    explicit MappingEditor(QWidget* parent = nullptr);
    /// Shows `mapping`, or what the columns suggest where it is empty.
    void set_columns(const std::vector<std::string>& columns, const ColumnMapping& mapping);
    ColumnMapping mapping() const;

  Q_SIGNALS:
    void applied(const lora::ColumnMapping& mapping);

  private:
    struct RoleCombo {
        std::string role;
        QComboBox* combo;
    };
    void rebuild_roles(const ColumnMapping& wanted);
    QComboBox* format_;
    QFormLayout* form_;
    QPushButton* apply_;
    std::vector<std::string> columns_;
    std::vector<RoleCombo> roles_;
};

}  // namespace lora::ui
