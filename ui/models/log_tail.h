// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a run's log, read off the GUI thread, so that a page need not open the file.
#pragma once

#include <QtCore/QObject>

#include <functional>

namespace lora::ui {

/// At most `limit_bytes` of the file's end, from the start of a line; empty where the file does not exist.
QString read_log_tail(const QString& path, qint64 limit_bytes = 64 << 10);
/// The same in the background; `done` runs on the GUI thread unless `context` is gone.
void read_log_tail_later(const QString& path, QObject* context, std::function<void(QString)> done);

}  // namespace lora::ui
