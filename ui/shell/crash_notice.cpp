// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/crash_notice.h"

#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/services/services.h"
#include "ui/shell/theme.h"

namespace lora::ui {

CrashNotice::CrashNotice(Services& services, QWidget* parent)
    : QFrame(parent),
      services_(services),
      icon_(new QLabel(this)),
      words_(new QLabel(this)),
      report_(new QPlainTextEdit(this)) {
    // The banner's look, so that trouble looks alike everywhere.
    setObjectName(QStringLiteral("banner"));
    setProperty("kind", "warn");
    words_->setObjectName(QStringLiteral("crash_words"));
    words_->setWordWrap(true);
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words_->setFocusPolicy(Qt::NoFocus);
    icon_->setFixedSize(20, 20);
    show_ = make_button(QStringLiteral("show_crash_report"), tr("Show report"));
    show_->setCheckable(true);
    auto* copy = make_button(QStringLiteral("copy_crash_report"), tr("Copy report"));
    auto* reveal = make_button(QStringLiteral("open_crash_folder"), tr("Open folder"));
    auto* dismiss = make_button(QStringLiteral("dismiss_crash"), tr("Dismiss"));
    report_->setObjectName(QStringLiteral("crash_report"));
    report_->setAccessibleName(tr("Crash report"));
    report_->setReadOnly(true);
    report_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    report_->setTabChangesFocus(true);
    report_->setLineWrapMode(QPlainTextEdit::NoWrap);
    report_->setFixedHeight(220);
    report_->hide();

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton* button : {show_, copy, reveal, dismiss})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout;
    column->setSpacing(8);
    column->addWidget(words_);
    column->addLayout(buttons);
    column->addWidget(report_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 10, 12, 10);
    row->setSpacing(12);
    row->addWidget(icon_, 0, Qt::AlignTop);
    row->addLayout(column, 1);

    connect(show_, &QPushButton::toggled, this, [this](bool on) {
        report_->setVisible(on);
        show_->setText(on ? tr("Hide report") : tr("Show report"));
        show_->setAccessibleName(show_->text());
    });
    connect(copy, &QPushButton::clicked, this, [this] {
        if (const auto& news = services_.crashes.news()) QGuiApplication::clipboard()->setText(news->text);
    });
    connect(reveal, &QPushButton::clicked, this, [this] { services_.choices->reveal(services_.crashes.folder()); });
    connect(dismiss, &QPushButton::clicked, this, [this] { services_.crashes.dismiss(); });
    connect(&services.crashes, &CrashService::changed, this, &CrashNotice::follow);
    connect(&services.runs, &RunService::current_changed, this, &CrashNotice::say);
    connect(&services.runs, &RunService::current_view_changed, this, &CrashNotice::say);
    const auto tint = [this] {
        icon_->setPixmap(
            Theme::instance().icon(QStringLiteral("alert"), Role::warn).pixmap(QSize(20, 20), devicePixelRatioF()));
        report_->setFont(Theme::instance().monospace_font());
    };
    tint();
    connect(&Theme::instance(), &Theme::changed, this, tint);
    hide();
}

QPushButton* CrashNotice::make_button(const QString& id, const QString& text) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(id);
    button->setAccessibleName(text);
    button->setAutoDefault(false);
    return button;
}

QString CrashNotice::words() const { return words_->text(); }

void CrashNotice::follow() {
    const auto& news = services_.crashes.news();
    if (!news) return hide();
    report_->setPlainText(news->text);
    say();
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void CrashNotice::say() {
    const auto& news = services_.crashes.news();
    if (!news) return;
    const QString when = QLocale().toString(news->when, QLocale::ShortFormat);
    QString words = news->was_window ? tr("LoRA Studio ended unexpectedly last time (%1).").arg(when)
                                     : tr("A worker of LoRA Studio ended unexpectedly (%1).").arg(when);
    if (news->count > 1) words += QLatin1Char(' ') + tr("There are %1 new reports; this is the latest.").arg(news->count);
    const auto* watcher = services_.runs.current_watcher();
    const bool at_work = watcher && watcher->view().state == RunState::running;
    words += QLatin1Char(' ');
    if (at_work)
        words += tr("Runs go on by themselves: %1 is still training.").arg(watcher->view().name);
    else if (news->was_window)
        words += tr("Runs go on by themselves; nothing of them is lost.");
    else
        words += tr("A run that it worked on can be resumed on the Train page.");
    words += QLatin1Char(' ') + tr("The report stays on this computer unless you pass it on.");
    words_->setText(words);
    setAccessibleName(words);
}

}  // namespace lora::ui
