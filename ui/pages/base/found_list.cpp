// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/base/found_list.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/models/found_words.h"
#include "ui/models/words.h"
#include "ui/services/localized.h"
#include "ui/services/model_finder.h"
#include "ui/services/paths.h"
#include "ui/shell/theme.h"

namespace lora::ui {

FoundList::FoundList(ModelFinder& finder, QWidget* parent)
    : QWidget(parent),
      finder_(finder),
      title_(new QLabel(tr("On this computer"), this)),
      note_(new QLabel(this)),
      refresh_(new QToolButton(this)),
      list_(new QListWidget(this)) {
    title_->setFont(Theme::instance().heading_font());
    refresh_->setObjectName(QStringLiteral("look_again"));
    refresh_->setAccessibleName(tr("Look for models again"));
    refresh_->setToolTip(tr("Looks again in the folders of Hugging Face, llama.cpp, LM Studio and Ollama"));
    refresh_->setIconSize({16, 16});
    refresh_->setFocusPolicy(Qt::StrongFocus);
    list_->setObjectName(QStringLiteral("found_models"));
    // Reasons are sentences: they wrap, and so do long names.
    list_->setWordWrap(true);
    list_->setResizeMode(QListView::Adjust);
    list_->setTextElideMode(Qt::ElideMiddle);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setMinimumHeight(64);
    note_->setWordWrap(true);
    note_->setProperty("muted", true);
    note_->setFont(Theme::instance().small_font());
    auto* head = new QHBoxLayout;
    head->addWidget(title_, 1);
    head->addWidget(refresh_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(list_, 1);
    column->addWidget(note_);
    setTabOrder(refresh_, list_);
    const auto choose = [this](const QListWidgetItem* item) { Q_EMIT asked_for(item->data(Qt::UserRole).toString()); };
    connect(list_, &QListWidget::itemActivated, this, choose);
    connect(list_, &QListWidget::itemClicked, this, choose);
    connect(refresh_, &QToolButton::clicked, this, [this] { finder_.look_again(); });
    connect(&finder, &ModelFinder::changed, this, &FoundList::follow);
    connect(&Theme::instance(), &Theme::changed, this, &FoundList::follow);
    follow();
}

void FoundList::follow() {
    refresh_->setIcon(Theme::instance().icon(QStringLiteral("refresh"), Role::text_muted));
    refresh_->setEnabled(!finder_.is_looking());
    const auto& models = finder_.models();
    list_->clear();
    for (const FoundModel& model : models) {
        const QString name = QString::fromStdString(model.name), path = from_path(model.path);
        const QString facts = found_words(model);
        const QString reason = model.refusal ? tr("Cannot be used: %1").arg(localized(model.refusal->what)) : QString();
        auto* item = new QListWidgetItem(name + QLatin1Char('\n') + (reason.isEmpty() ? found_words(model, true) : reason), list_);
        item->setData(Qt::UserRole, path);
        item->setData(Qt::AccessibleTextRole, QStringList({name, facts, reason}).join(QStringLiteral(", ")));
        item->setToolTip(QStringList({path_words(path), facts, reason}).join(QLatin1Char('\n')).trimmed());
        if (model.refusal) item->setForeground(Theme::instance().colour(Role::text_muted));
    }
    list_->setVisible(!models.empty());
    list_->setAccessibleName(tr("Models found on this computer: %1").arg(models.size()));
    if (finder_.is_looking())
        note_->setText(tr("Looking for models…"));
    else if (models.empty())
        note_->setText(tr("None found in the folders of Hugging Face, llama.cpp, LM Studio and Ollama."));
    else
        note_->setText(found_promise());
    mark();
}

void FoundList::set_chosen(const QString& path) {
    if (chosen_ == path) return;
    chosen_ = path;
    mark();
}

void FoundList::mark() {
    list_->setCurrentRow(-1);
    for (int row = 0; row < list_->count(); ++row)
        if (list_->item(row)->data(Qt::UserRole).toString() == chosen_) list_->setCurrentRow(row);
}

}  // namespace lora::ui
