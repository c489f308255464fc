// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/words.h"

#include <QtCore/QDir>
#include <QtCore/QLocale>

#include <cmath>

namespace lora::ui {

namespace {

/// Three significant digits at most, two below ten: 135, 49, 4.9, 0.36.
QString short_number(double value) {
    if (value >= 9.95) return QString::number(value, 'f', 0);
    if (value >= 0.995) return QString::number(value, 'f', 1);
    return QString::number(value, 'g', 2);
}

}  // namespace

QString grouped_words(int64_t number) {
    static const QLocale locale(QLocale::English, QLocale::UnitedKingdom);
    return locale.toString(static_cast<qlonglong>(number));
}

QString count_words(int64_t number) {
    const auto value = static_cast<double>(number);
    if (value >= 999.5e6) return short_number(value / 1e9) + QStringLiteral(" B");
    if (value >= 999.5e3) return short_number(value / 1e6) + QStringLiteral(" M");
    return grouped_words(number);
}

QString bytes_words(double bytes) {
    if (bytes >= 999.5e6) return short_number(bytes / 1e9) + QStringLiteral(" GB");
    if (bytes >= 999.5e3) return short_number(bytes / 1e6) + QStringLiteral(" MB");
    if (bytes >= 999.5) return short_number(bytes / 1e3) + QStringLiteral(" kB");
    return QString::number(std::llround(bytes)) + QStringLiteral(" bytes");
}

QString share_words(double share) {
    return (share <= 0 ? QStringLiteral("0") : short_number(share * 100)) + QStringLiteral(" %");
}

QString plain_words(double number) {
    return QString::number(number, 'g', 6);
}

QString path_words(const QString& path) {
    const QString home = QDir::homePath();
    return path.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + path.mid(home.size()) : path;
}

}  // namespace lora::ui
