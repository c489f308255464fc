// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/adapter/adapter_settings.h"

#include <QtCore/QFileInfo>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <cmath>

#include "ui/models/words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/chip_row.h"
#include "ui/widgets/fold_panel.h"
#include "ui/widgets/number_field.h"

namespace lora::ui {

namespace {

QLabel* muted_note(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setProperty("muted", true);
    label->setFont(Theme::instance().small_font());
    return label;
}

}  // namespace

AdapterSettings::AdapterSettings(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    panel_ = new FoldPanel(tr("Settings"), 320, this);
    row->addWidget(panel_);

    ranks_ = new ChipRow(ChipRow::Kind::choice, this);
    ranks_->setAccessibleName(tr("Rank to paint with"));
    for (int rank = 1; rank <= 128; rank *= 2)
        ranks_->add(rank, QString::number(rank), tr("Paint with rank %1").arg(rank), tr("Rank %1").arg(rank));
    add_setting(tr("Rank"), ranks_,
                tr("How much each module can learn. 16 suits most jobs; more for new skills, less for a tone "
                   "of voice."));
    rank_for_all_ = new QPushButton(this);
    rank_for_all_->setAutoDefault(false);
    rank_for_all_->setProperty("chip", true);
    rank_for_all_->setObjectName(QStringLiteral("rank_for_all"));
    panel_->content()->addWidget(rank_for_all_, 0, Qt::AlignLeft);
    panel_->content()->addSpacing(12);

    alpha_ = new NumberBox(this);
    alpha_->setRange(0.1, 4096);
    alpha_->setDecimals(2);
    alpha_->setSingleStep(8);
    add_setting(tr("Alpha"), alpha_,
                tr("How loudly the adapter speaks: its part is scaled by alpha ÷ rank. Twice the rank is the "
                   "habit."));
    alpha_note_ = muted_note({}, this);
    panel_->content()->addWidget(alpha_note_);
    panel_->content()->addSpacing(12);

    dropout_ = new NumberBox(this);
    dropout_->setRange(0, 0.9);
    dropout_->setDecimals(3);
    dropout_->setSingleStep(0.05);
    add_setting(
        tr("Dropout"), dropout_,
        tr("Share of the adapter's inputs left out at random while training, against learning by heart. "
           "0.05 is the default; more for few examples."));
    panel_->content()->addSpacing(12);

    rslora_ = new QCheckBox(tr("Rank-stabilised scaling (rsLoRA)"), this);
    add_setting(
        tr("Method"), rslora_,
        tr("Scales by alpha ÷ √rank instead, so that ranks of 64 and more still learn at the same pace."));

    init_row_ = new QWidget(this);
    auto* init_line = new QHBoxLayout(init_row_);
    init_line->setContentsMargins(0, 12, 0, 0);
    init_text_ = new QLabel(init_row_);
    init_text_->setWordWrap(true);
    auto* forget = new QPushButton(tr("Start fresh"), init_row_);
    forget->setAutoDefault(false);
    forget->setAccessibleName(forget->text());
    forget->setObjectName(QStringLiteral("start_fresh"));
    init_line->addWidget(init_text_, 1);
    init_line->addWidget(forget);
    panel_->content()->addWidget(init_row_);
    panel_->content()->addStretch(1);

    connect(ranks_, &ChipRow::clicked, this, &AdapterSettings::rank_chosen);
    connect(rank_for_all_, &QPushButton::clicked, this, &AdapterSettings::rank_for_all);
    connect(alpha_, &QDoubleSpinBox::valueChanged, this, &AdapterSettings::alpha_changed);
    connect(dropout_, &QDoubleSpinBox::valueChanged, this, &AdapterSettings::dropout_changed);
    connect(rslora_, &QCheckBox::toggled, this, &AdapterSettings::rslora_changed);
    connect(forget, &QPushButton::clicked, this, &AdapterSettings::forget_init_adapter);
}

void AdapterSettings::add_setting(const QString& name, QWidget* control, const QString& why) {
    auto* label = new QLabel(name, this);
    QFont bold = Theme::instance().body_font();
    bold.setWeight(QFont::DemiBold);
    label->setFont(bold);
    label->setBuddy(control);
    if (control->accessibleName().isEmpty()) control->setAccessibleName(name);
    control->setObjectName(name);
    control->setAccessibleDescription(why);
    control->setToolTip(why);
    panel_->content()->addWidget(label);
    panel_->content()->addWidget(control);
    panel_->content()->addWidget(muted_note(why, this));
}

void AdapterSettings::show_values(int brush_rank, double alpha, bool mixed_alpha, const AdapterSpec& spec) {
    const QSignalBlocker quiet_alpha(alpha_), quiet_dropout(dropout_), quiet_rslora(rslora_);
    ranks_->set_value(brush_rank);
    rank_for_all_->setText(tr("Give every painted cell rank %1").arg(brush_rank));
    rank_for_all_->setAccessibleName(rank_for_all_->text());
    if (std::abs(alpha_->value() - alpha) > 1e-9) alpha_->setValue(alpha);
    if (std::abs(dropout_->value() - spec.lora_dropout) > 1e-9) dropout_->setValue(spec.lora_dropout);
    rslora_->setChecked(spec.use_rslora);
    const double divisor = spec.use_rslora ? std::sqrt(brush_rank) : brush_rank;
    alpha_note_->setText(mixed_alpha ? tr("Cells have different alphas; a change here sets all of them.")
                                     : tr("At rank %1 the adapter is scaled by %2.")
                                           .arg(brush_rank)
                                           .arg(decimal_words(alpha / divisor, 'g', 3)));
    init_row_->setVisible(!spec.init_adapter.empty());
    init_text_->setText(
        tr("Goes on from %1").arg(QFileInfo(QString::fromStdString(spec.init_adapter)).fileName()));
}

}  // namespace lora::ui
