// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers between starts. Applies at once.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QSettings>

#include "ui/shell/theme.h"

namespace lora::ui {

class Settings : public QObject {
    Q_OBJECT
  public:
    explicit Settings(const QString& file, QObject* parent = nullptr);
    ThemeChoice theme() const;
    void set_theme(ThemeChoice choice);
    /// "system", or the code of a language that the window speaks (ui/shell/language.h).
    QString language() const;
    void set_language(const QString& choice);
    QByteArray window_geometry() const;
    void set_window_geometry(const QByteArray& geometry);
    QString last_project() const;
    void set_last_project(const QString& folder);
    QString last_page() const;
    void set_last_page(const QString& id);
    bool advanced_training() const;
    void set_advanced_training(bool on);
    /// Anything a page keeps for itself: "train/log_scale".
    QVariant value(const QString& key, const QVariant& fallback = {}) const;
    void set_value(const QString& key, const QVariant& value);

  Q_SIGNALS:
    void theme_changed();
    void language_changed();

  private:
    mutable QSettings store_;
};

}  // namespace lora::ui
