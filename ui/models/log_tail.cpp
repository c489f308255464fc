// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/log_tail.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFile>
#include <QtCore/QFutureWatcher>

namespace lora::ui {

QString read_log_tail(const QString& path, qint64 limit_bytes) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    const bool cut = file.size() > limit_bytes;
    if (cut) file.seek(file.size() - limit_bytes);
    QByteArray bytes = file.read(limit_bytes);
    if (cut) bytes = bytes.mid(bytes.indexOf('\n') + 1);
    return QString::fromUtf8(bytes);
}

void read_log_tail_later(const QString& path, QObject* context, std::function<void(QString)> done) {
    auto* watcher = new QFutureWatcher<QString>(context);
    QObject::connect(watcher, &QFutureWatcher<QString>::finished, context, [watcher, done = std::move(done)] {
        done(watcher->result());
        watcher->deleteLater();
    });
    watcher->setFuture(QtConcurrent::run([path] { return read_log_tail(path); }));
}

}  // namespace lora::ui
