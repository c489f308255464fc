// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/shell/theme.h"

namespace lora::ui {
namespace {

struct StateLook {
    const char* icon;
    Role role;
    QString words;
};

StateLook look_of(StepState state) {
    switch (state) {
        case StepState::done: return {"check", Role::good, Rail::tr("done")};
        //: spoken after the name of a page: this step of the job is at hand
        case StepState::current: return {"dot", Role::accent, Rail::tr("current")};
        case StepState::not_yet: return {"circle", Role::text_muted, Rail::tr("not yet")};
        case StepState::attention: return {"alert", Role::warn, Rail::tr("needs attention")};
        case StepState::none: break;
    }
    return {nullptr, Role::text, {}};
}

QFrame* rule(QWidget* parent) {
    auto* line = new QFrame(parent);
    line->setObjectName(QStringLiteral("rail-line"));
    return line;
}

}  // namespace

Rail::Rail(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("rail"));
    setFixedWidth(148);
    setAccessibleName(tr("Pages"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 12, 8, 12);
    column->setSpacing(8);
    for (QVBoxLayout*& group : groups_) {
        group = new QVBoxLayout;
        group->setSpacing(2);
    }
    column->addLayout(groups_[0]);
    column->addWidget(rule(this));
    column->addLayout(groups_[1]);
    column->addStretch(1);
    column->addWidget(rule(this));
    column->addLayout(groups_[2]);
}

QKeySequence key_of_page(int number) { return {static_cast<int>(Qt::CTRL) | (Qt::Key_0 + number)}; }

void Rail::add(Page* page, PageEntry::Group group, int number) {
    auto* button = new QToolButton(this);
    button->setText(page->title());
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize({20, 20});
    button->setCheckable(true);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFixedHeight(36);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(number < 10 ? QStringLiteral("%1 (%2)").arg(page->title(), key_of_page(number).toString(QKeySequence::NativeText))
                                   : page->title());
    groups_[static_cast<int>(group)]->addWidget(button);
    buttons_.insert(page->id(), button);
    order_.append(button);
    connect(button, &QToolButton::clicked, this, [this, id = page->id()] { Q_EMIT chosen(id); });
    connect(page, &Page::step_state_changed, this, [this, page] { show_state(page); });
    show_state(page);
    button->ensurePolished();
    const QMargins margins = layout()->contentsMargins();
    setFixedWidth(std::max(minimumWidth(), button->sizeHint().width() + margins.left() + margins.right() + 8));  // bold while chosen
}

void Rail::show_state(Page* page) {
    QToolButton* button = buttons_.value(page->id());
    const StateLook look = look_of(page->step_state());
    const Theme& theme = Theme::instance();
    button->setIcon(look.icon ? theme.icon(QString::fromLatin1(look.icon), look.role) : theme.icon(page->icon_name()));
    button->setAccessibleName(look.words.isEmpty() ? page->title()
                                                   : QStringLiteral("%1, %2").arg(page->title(), look.words));
}

void Rail::set_current(const QString& id) {
    for (auto it = buttons_.begin(); it != buttons_.end(); ++it)
        it.value()->setChecked(it.key() == id);
    // Who is in the rail stays at the page that is shown, however it was chosen.
    if (order_.contains(qobject_cast<QToolButton*>(window()->focusWidget()))) take_focus();
}

void Rail::take_focus() {
    for (QToolButton* button : std::as_const(order_))
        if (button->isChecked()) button->setFocus(Qt::TabFocusReason);
}

void Rail::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    auto* focused = qobject_cast<QToolButton*>(focusWidget());
    const qsizetype at = focused ? order_.indexOf(focused) + step : -1;
    if (step != 0 && at >= 0 && at < order_.size()) {
        order_[at]->setFocus(Qt::TabFocusReason);
        return;
    }
    QFrame::keyPressEvent(event);
}

}  // namespace lora::ui
