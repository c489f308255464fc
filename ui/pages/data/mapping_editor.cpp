// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/mapping_editor.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "core/data/dataset.h"

namespace lora::ui {

namespace {

struct RoleRow {
    const char* format;
    const char* role;
    const char* label;  ///< translated when shown
    bool required;
};

constexpr RoleRow role_rows[] = {
    {"prompt_completion", "prompt", QT_TRANSLATE_NOOP("lora::ui::MappingEditor", "Prompt"), true},
    {"prompt_completion", "completion", QT_TRANSLATE_NOOP("lora::ui::MappingEditor", "Completion"), true},
    {"alpaca", "instruction", QT_TRANSLATE_NOOP("lora::ui::MappingEditor", "Question"), true},
    {"alpaca", "input", QT_TRANSLATE_NOOP("lora::ui::MappingEditor", "Input"), false},
    {"alpaca", "output", QT_TRANSLATE_NOOP("lora::ui::MappingEditor", "Answer"), true},
    {"alpaca", "system", QT_TRANSLATE_NOOP("lora::ui::MappingEditor", "System"), false},
    {"messages", "messages", QT_TRANSLATE_NOOP("lora::ui::MappingEditor", "Messages"), true},
    {"sharegpt", "conversations", QT_TRANSLATE_NOOP("lora::ui::MappingEditor", "Messages"), true},
    {"sharegpt", "system", QT_TRANSLATE_NOOP("lora::ui::MappingEditor", "System"), false},
    {"text", "text", QT_TRANSLATE_NOOP("lora::ui::MappingEditor", "Text"), true},
};

}  // namespace

MappingEditor::MappingEditor(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    form_ = new QFormLayout;
    form_->setContentsMargins(0, 0, 0, 0);
    form_->setHorizontalSpacing(8);
    form_->setVerticalSpacing(6);
    form_->setRowWrapPolicy(QFormLayout::DontWrapRows);
    format_ = new QComboBox(this);
    format_->addItem(tr("Question, answer"), QStringLiteral("alpaca"));
    format_->addItem(tr("Conversation"), QStringLiteral("messages"));
    format_->addItem(tr("ShareGPT"), QStringLiteral("sharegpt"));
    format_->addItem(tr("Prompt, completion"), QStringLiteral("prompt_completion"));
    format_->addItem(tr("Plain text"), QStringLiteral("text"));
    format_->setAccessibleName(tr("Format of the rows"));
    format_->setObjectName(QStringLiteral("mapping_format"));
    format_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    format_->setMinimumContentsLength(6);
    format_->setToolTip(tr("How a row becomes an example that the model can learn from"));
    //: label of a list of formats: read the rows as …
    form_->addRow(tr("As"), format_);
    column->addLayout(form_);
    apply_ = new QPushButton(tr("Use these columns"), this);
    apply_->setAutoDefault(false);
    apply_->setAccessibleName(apply_->text());
    apply_->setObjectName(QStringLiteral("use_mapping"));
    column->addWidget(apply_, 0, Qt::AlignLeft);
    connect(format_, &QComboBox::currentIndexChanged, this, [this] {
        ColumnMapping wanted = propose_mapping(columns_);
        const std::string chosen = format_->currentData().toString().toStdString();
        if (wanted.format != chosen) wanted = {chosen, {}};
        rebuild_roles(wanted);
    });
    connect(apply_, &QPushButton::clicked, this, [this] { Q_EMIT applied(mapping()); });
}

void MappingEditor::set_columns(const std::vector<std::string>& columns, const ColumnMapping& mapping) {
    columns_ = columns;
    const ColumnMapping wanted = mapping.columns.empty() ? propose_mapping(columns) : mapping;
    const QSignalBlocker quiet(format_);
    const int at = format_->findData(QString::fromStdString(wanted.format));
    format_->setCurrentIndex(at < 0 ? 0 : at);
    rebuild_roles(wanted);
}

void MappingEditor::rebuild_roles(const ColumnMapping& wanted) {
    for (const RoleCombo& role : roles_)
        form_->removeRow(role.combo);
    roles_.clear();
    const QString format = format_->currentData().toString();
    int required = 0;
    for (const RoleRow& row : role_rows) {
        if (format != QLatin1String(row.format)) continue;
        auto* combo = new QComboBox(this);
        //: no column
        if (!row.required) combo->addItem(tr("none"), QString());
        for (const std::string& column : columns_) {
            const QString name = QString::fromStdString(column);
            combo->addItem(name, name);
        }
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(6);
        combo->setAccessibleName(tr("Column for %1").arg(tr(row.label)));
        combo->setObjectName(QStringLiteral("role_") + QLatin1String(row.role));
        const auto found = wanted.columns.find(row.role);
        if (found != wanted.columns.end())
            combo->setCurrentIndex(combo->findData(QString::fromStdString(found->second)));
        else if (row.required)  // nothing is proposed: columns in their order, rather than one for all
            combo->setCurrentIndex(std::min(required, combo->count() - 1));
        required += row.required ? 1 : 0;
        form_->addRow(tr(row.label), combo);
        roles_.push_back({row.role, combo});
    }
    apply_->setEnabled(!columns_.empty());
}

ColumnMapping MappingEditor::mapping() const {
    ColumnMapping mapping;
    mapping.format = format_->currentData().toString().toStdString();
    for (const RoleCombo& role : roles_)
        if (const QString column = role.combo->currentData().toString(); !column.isEmpty())
            mapping.columns[role.role] = column.toStdString();
    return mapping;
}

}  // namespace lora::ui
