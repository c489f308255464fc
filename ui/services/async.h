// SPDX-License-Identifier: GPL-3.0-or-later
// Work off the GUI thread: the answer comes back on it, unless nobody waits any more.
#pragma once

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFutureWatcher>
#include <QtCore/QPromise>

#include <atomic>
#include <functional>
#include <memory>

#include "core/base/platform/crash_handler.h"

namespace lora::ui {

/// Shared by the asker and the work; set by the asker, looked at by the work.
using CancelFlag = std::shared_ptr<std::atomic<bool>>;

/// What the work may say while it runs. The return value is false once nobody waits for it.
using ProgressReport = std::function<bool(uint64_t done, uint64_t total)>;

/// Runs `work` on the thread pool. `done` runs on `context`'s thread; not when `context` is gone or the returned flag
/// was set. `progress` (may be empty) gets 0 to 1.
template <class T>
CancelFlag run_async(QObject* context, std::function<T(const ProgressReport&)> work, std::function<void(T)> done,
                     std::function<void(double)> progress = {}) {
    auto cancelled = std::make_shared<std::atomic<bool>>(false);
    auto* watcher = new QFutureWatcher<std::shared_ptr<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, cancelled, done = std::move(done)] {
        watcher->deleteLater();
        if (!*cancelled && watcher->future().resultCount() > 0) done(std::move(*watcher->result()));
    });
    if (progress)
        QObject::connect(watcher, &QFutureWatcherBase::progressValueChanged, context,
                         [cancelled, progress = std::move(progress)](int thousandths) {
                             if (!*cancelled) progress(thousandths / 1000.0);
                         });
    watcher->setFuture(QtConcurrent::run([cancelled, work = std::move(work)](QPromise<std::shared_ptr<T>>& promise) {
        report_overflow_of_this_thread();
        promise.setProgressRange(0, 1000);
        const auto report = [&](uint64_t now, uint64_t total) {
            if (total > 0) promise.setProgressValue(static_cast<int>(1000.0 * static_cast<double>(now) / static_cast<double>(total)));
            return !*cancelled;
        };
        promise.addResult(std::make_shared<T>(work(report)));
    }));
    return cancelled;
}

}  // namespace lora::ui
