// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fact_list.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>

#include "ui/shell/theme.h"

namespace lora::ui {

FactList::FactList(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(16);
    grid_->setVerticalSpacing(6);
    grid_->setColumnStretch(1, 1);
}

void FactList::set_fact(const QString& name, const QString& value, const QString& why, bool monospaced) {
    for (Row& row : rows_) {
        if (row.name != name) continue;
        row.value->setText(value);
        row.value->setAccessibleName(name + QStringLiteral(": ") + value);
        return;
    }
    auto* label = new QLabel(name, this);
    label->setProperty("muted", true);
    label->setToolTip(why);
    label->setMinimumWidth(104);
    auto* shown = new QLabel(value, this);
    shown->setWordWrap(!monospaced);
    shown->setTextInteractionFlags(Qt::TextSelectableByMouse);
    shown->setToolTip(why);
    shown->setAccessibleName(name + QStringLiteral(": ") + value);
    if (monospaced) shown->setFont(Theme::instance().monospace_font());
    const int at = static_cast<int>(rows_.size());
    grid_->addWidget(label, at, 0, Qt::AlignTop);
    grid_->addWidget(shown, at, 1, 1, 2);
    rows_.push_back({name, label, shown});
}

void FactList::set_companion(const QString& name, QWidget* companion) {
    for (size_t at = 0; at < rows_.size(); ++at)
        if (rows_[at].name == name) {
            grid_->removeWidget(rows_[at].value);
            grid_->addWidget(rows_[at].value, static_cast<int>(at), 1);
            grid_->addWidget(companion, static_cast<int>(at), 2, Qt::AlignVCenter);
            grid_->setAlignment(rows_[at].label,
                                Qt::AlignVCenter);  // the companion is higher than a line of text
        }
}

void FactList::clear() {
    while (QLayoutItem* item = grid_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    rows_.clear();
}

QString FactList::value(const QString& name) const {
    for (const Row& row : rows_)
        if (row.name == name) return row.value->text();
    return {};
}

}  // namespace lora::ui
