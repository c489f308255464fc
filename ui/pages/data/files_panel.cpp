// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/files_panel.h"

#include <QtCore/QFileInfo>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <cmath>

#include "ui/models/words.h"
#include "ui/pages/data/mapping_editor.h"
#include "ui/shell/theme.h"

namespace lora::ui {

namespace {

QLabel* heading(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setFont(Theme::instance().heading_font());
    return label;
}

}  // namespace

FilesPanel::FilesPanel(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(heading(tr("Files"), this));
    files_ = new QListWidget(this);
    files_->setAccessibleName(tr("Data files"));
    files_->setObjectName(QStringLiteral("data_files"));
    files_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    files_->setTextElideMode(Qt::ElideMiddle);
    files_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    files_->setMinimumHeight(64);
    column->addWidget(files_, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto* add = new QPushButton(tr("Add…"), this);
    add->setAccessibleName(tr("Add data files"));
    add->setObjectName(QStringLiteral("add_data"));
    remove_ = new QPushButton(tr("Remove"), this);
    remove_->setAccessibleName(tr("Remove the selected files"));
    remove_->setObjectName(QStringLiteral("remove_data"));
    remove_->setToolTip(tr("Takes the files out of the project's data; they stay on disk"));
    for (QPushButton* button : {add, remove_}) {
        button->setAutoDefault(false);
        buttons->addWidget(button, 1);
    }
    column->addLayout(buttons);
    column->addSpacing(8);

    column->addWidget(heading(tr("Format"), this));
    format_ = new QLabel(this);
    format_->setWordWrap(true);
    column->addWidget(format_);
    change_format_ = new QPushButton(tr("Choose columns…"), this);
    change_format_->setAutoDefault(false);
    change_format_->setProperty("chip", true);
    change_format_->setAccessibleName(tr("Choose columns"));
    change_format_->setObjectName(QStringLiteral("choose_columns"));
    column->addWidget(change_format_, 0, Qt::AlignLeft);
    mapping_ = new MappingEditor(this);
    mapping_->hide();
    column->addWidget(mapping_);
    column->addSpacing(8);

    column->addWidget(heading(tr("Hold-out"), this));
    holdout_ = new QDoubleSpinBox(this);
    holdout_->setRange(0, 50);
    holdout_->setDecimals(0);
    holdout_->setSingleStep(5);
    holdout_->setSuffix(tr(" % of the examples"));
    holdout_->setAccessibleName(tr("Share of examples held out"));
    holdout_->setObjectName(QStringLiteral("holdout"));
    const QString why = tr("Kept from training to measure what was learnt. 10 % is the default.");
    holdout_->setToolTip(why);
    holdout_->setAccessibleDescription(why);
    column->addWidget(holdout_);
    holdout_name_ = new QLabel(this);
    holdout_name_->setObjectName(QStringLiteral("holdout_name"));
    holdout_name_->setWordWrap(true);
    column->addWidget(holdout_name_);
    const auto chip = [this](const QString& text, const QString& id, const QString& tip) {
        auto* button = new QPushButton(text, this);
        button->setAutoDefault(false);
        button->setProperty("chip", true);
        button->setAccessibleName(text);
        button->setObjectName(id);
        button->setToolTip(tip);
        return button;
    };
    holdout_file_ = chip(tr("Use a file of its own…"), QStringLiteral("holdout_file"),
                         tr("Examples that are never trained on, from a file that you prepared for it"));
    holdout_share_ = chip(tr("Use a share instead"), QStringLiteral("holdout_share"),
                          tr("Holds out a share of the examples again; the file stays on disk"));
    column->addWidget(holdout_file_, 0, Qt::AlignLeft);
    column->addWidget(holdout_share_, 0, Qt::AlignLeft);
    connect(holdout_file_, &QPushButton::clicked, this, &FilesPanel::holdout_file_wanted);
    connect(holdout_share_, &QPushButton::clicked, this, &FilesPanel::holdout_file_removed);
    auto* note = new QLabel(why, this);
    note->setWordWrap(true);
    note->setProperty("muted", true);
    note->setFont(Theme::instance().small_font());
    column->addWidget(note);
    column->addStretch(0);

    connect(add, &QPushButton::clicked, this, &FilesPanel::add_files);
    connect(remove_, &QPushButton::clicked, this, [this] {
        QStringList paths;
        for (const QListWidgetItem* item : files_->selectedItems())
            paths << item->data(Qt::UserRole).toString();
        if (!paths.isEmpty()) Q_EMIT remove_files(paths);
    });
    connect(files_, &QListWidget::itemSelectionChanged, this,
            [this] { remove_->setEnabled(!files_->selectedItems().isEmpty()); });
    connect(change_format_, &QPushButton::clicked, this, &FilesPanel::mapping_wanted);
    connect(mapping_, &MappingEditor::applied, this, &FilesPanel::mapping_chosen);
    connect(holdout_, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { Q_EMIT holdout_changed(value / 100); });
}

void FilesPanel::show_spec(const DataSpec& spec) {
    QStringList wanted, there;
    for (const std::string& path : spec.paths)
        wanted << QString::fromStdString(path);
    for (int row = 0; row < files_->count(); ++row)
        there << files_->item(row)->data(Qt::UserRole).toString();
    if (wanted != there) {
        files_->clear();
        for (const QString& path : wanted) {
            auto* item = new QListWidgetItem(QFileInfo(path).fileName(), files_);
            item->setData(Qt::UserRole, path);
            item->setToolTip(path_words(path));
        }
    }
    remove_->setEnabled(!files_->selectedItems().isEmpty());
    const QSignalBlocker quiet(holdout_);
    if (std::abs(holdout_->value() - spec.eval_fraction * 100) > 1e-6)
        holdout_->setValue(spec.eval_fraction * 100);
    const bool share = spec.eval_paths.empty();
    QStringList names, whole;
    for (const std::string& path : spec.eval_paths) {
        names << QFileInfo(QString::fromStdString(path)).fileName();
        whole << path_words(QString::fromStdString(path));
    }
    holdout_name_->setText(names.join(QStringLiteral(", ")));
    holdout_name_->setToolTip(whole.join(QLatin1Char('\n')));
    holdout_->setVisible(share);
    holdout_file_->setVisible(share);
    holdout_name_->setVisible(!share);
    holdout_share_->setVisible(!share);
}

void FilesPanel::show_format(const QString& words) {
    format_->setText(words);
    format_->setAccessibleName(words);
}

void FilesPanel::offer_mapping(const std::vector<std::string>& columns, const ColumnMapping& mapping,
                               bool asked) {
    mapping_->set_columns(columns, mapping);
    mapping_->show();
    change_format_->hide();
    if (asked) mapping_->setFocus();
}

void FilesPanel::hide_mapping() {
    mapping_->hide();
    change_format_->show();
}

}  // namespace lora::ui
