// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as a person reads them: with a unit and as many digits as carry meaning.
#pragma once

#include <QtCore/QLocale>
#include <QtCore/QString>

#include <cstdint>

namespace lora::ui {

/// The form of numbers of the chosen language; English where none was chosen.
QLocale number_locale();
/// With the language's decimal point and without groups; powers of ten as people type them: "2e-4".
QString decimal_words(double number, char format, int digits);
/// What a person typed as a program reads it: "0,05" becomes "0.05", and "0.05" stays, whatever the language.
QString as_plain_number(QString typed);
/// "2,048".
QString grouped_words(int64_t number);
/// "135 M", "4.9 M", "1.2 B", "12,480".
QString count_words(int64_t number);
/// "9.2 MB", "1.1 GB"; decimal units, as file managers show them.
QString bytes_words(double bytes);
/// "3.6 %", "0.36 %" of a share between 0 and 1.
QString share_words(double share);
/// A number without trailing zeros: "32", "0.05".
QString plain_words(double number);
/// A path with the user's home as "~".
QString path_words(const QString& path);

}  // namespace lora::ui
