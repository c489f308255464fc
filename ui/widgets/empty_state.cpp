// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_state.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/shell/theme.h"

namespace lora::ui {

EmptyState::EmptyState(const QString& icon, const QString& sentence, const QString& button, QWidget* parent)
    : QWidget(parent),
      icon_(icon),
      picture_(new QLabel(this)),
      sentence_(new QLabel(this)),
      button_(new QPushButton(this)) {
    auto* column = new QVBoxLayout(this);
    column->setSpacing(16);
    column->addStretch(2);
    picture_->setAlignment(Qt::AlignCenter);
    column->addWidget(picture_);
    sentence_->setAlignment(Qt::AlignCenter);
    sentence_->setWordWrap(true);
    sentence_->setFont(Theme::instance().heading_font());
    column->addWidget(sentence_);
    button_->setAutoDefault(false);
    column->addWidget(button_, 0, Qt::AlignHCenter);
    column->addStretch(3);
    set_sentence(sentence);
    set_button(button);
    connect(button_, &QPushButton::clicked, this, &EmptyState::activated);
    const auto tint = [this] {
        picture_->setPixmap(
            Theme::instance().icon(icon_, Role::text_muted).pixmap(QSize(56, 56), devicePixelRatioF()));
    };
    tint();
    connect(&Theme::instance(), &Theme::changed, this, tint);
}

void EmptyState::set_sentence(const QString& sentence) {
    sentence_->setText(sentence);
    setAccessibleName(sentence);
}

void EmptyState::set_button(const QString& text) {
    button_->setText(text);
    button_->setAccessibleName(text);
    button_->setObjectName(text);
    button_->setVisible(!text.isEmpty());
}

}  // namespace lora::ui
