// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/action_button.h"

#include <QtCore/QVariant>

#include "ui/shell/theme.h"

namespace lora::ui {

void ActionButton::set_action(QAction* action) {
    if (action_ == action) return;
    if (action_) {
        disconnect(action_, nullptr, this, nullptr);
        disconnect(this, nullptr, action_, nullptr);
    }
    action_ = action;
    if (!action) {
        hide();
        return;
    }
    connect(action, &QAction::changed, this, &ActionButton::follow);
    connect(this, &QPushButton::clicked, action, [action] { action->trigger(); });
    follow();
}

void ActionButton::follow() {
    if (!action_) return;
    setText(action_->text());
    // On the accent's own ground an icon takes the text's colour there, whatever it is elsewhere.
    const QString icon = property("primary").toBool() ? action_->icon().name() : QString();
    setIcon(icon.isEmpty() ? action_->icon() : Theme::instance().icon(icon, Role::on_accent));
    setIconSize({18, 18});
    setEnabled(action_->isEnabled());
    setCheckable(action_->isCheckable());
    setChecked(action_->isChecked());
    setAccessibleName(action_->text().remove(QLatin1Char('&')));
    setAccessibleDescription(action_->statusTip());
    // QAction's own default repeats the text, which the button already shows.
    const bool own_tip = action_->toolTip() != action_->text().remove(QLatin1Char('&'));
    const QString keys = action_->shortcut().toString(QKeySequence::NativeText);
    QString tip = own_tip ? action_->toolTip() : QString();
    if (!keys.isEmpty()) tip = tip.isEmpty() ? keys : QStringLiteral("%1 (%2)").arg(tip, keys);
    setToolTip(tip);
    setVisible(action_->isVisible());
}

}  // namespace lora::ui
