// SPDX-License-Identifier: GPL-3.0-or-later
// The seam for file dialogs and questions, so that tests answer for the user and no page opens a nested event loop.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <functional>

#include "core/base/result.h"

class QWidget;

namespace lora::ui {

/// Every call returns at once; `done` is called later with the answer (empty: cancelled).
class UserChoices {
  public:
    virtual ~UserChoices() = default;
    virtual void open_files(QWidget* parent, const QString& title, const QString& filter, bool many,
                            std::function<void(QStringList)> done);
    virtual void choose_folder(QWidget* parent, const QString& title, const QString& start,
                               std::function<void(QString)> done);
    virtual void save_file(QWidget* parent, const QString& title, const QString& suggested, const QString& filter,
                           std::function<void(QString)> done);
    /// Only for what cannot be undone. `verb` is the button: "Move to trash".
    virtual void confirm(QWidget* parent, const QString& question, const QString& detail, const QString& verb,
                         std::function<void(bool)> done);
    virtual void ask_text(QWidget* parent, const QString& title, const QString& label, const QString& initial,
                          std::function<void(QString)> done);
    /// Shows a folder in the system's file manager.
    virtual void reveal(const QString& path);
};

/// Writes what a user asked to keep, whole or not at all.
Status write_user_file(const QString& path, const QByteArray& bytes);

}  // namespace lora::ui
