// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/words.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QLocale>

#include <cmath>

namespace lora::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(NumberWords)
};

/// Three significant digits at most, two below ten: 135, 49, 4.9, 0.36.
QString short_number(double value) {
    if (value >= 9.95) return decimal_words(value, 'f', 0);
    if (value >= 0.995) return decimal_words(value, 'f', 1);
    return decimal_words(value, 'g', 2);
}

}  // namespace

QLocale number_locale() {
    const QLocale chosen;
    return chosen.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedKingdom) : chosen;
}

QString decimal_words(double number, char format, int digits) {
    QLocale locale = number_locale();
    locale.setNumberOptions(QLocale::OmitGroupSeparator | QLocale::OmitLeadingZeroInExponent);
    return locale.toString(number, format, digits).replace(locale.exponential(), QStringLiteral("e"));
}

QString as_plain_number(QString typed) {
    const QString point = number_locale().decimalPoint();
    return typed.replace(point, QStringLiteral("."));
}

QString grouped_words(int64_t number) { return number_locale().toString(static_cast<qlonglong>(number)); }

QString count_words(int64_t number) {
    const auto value = static_cast<double>(number);
    //: thousand millions: the size of a model is written 7 B, short for billion
    if (value >= 999.5e6) return Words::tr("%1 B").arg(short_number(value / 1e9));
    //: millions
    if (value >= 999.5e3) return Words::tr("%1 M").arg(short_number(value / 1e6));
    return grouped_words(number);
}

QString bytes_words(double bytes) {
    if (bytes >= 999.5e6) return short_number(bytes / 1e9) + QStringLiteral(" GB");
    if (bytes >= 999.5e3) return short_number(bytes / 1e6) + QStringLiteral(" MB");
    if (bytes >= 999.5) return short_number(bytes / 1e3) + QStringLiteral(" kB");
    const auto whole = std::llround(bytes);
    return whole == 1 ? Words::tr("1 byte") : Words::tr("%1 bytes").arg(whole);
}

QString share_words(double share) {
    //: a share in per cent; English sets it with a space
    return Words::tr("%1 %").arg(share <= 0 ? QStringLiteral("0") : short_number(share * 100));
}

QString plain_words(double number) {
    return decimal_words(number, 'g', 6);
}

QString path_words(const QString& path) {
    const QString home = QDir::homePath();
    return path.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + path.mid(home.size()) : path;
}

}  // namespace lora::ui
