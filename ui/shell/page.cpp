// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page.h"

#include <QtCore/QVariant>
#include <QtGui/QAccessible>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/shell/action_button.h"
#include "ui/shell/elided_label.h"
#include "ui/shell/theme.h"

namespace lora::ui {

/// Title and truth on the left, buttons on the right, the banner below.
struct Page::Head : QWidget {
    explicit Head(QWidget* parent) : QWidget(parent) {
        setObjectName(QStringLiteral("page-head"));
        setAttribute(Qt::WA_StyledBackground);
        title = new QLabel(this);
        title->setFont(Theme::instance().title_font());
        truth = new ElidedLabel(this);
        truth->setProperty("muted", true);
        truth->setTextInteractionFlags(Qt::NoTextInteraction);
        auto* words = new QVBoxLayout;
        words->setSpacing(2);
        words->addWidget(title);
        words->addWidget(truth);
        buttons = new QHBoxLayout;
        buttons->setSpacing(8);
        menu_button = new QToolButton(this);
        menu_button->setIcon(Theme::instance().icon(QStringLiteral("menu")));
        menu_button->setIconSize({18, 18});
        menu_button->setPopupMode(QToolButton::InstantPopup);
        menu_button->setAccessibleName(Page::tr("More actions"));
        menu_button->setToolTip(Page::tr("More actions"));
        menu_button->setFocusPolicy(Qt::StrongFocus);
        menu_button->setMenu(new QMenu(menu_button));
        menu_button->hide();
        primary = new ActionButton(this);
        primary->setProperty("primary", true);
        buttons->addWidget(menu_button);
        buttons->addWidget(primary);
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(24, 14, 24, 12);
        row->setSpacing(16);
        row->addLayout(words, 1);
        row->addLayout(buttons);
        setFixedHeight(sizeHint().height() + 8);
    }
    QLabel* title;
    ElidedLabel* truth;
    QHBoxLayout* buttons;
    QList<ActionButton*> secondary;
    QToolButton* menu_button;
    ActionButton* primary;
    QFrame* banner = nullptr;
    QLabel* banner_icon = nullptr;
    QLabel* banner_text = nullptr;
    ActionButton* banner_button = nullptr;
    BannerKind banner_kind = BannerKind::info;
    void tint_banner() {
        const bool info = banner_kind == BannerKind::info, warn = banner_kind == BannerKind::warn;
        const Role role = info ? Role::accent : warn ? Role::warn : Role::bad;
        const QString name = info ? QStringLiteral("info") : QStringLiteral("alert");
        banner_icon->setPixmap(Theme::instance().icon(name, role).pixmap(QSize(20, 20), devicePixelRatioF()));
    }
};

Page::Page(QString id, QString title, QString icon, Services& services, QWidget* parent)
    : QWidget(parent), id_(std::move(id)), title_(std::move(title)), icon_(std::move(icon)), services_(services) {
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(title_);
    head_ = new Head(this);
    head_->title->setText(title_);
    auto* line = new QFrame(this);
    line->setObjectName(QStringLiteral("page-head-line"));
    line->setFixedHeight(1);

    head_->banner = new QFrame(this);
    head_->banner->setObjectName(QStringLiteral("banner"));
    head_->banner_icon = new QLabel(head_->banner);
    head_->banner_icon->setFixedSize(20, 20);
    head_->banner_text = new QLabel(head_->banner);
    head_->banner_text->setWordWrap(true);
    head_->banner_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    head_->banner_text->setFocusPolicy(Qt::NoFocus);
    head_->banner_button = new ActionButton(head_->banner);
    auto* banner_row = new QHBoxLayout(head_->banner);
    banner_row->setContentsMargins(12, 8, 8, 8);
    banner_row->setSpacing(12);
    banner_row->addWidget(head_->banner_icon);
    banner_row->addWidget(head_->banner_text, 1);
    banner_row->addWidget(head_->banner_button);
    head_->banner->hide();
    auto* banner_margin = new QVBoxLayout;
    banner_margin->setContentsMargins(24, 12, 24, 0);
    banner_margin->addWidget(head_->banner);

    body_ = new QWidget(this);
    body_->setObjectName(QStringLiteral("page-body"));
    body_->setContentsMargins(24, 16, 24, 24);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head_);
    column->addWidget(line);
    column->addLayout(banner_margin);
    column->addWidget(body_, 1);
    connect(&Theme::instance(), &Theme::changed, this, [this] { head_->tint_banner(); });
}

QString Page::truth() const { return head_->truth->full_text(); }

void Page::set_truth(const QString& sentence) {
    if (head_->truth->full_text() == sentence) return;
    head_->truth->set_full_text(sentence);
    // A screen reader hears the truth of the page in front when it changes.
    if (isVisible()) {
        QAccessibleEvent event(head_->truth, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
}

void Page::set_primary_action(QAction* action) {
    primary_ = action;
    head_->primary->set_action(action);
    if (action) addAction(action);
}

void Page::set_secondary_actions(const QList<QAction*>& actions) {
    // Later: one of them may be what was clicked.
    for (ActionButton* button : std::as_const(head_->secondary)) {
        button->hide();
        button->deleteLater();
    }
    head_->secondary.clear();
    int at = 0;
    QWidget* before = nullptr;
    for (QAction* action : actions) {
        auto* button = new ActionButton(action, head_);
        head_->buttons->insertWidget(at++, button);
        head_->secondary.append(button);
        if (before) QWidget::setTabOrder(before, button);
        before = button;
        addAction(action);
    }
    if (before) QWidget::setTabOrder(before, head_->menu_button);
    QWidget::setTabOrder(head_->menu_button, head_->primary);
}

void Page::set_menu_actions(const QList<QAction*>& actions) {
    head_->menu_button->menu()->clear();
    head_->menu_button->menu()->addActions(actions);
    head_->menu_button->setVisible(!actions.isEmpty());
    addActions(actions);
}

void Page::set_step_state(StepState state) {
    if (step_state_ == state) return;
    step_state_ = state;
    Q_EMIT step_state_changed();
}

void Page::set_banner(BannerKind kind, const QString& text, QAction* remedy) {
    QFrame* banner = head_->banner;
    if (text.isEmpty()) {
        banner->hide();
        return;
    }
    static constexpr const char* kinds[] = {"info", "warn", "bad"};
    const bool news = banner->isHidden() || head_->banner_text->text() != text;
    head_->banner_kind = kind;
    banner->setProperty("kind", QString::fromLatin1(kinds[static_cast<int>(kind)]));
    banner->style()->unpolish(banner);
    banner->style()->polish(banner);
    head_->tint_banner();
    head_->banner_text->setText(text);
    banner->setAccessibleName(text);
    head_->banner_button->set_action(remedy);
    banner->show();
    if (news) {
        QAccessibleEvent event(banner, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

}  // namespace lora::ui
