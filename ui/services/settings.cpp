// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/settings.h"

namespace lora::ui {
namespace {
constexpr const char* theme_names[] = {"system", "light", "dark"};
}

Settings::Settings(const QString& file, QObject* parent) : QObject(parent), store_(file, QSettings::IniFormat) {}

ThemeChoice Settings::theme() const {
    const QString name = store_.value(QStringLiteral("window/theme")).toString();
    for (int i = 0; i < 3; ++i)
        if (name == QLatin1String(theme_names[i])) return static_cast<ThemeChoice>(i);
    return ThemeChoice::system;
}

void Settings::set_theme(ThemeChoice choice) {
    store_.setValue(QStringLiteral("window/theme"), QString::fromLatin1(theme_names[static_cast<int>(choice)]));
    Q_EMIT theme_changed();
}

QString Settings::language() const {
    return store_.value(QStringLiteral("window/language"), QStringLiteral("system")).toString();
}
void Settings::set_language(const QString& choice) {
    if (choice == language()) return;
    store_.setValue(QStringLiteral("window/language"), choice);
    Q_EMIT language_changed();
}

QByteArray Settings::window_geometry() const { return store_.value(QStringLiteral("window/geometry")).toByteArray(); }
void Settings::set_window_geometry(const QByteArray& geometry) {
    store_.setValue(QStringLiteral("window/geometry"), geometry);
}
QString Settings::last_project() const { return store_.value(QStringLiteral("window/project")).toString(); }
void Settings::set_last_project(const QString& folder) { store_.setValue(QStringLiteral("window/project"), folder); }
QString Settings::last_page() const { return store_.value(QStringLiteral("window/page")).toString(); }
void Settings::set_last_page(const QString& id) { store_.setValue(QStringLiteral("window/page"), id); }
bool Settings::advanced_training() const { return store_.value(QStringLiteral("train/advanced"), false).toBool(); }
void Settings::set_advanced_training(bool on) { store_.setValue(QStringLiteral("train/advanced"), on); }

QVariant Settings::value(const QString& key, const QVariant& fallback) const { return store_.value(key, fallback); }
void Settings::set_value(const QString& key, const QVariant& value) { store_.setValue(key, value); }

}  // namespace lora::ui
