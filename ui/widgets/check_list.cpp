// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/check_list.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/shell/theme.h"

namespace lora::ui {

namespace {

/// Mark's icon, colour, and what a screen reader says for it.
struct MarkLook {
    QString icon;
    Role role;
    QString spoken;
};

MarkLook look_of(Check::Mark mark) {
    switch (mark) {
        case Check::Mark::good:
            //: spoken before the text of a check that has passed
            return {QStringLiteral("check"), Role::good, CheckList::tr("Fine")};
        case Check::Mark::warn:
            return {QStringLiteral("alert"), Role::warn, CheckList::tr("Worth a look")};
        case Check::Mark::bad:
            return {QStringLiteral("close"), Role::bad, CheckList::tr("Must be mended")};
        case Check::Mark::waiting:
            break;
    }
    return {QStringLiteral("clock"), Role::text_muted, CheckList::tr("Waiting")};
}

}  // namespace

CheckList::CheckList(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("check_list"));
    setAccessibleName(tr("Checks of the data"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    connect(&Theme::instance(), &Theme::changed, this, &CheckList::rebuild);
}

void CheckList::set_checks(std::vector<Check> checks) {
    if (checks == checks_) return;
    checks_ = std::move(checks);
    rebuild();
}

void CheckList::rebuild() {
    auto* column = static_cast<QVBoxLayout*>(layout());
    while (QLayoutItem* item = column->takeAt(0)) {
        // A button of this list may be what asked for the change: it goes when control is back in the event
        // loop.
        if (QWidget* row = item->widget()) {
            row->hide();
            row->deleteLater();
        }
        delete item;
    }
    QStringList spoken;
    for (const Check& check : checks_) {
        const MarkLook look = look_of(check.mark);
        auto* row = new QWidget(this);
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(8);
        auto* mark = new QLabel(row);
        mark->setPixmap(
            Theme::instance().icon(look.icon, look.role).pixmap(QSize(16, 16), devicePixelRatioF()));
        mark->setFixedWidth(16);
        mark->setAccessibleName(look.spoken);
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        auto* text = new QLabel(check.text, row);
        text->setWordWrap(true);
        text->setAccessibleName(look.spoken + QStringLiteral(": ") + check.text);
        words->addWidget(text);
        if (!check.detail.isEmpty()) {
            auto* detail = new QLabel(check.detail, row);
            detail->setWordWrap(true);
            detail->setFont(Theme::instance().small_font());
            detail->setProperty("muted", true);
            words->addWidget(detail);
        }
        line->addWidget(mark, 0, Qt::AlignTop);
        line->addLayout(words, 1);
        if (!check.button.isEmpty()) {
            auto* button = new QPushButton(check.button, row);
            button->setAutoDefault(false);
            button->setProperty("chip", true);
            button->setAccessibleName(check.button + QStringLiteral(": ") + check.text);
            button->setObjectName(check.action);
            connect(button, &QPushButton::clicked, this,
                    [this, action = check.action] { Q_EMIT activated(action); });
            line->addWidget(button, 0, Qt::AlignTop);
        }
        column->addWidget(row);
        row->show();
        spoken << look.spoken + QStringLiteral(": ") + check.text;
    }
    setAccessibleDescription(spoken.join(QStringLiteral(". ")));
}

}  // namespace lora::ui
