// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tour.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtGui/QPixmap>

#include "core/base/log.h"
#include "ui/services/services.h"
#include "ui/shell/main_window.h"

namespace lora::ui {
namespace {
constexpr int look_ms = 60;
constexpr int calm_looks = 4;  ///< a page counts as settled once it said so this many times in a row
constexpr qint64 limit_ms = 60000;
}  // namespace

Tour::Tour(Services& services, MainWindow& window, QString folder, QObject* parent)
    : QObject(parent), services_(services), window_(window), folder_(std::move(folder)) {
    timer_.setInterval(look_ms);
    connect(&timer_, &QTimer::timeout, this, &Tour::look);
}

void Tour::start() {
    QDir().mkpath(folder_);
    window_.show();
    next();
}

void Tour::next() {
    const size_t pages = window_.pages().size();
    if (step_ >= 2 * pages) {
        timer_.stop();
        QMetaObject::invokeMethod(qApp, [code = complete_ ? 0 : 1] { QCoreApplication::exit(code); }, Qt::QueuedConnection);
        return;
    }
    if (step_ % pages == 0) Theme::instance().apply(step_ == 0 ? ThemeChoice::light : ThemeChoice::dark);
    window_.show_page(window_.pages()[step_ % pages]->id());
    calm_ = 0;
    waited_.restart();
    timer_.start();
}

void Tour::look() {
    const Page* page = window_.current_page();
    calm_ = page->settled() ? calm_ + 1 : 0;
    const bool late = waited_.elapsed() > limit_ms;
    if (calm_ < calm_looks && !late) return;
    if (late) {
        complete_ = false;
        log_warning("The page " + page->id().toStdString() + " has not settled in " + std::to_string(limit_ms / 1000) +
                    " seconds; its picture may be unfinished");
    }
    const bool dark = step_ >= window_.pages().size();
    const QString file = QDir(folder_).filePath(page->id() + (dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png")));
    if (window_.grab().save(file)) {
        written_ << file;
    } else {
        complete_ = false;
        log_error("The picture could not be written: " + file.toStdString());
    }
    ++step_;
    timer_.stop();
    next();
}

}  // namespace lora::ui
