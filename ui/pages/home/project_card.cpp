// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/project_card.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/models/run_words.h"
#include "ui/models/words.h"
#include "ui/pages/home/sparkline.h"
#include "ui/services/project_preview.h"
#include "ui/shell/elided_label.h"
#include "ui/shell/theme.h"

namespace lora::ui {

ProjectCard::ProjectCard(const ProjectRecord& project, bool open_now, QWidget* parent) : QPushButton(parent) {
    setObjectName(QStringLiteral("card"));
    setFixedHeight(152);
    setMinimumWidth(240);
    const QString name = QString::fromStdString(project.name), path = QString::fromStdString(project.path);
    setAccessibleName(tr("Open project %1").arg(name));
    setToolTip(path);

    auto* title = new ElidedLabel(this);
    title->setFont(Theme::instance().heading_font());
    title->set_full_text(name);
    auto* menu_button = new QToolButton(this);
    menu_button->setIcon(Theme::instance().icon(QStringLiteral("menu"), Role::text_muted));
    menu_button->setAccessibleName(tr("More about %1").arg(name));
    menu_button->setPopupMode(QToolButton::InstantPopup);
    menu_button->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(menu_button);
    connect(menu->addAction(Theme::instance().icon(QStringLiteral("folder")), tr("Show the folder")), &QAction::triggered, this,
            &ProjectCard::reveal_asked);
    connect(menu->addAction(Theme::instance().icon(QStringLiteral("trash")), tr("Move to trash")), &QAction::triggered, this,
            &ProjectCard::trash_asked);
    menu_button->setMenu(menu);
    auto* where = new ElidedLabel(this, Qt::ElideMiddle);
    where->setFont(Theme::instance().small_font());
    where->setProperty("muted", true);
    where->set_full_text(path_words(path));
    curve_ = new Sparkline(this);
    facts_ = new QLabel(open_now ? tr("Open now") : tr("Reading…"), this);
    facts_->setFont(Theme::instance().small_font());
    facts_->setProperty("muted", true);
    // Clicks on the words are clicks on the card.
    for (QWidget* widget : {static_cast<QWidget*>(title), static_cast<QWidget*>(where), static_cast<QWidget*>(curve_),
                            static_cast<QWidget*>(facts_)})
        widget->setAttribute(Qt::WA_TransparentForMouseEvents);

    auto* head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(menu_button);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 8, 12);
    column->setSpacing(4);
    column->addLayout(head);
    auto* below = new QVBoxLayout;
    below->setContentsMargins(0, 0, 8, 0);  // as far from the edge as at the left
    below->addWidget(where);
    below->addWidget(curve_);
    below->addWidget(facts_);
    column->addLayout(below);

    read_project_preview(path, this, [this, open_now, path](const ProjectPreview& preview) {
        loaded_ = true;
        curve_->set_values(preview.losses);
        QString words = preview.run.isEmpty() ? tr("No run yet")
                        : preview.state       ? tr("%1, %2").arg(preview.run, state_words(*preview.state))
                                              : preview.run;
        if (!QFileInfo::exists(path)) words = tr("The folder is not there now");
        facts_->setText(open_now ? tr("Open now · %1").arg(words) : words);
    });
}

}  // namespace lora::ui
