// SPDX-License-Identifier: GPL-3.0-or-later
// The language of the window: our words, Qt's own words, and the form of numbers and dates.
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <vector>

namespace lora::ui {

struct Language {
    QString code;  ///< "en", "de", "zh_CN": what the setting keeps and the translations' files are called by
    QString name;  ///< as those who speak it call it, never translated
};
/// English, the language of the sources, and every language with a file in resources/translations.
const std::vector<Language>& languages();
bool is_language_choice(const QString& choice);

/// The language that a choice comes to: itself, or for "system" the first of the desktop's languages (BCP 47 names, most
/// wanted first) that the window speaks; English if it speaks none of them.
QString language_for(const QString& choice, const QStringList& desktop);

/// Loads the words of a choice into the application. What is on screen keeps its words: WindowHost makes the window anew.
void apply_language(const QString& choice);

}  // namespace lora::ui
