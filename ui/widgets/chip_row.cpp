// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chip_row.h"

#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>

namespace lora::ui {

ChipRow::ChipRow(Kind kind, QWidget* parent) : QWidget(parent), kind_(kind), group_(new QButtonGroup(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kind == Kind::choice ? 2 : 8);
    group_->setExclusive(kind == Kind::choice);
    connect(group_, &QButtonGroup::idClicked, this, &ChipRow::clicked);
}

QAbstractButton* ChipRow::add(int value, const QString& text, const QString& tooltip,
                              const QString& accessible_name) {
    auto* chip = new QPushButton(text, this);
    chip->setCheckable(kind_ == Kind::choice);
    chip->setAutoDefault(false);
    chip->setToolTip(tooltip);
    chip->setAccessibleName(accessible_name.isEmpty() ? text : accessible_name);
    chip->setObjectName(chip->accessibleName());
    if (kind_ == Kind::choice) {
        // Eight of them share the width of a panel.
        chip->setStyleSheet(
            QStringLiteral("QPushButton { padding: 3px 0px; min-width: 0px; }"
                           "QPushButton:focus { padding: 2px 0px; }"
                           "QPushButton:checked { font-weight: 600; }"));
        chip->setMinimumWidth(28);
    } else {
        chip->setProperty("chip", true);
    }
    group_->addButton(chip, value);
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->addWidget(chip, kind_ == Kind::choice ? 1 : 0);
    return chip;
}

void ChipRow::set_value(int value) {
    if (QAbstractButton* chip = group_->button(value)) {
        chip->setChecked(true);
    } else if (QAbstractButton* checked = group_->checkedButton()) {
        group_->setExclusive(false);
        checked->setChecked(false);
        group_->setExclusive(true);
    }
}

}  // namespace lora::ui
