// SPDX-License-Identifier: GPL-3.0-or-later
// What crashed programs left since somebody last looked: said once, at the next start of the window.
#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <optional>

namespace lora::ui {

class Settings;

struct CrashNews {
    QString path, text;     ///< the newest report that nobody dismissed yet
    QDateTime when;         ///< local time
    bool was_window = true; ///< else a worker
    int count = 1;          ///< reports that nobody dismissed yet
};

class CrashService : public QObject {
    Q_OBJECT
  public:
    CrashService(QString folder, Settings& settings, QObject* parent = nullptr);
    /// Reads the folder off the GUI thread; changed() follows where there is news.
    void look();
    const std::optional<CrashNews>& news() const { return news_; }
    const QString& folder() const { return folder_; }
    /// These reports are not spoken of again. They stay in their folder.
    void dismiss();

  Q_SIGNALS:
    void changed();

  private:
    QString folder_;
    Settings& settings_;
    std::optional<CrashNews> news_;
};

}  // namespace lora::ui
