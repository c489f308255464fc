// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/key_numbers.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include "ui/shell/theme.h"

namespace lora::ui {
namespace {

QFont value_font() {
    QFont font = Theme::instance().figures_font();
    font.setPixelSize(15);
    font.setWeight(QFont::DemiBold);
    return font;
}

}  // namespace

KeyNumbers::KeyNumbers(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("key_numbers"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(16);
    connect(&Theme::instance(), &Theme::changed, this, &KeyNumbers::restyle);
    restyle();
}

void KeyNumbers::add(const QString& id, const QString& label, const QString& widest,
                     const QString& explanation) {
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    Cell cell{new QLabel(QStringLiteral("–"), this), new QLabel(label, this), label, widest};
    cell.value->setObjectName(QStringLiteral("key_") + id);
    cell.value->setAccessibleName(label);
    for (auto* part : {cell.value, cell.label})
        part->setToolTip(explanation);
    column->addWidget(cell.value);
    column->addWidget(cell.label);
    static_cast<QHBoxLayout*>(layout())->addLayout(column, 1);
    cells_[id] = cell;
    restyle();
}

void KeyNumbers::set(const QString& id, const QString& value) {
    const auto& cell = cells_.at(id);
    if (cell.value->text() == value) return;
    cell.value->setText(value);
    cell.value->setAccessibleName(cell.name + u' ' + value);
}

QString KeyNumbers::value(const QString& id) const {
    return cells_.at(id).value->text();
}

void KeyNumbers::restyle() {
    const auto& theme = Theme::instance();
    setStyleSheet(QStringLiteral("QFrame#key_numbers{background:%1;border:1px solid %2;border-radius:6px;}")
                      .arg(theme.colour(Role::surface_raised).name(), theme.colour(Role::line).name()));
    for (auto& [id, cell] : cells_) {
        const QFont font = value_font();
        cell.value->setFont(font);
        cell.value->setMinimumWidth(QFontMetrics(font).horizontalAdvance(cell.widest) + 4);
        cell.label->setFont(theme.small_font());
        QPalette palette = cell.label->palette();
        palette.setColor(QPalette::WindowText, theme.colour(Role::text_muted));
        cell.label->setPalette(palette);
    }
}

}  // namespace lora::ui
