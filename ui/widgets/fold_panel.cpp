// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fold_panel.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/shell/theme.h"

namespace lora::ui {

FoldPanel::FoldPanel(const QString& title, int open_width, QWidget* parent)
    : QFrame(parent), open_width_(open_width) {
    setFrameShape(QFrame::NoFrame);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 0, 0, 0);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    title_ = new QLabel(title, this);
    title_->setFont(Theme::instance().heading_font());
    fold_ = new QToolButton(this);
    fold_->setAutoRaise(true);
    fold_->setIconSize({14, 14});
    fold_->setFixedSize(24, 20);
    fold_->setObjectName(QStringLiteral("fold_") + title);
    head->addWidget(title_, 1);
    head->addWidget(fold_);
    column->addLayout(head);

    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget(scroll);
    content_ = new QVBoxLayout(inside);
    content_->setContentsMargins(0, 0, 4, 0);
    content_->setSpacing(4);
    scroll->setWidget(inside);
    holder_ = scroll;
    column->addWidget(holder_, 1);
    connect(fold_, &QToolButton::clicked, this, [this] { set_open(!open_); });
    const auto tint = [this] {
        fold_->setIcon(Theme::instance().icon(
            open_ ? QStringLiteral("chevron-right") : QStringLiteral("chevron-left"), Role::text_muted));
    };
    connect(&Theme::instance(), &Theme::changed, this, tint);
    open_ = false;
    set_open(true);
}

void FoldPanel::set_open(bool open) {
    if (open == open_) return;
    open_ = open;
    title_->setVisible(open);
    holder_->setVisible(open);
    if (open)
        setFixedWidth(open_width_);
    else
        setFixedWidth(fold_->width() + 16);
    fold_->setIcon(Theme::instance().icon(
        open ? QStringLiteral("chevron-right") : QStringLiteral("chevron-left"), Role::text_muted));
    const QString words = open ? tr("Fold the panel: %1") : tr("Show the panel: %1");
    fold_->setToolTip(words.arg(title_->text()));
    fold_->setAccessibleName(words.arg(title_->text()));
    // A folded panel keeps its button at the top.
    if (auto* column = qobject_cast<QVBoxLayout*>(layout()))
        column->setAlignment(open ? Qt::Alignment() : Qt::AlignTop);
    Q_EMIT open_changed(open);
}

}  // namespace lora::ui
