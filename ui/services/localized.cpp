// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/localized.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

#include <algorithm>

#include "ui/models/words.h"
#include "ui/services/core_messages.h"

namespace lora::ui {
namespace {

struct Pattern {
    const char* english;
    QRegularExpression form;
    int literal;  ///< letters that are no placeholder: who has more of them fits better
};

struct Catalogue {
    QHash<QString, const char*> whole;  ///< sentences without a placeholder
    std::vector<Pattern> patterns;      ///< the others, those that fit more closely first
};

Catalogue make_catalogue() {
    static const QRegularExpression placeholder(QStringLiteral("%\\d"));
    Catalogue made;
    for (const char* english : core_messages()) {
        const QString text = QString::fromUtf8(english);
        QString form;
        qsizetype from = 0;
        for (auto it = placeholder.globalMatch(text); it.hasNext();) {
            const auto gap = it.next();
            form += QRegularExpression::escape(text.mid(from, gap.capturedStart() - from)) + QStringLiteral("(.+?)");
            from = gap.capturedEnd();
        }
        if (from == 0) {
            made.whole.insert(text, english);
            continue;
        }
        form += QRegularExpression::escape(text.mid(from));
        made.patterns.push_back({english,
                                 QRegularExpression(QRegularExpression::anchoredPattern(form),
                                                    QRegularExpression::DotMatchesEverythingOption),
                                 static_cast<int>(QString(text).remove(placeholder).size())});
    }
    std::stable_sort(made.patterns.begin(), made.patterns.end(),
                     [](const Pattern& a, const Pattern& b) { return a.literal > b.literal; });
    return made;
}

/// core groups numbers as English does, and words are not numbers: "49,152" becomes "49.152" in German.
QString regrouped(const QString& words) {
    static const QRegularExpression grouped(QStringLiteral("^\\d{1,3}(,\\d{3})+$"));
    return grouped.match(words).hasMatch() ? grouped_words(QString(words).remove(u',').toLongLong()) : words;
}

/// `depth`: what stands in a gap may be a message itself, "No sample was made: There is not enough memory".
QString in_window_language(const QString& message, int depth) {
    static const Catalogue catalogue = make_catalogue();
    if (const auto found = catalogue.whole.constFind(message); found != catalogue.whole.cend())
        return QCoreApplication::translate("core", *found);
    if (depth == 0) return regrouped(message);
    for (const Pattern& pattern : catalogue.patterns) {
        const auto match = pattern.form.match(message);
        if (!match.hasMatch()) continue;
        const QString translated = QCoreApplication::translate("core", pattern.english);
        QString text;
        // By hand: QString::arg would look for placeholders in what the message quotes.
        for (qsizetype at = 0; at < translated.size(); ++at) {
            const int gap = translated[at] == u'%' && at + 1 < translated.size() ? translated[at + 1].digitValue() : -1;
            if (gap < 1 || gap > match.lastCapturedIndex()) {
                text += translated[at];
                continue;
            }
            text += in_window_language(match.captured(gap), depth - 1);
            ++at;
        }
        return text;
    }
    return regrouped(message);
}

}  // namespace

QString localized(const QString& message) {
    // In English nothing is looked for: hundreds of patterns would be made at the first message.
    const char* any = core_messages().front();
    if (message.isEmpty() || QCoreApplication::translate("core", any) == QString::fromUtf8(any)) return message;
    return in_window_language(message, 3);
}

QString localized(const std::string& message) { return localized(QString::fromStdString(message)); }

QString localized(const Error& error) {
    QString text = localized(error.what);
    if (!error.where.empty()) text += QStringLiteral(" (%1)").arg(localized(error.where));
    if (!error.hint.empty()) text += QStringLiteral(". ") + localized(error.hint);
    return text;
}

}  // namespace lora::ui
