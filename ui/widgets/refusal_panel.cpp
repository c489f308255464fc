// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/refusal_panel.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/models/words.h"
#include "ui/services/localized.h"
#include "ui/shell/theme.h"

namespace lora::ui {

RefusalPanel::RefusalPanel(QWidget* parent)
    : QFrame(parent), what_(new QLabel(this)), where_(new QLabel(this)), hint_(new QLabel(this)) {
    // The banner's look, so that trouble looks alike everywhere.
    setObjectName(QStringLiteral("banner"));
    setProperty("kind", "bad");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(6);
    QFont bold = Theme::instance().body_font();
    bold.setWeight(QFont::DemiBold);
    what_->setFont(bold);
    where_->setFont(Theme::instance().monospace_font());
    for (QLabel* label : {what_, where_, hint_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    }
    auto* buttons = new QHBoxLayout;
    auto* copy = new QPushButton(tr("Copy details"), this);
    copy->setAccessibleName(tr("Copy details"));
    copy->setObjectName(QStringLiteral("copy_details"));
    auto* close = new QPushButton(tr("Dismiss"), this);
    close->setAccessibleName(tr("Dismiss"));
    close->setObjectName(QStringLiteral("dismiss_refusal"));
    for (QPushButton* button : {copy, close}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(details_); });
    connect(close, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
    hide();
}

void RefusalPanel::set_error(const QString& about, const Error& error) {
    const QString what = localized(error.what), where = localized(error.where),
                  hint = localized(error.hint);
    what_->setText(what);
    where_->setText(where.isEmpty() ? path_words(about) : where);
    hint_->setText(hint);
    hint_->setVisible(!hint.isEmpty());
    // In English, whatever the language of the window: it is copied to ask others.
    details_ = about + QLatin1Char('\n') + QString::fromStdString(error.text());
    setAccessibleName(what);
    setAccessibleDescription(localized(error));
    show();
}

}  // namespace lora::ui
