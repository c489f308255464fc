// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/language.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <QtCore/QPointer>
#include <QtCore/QTranslator>
#include <QtGui/QFont>
#include <QtGui/QFontInfo>
#include <QtGui/QGuiApplication>

#include <algorithm>

#include "ui/shell/theme.h"

// The macro declares a function: it must stand outside every namespace.
static void load_translations() { Q_INIT_RESOURCE(studio); }

namespace lora::ui {
namespace {

/// Simplified Chinese is written, not spoken: readers of traditional characters are better served by English.
bool speaks(const Language& language, const QLocale& wanted) {
    const QLocale own(language.code);
    return own.language() == wanted.language() && own.script() == wanted.script();
}

/// Numbers and dates of the language, in the desktop's own way where that is the desktop's language: 1'234.5 in Zurich.
QLocale form_of(const QString& code) {
    const QLocale own = code == QLatin1String("en") ? QLocale(QLocale::English, QLocale::UnitedKingdom) : QLocale(code);
    const QLocale desktop = QLocale::system();
    return desktop.language() == own.language() && desktop.script() == own.script() ? desktop : own;
}

/// Characters that Chinese and Japanese share are drawn alike only by their own fonts, and a desktop in
/// neither language may take the other's: the fonts of the interface name whom to ask first for what they
/// lack.
void prefer_chinese_forms(bool chinese) {
    static const QStringList fonts{QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Source Han Sans SC"),
                                   QStringLiteral("WenQuanYi Zen Hei"), QStringLiteral("Microsoft YaHei")};
    for (const QFont& font : {QGuiApplication::font(), QFont(fixed_pitch_family())}) {
        QFont::removeSubstitutions(font.family());
        if (!chinese) continue;
        // "Sans Serif" is no font of its own: what stands behind it goes on drawing Latin letters.
        QFont::insertSubstitutions(font.family(), QStringList{QFontInfo(font).family()} + fonts);
    }
}

}  // namespace

const std::vector<Language>& languages() {
    static const std::vector<Language> all{{QStringLiteral("en"), QStringLiteral("English")},
                                           {QStringLiteral("de"), QStringLiteral("Deutsch")},
                                           {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
    return all;
}

bool is_language_choice(const QString& choice) {
    return choice == QLatin1String("system") ||
           std::any_of(languages().begin(), languages().end(), [&](const Language& one) { return one.code == choice; });
}

QString language_for(const QString& choice, const QStringList& desktop) {
    if (choice != QLatin1String("system") && is_language_choice(choice)) return choice;
    for (const QString& wanted : desktop)
        for (const Language& language : languages())
            if (speaks(language, QLocale(wanted))) return language.code;
    return languages().front().code;
}

void apply_language(const QString& choice) {
    load_translations();
    static std::vector<QPointer<QTranslator>> loaded;
    for (const auto& translator : loaded)
        delete translator;  // takes itself out of the application
    loaded.clear();
    const QString code = language_for(choice, QLocale::system().uiLanguages());
    QLocale::setDefault(form_of(code));
    prefer_chinese_forms(code == QLatin1String("zh_CN"));
    if (code == languages().front().code) return;
    // Ours last: it is asked first.
    for (const char* part : {"qtbase", "lora_studio"}) {
        auto* translator = new QTranslator(QCoreApplication::instance());
        const QString file = QStringLiteral(":/translations/%1_%2.qm").arg(QLatin1String(part), code);
        if (!translator->load(file)) qWarning("The translation %s is missing from the program", qPrintable(file));
        QCoreApplication::installTranslator(translator);
        loaded.emplace_back(translator);
    }
}

}  // namespace lora::ui
