// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/conversation_html.h"

#include <QtCore/QCoreApplication>

#include "ui/shell/theme.h"
#include "ui/widgets/paint.h"

namespace lora::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ConversationWords)
};

QString role_words(const std::string& role) {
    if (role == "system") return Words::tr("System");
    if (role == "user") return Words::tr("User");
    if (role == "assistant") return Words::tr("Assistant");
    return QString::fromStdString(role);
}

/// A turn: its role in bold, then its text with line breaks and blanks kept.
QString turn(const QString& role, const std::string& text, bool learnt) {
    const Theme& theme = Theme::instance();
    // The adapter's colour, darkened or lightened until it can be read as text.
    const QColor role_colour = learnt ? mix(theme.colour(adapter_colour), theme.colour(Role::text), 0.35)
                                      : theme.colour(Role::text_muted);
    return QStringLiteral(
               "<p style='margin-bottom:2px; color:%1'><b>%2</b></p>"
               "<p style='margin-top:0; margin-bottom:12px; white-space:pre-wrap'>%3</p>")
        .arg(role_colour.name(), role.toHtmlEscaped(), QString::fromStdString(text).toHtmlEscaped());
}

}  // namespace

QString conversation_html(const Example& example) {
    QString html;
    for (const Message& message : example.messages)
        html += turn(role_words(message.role), message.content, message.role == "assistant");
    if (example.messages.empty()) {
        if (!example.prompt.empty()) html += turn(Words::tr("Prompt"), example.prompt, false);
        html +=
            turn(example.prompt.empty() ? Words::tr("Text") : Words::tr("Completion"), example.text, true);
    }
    return html;
}

}  // namespace lora::ui
