// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/found_card.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/models/found_words.h"
#include "ui/services/model_finder.h"
#include "ui/shell/elided_label.h"
#include "ui/shell/theme.h"

namespace lora::ui {
namespace {
constexpr int shown_models = 4;  ///< the Base page has them all
}

FoundCard::FoundCard(ModelFinder& finder, QWidget* parent)
    : QFrame(parent), finder_(finder), title_(new QLabel(this)), note_(new QLabel(this)) {
    setProperty("card", true);
    setObjectName(QStringLiteral("found_models_card"));
    title_->setObjectName(QStringLiteral("found_models_title"));
    title_->setFont(Theme::instance().heading_font());
    title_->setWordWrap(true);
    note_->setProperty("muted", true);
    note_->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(8);
    column->addWidget(title_);
    column->addWidget(note_);
    connect(&finder, &ModelFinder::changed, this, &FoundCard::follow);
    follow();
}

void FoundCard::add_row(int row, const QString& name, const QString& facts) {
    auto* grid = static_cast<QGridLayout*>(rows_->layout());
    auto* left = new ElidedLabel(rows_, Qt::ElideMiddle);
    left->set_full_text(name);
    auto* right = new ElidedLabel(rows_);
    right->setProperty("muted", true);
    right->set_full_text(facts);
    grid->addWidget(left, row, 0);
    grid->addWidget(right, row, 1);
}

void FoundCard::follow() {
    if (rows_) rows_->deleteLater();
    rows_ = new QWidget(this);
    auto* grid = new QGridLayout(rows_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 3);
    static_cast<QVBoxLayout*>(layout())->insertWidget(1, rows_);

    const auto& models = finder_.models();
    const auto usable = static_cast<int>(
        std::count_if(models.begin(), models.end(), [](const FoundModel& model) { return model.usable(); }));
    for (int i = 0; i < std::min(usable, shown_models); ++i)
        add_row(i, QString::fromStdString(models[static_cast<size_t>(i)].name), found_words(models[static_cast<size_t>(i)]));
    rows_->setVisible(usable > 0);
    if (finder_.is_looking() || !finder_.has_looked()) {
        title_->setText(tr("Looking for models on this computer"));
    } else if (usable == 0) {
        title_->setText(tr("No base model was found on this computer"));
    } else {
        title_->setText(usable == 1 ? tr("1 model found on this computer") : tr("%1 models found on this computer").arg(usable));
    }
    QString note = found_promise();
    if (usable == 0)
        note = tr("Folders of Hugging Face, llama.cpp, LM Studio and Ollama are looked at, on this computer alone. Any "
                  "other model is chosen on the Base model page.");
    else if (usable > shown_models)
        note = tr("And %1 more: a project's Base model page lists them all.").arg(usable - shown_models) + QLatin1Char(' ') + note;
    note_->setText(note);
    setAccessibleName(title_->text());
}

}  // namespace lora::ui
