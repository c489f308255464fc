// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/crash_service.h"

#include <QtCore/QFileInfo>

#include "core/base/crash_reports.h"
#include "core/base/files.h"
#include "ui/services/async.h"
#include "ui/services/paths.h"
#include "ui/services/settings.h"

namespace lora::ui {
namespace {

constexpr uint64_t shown_bytes = 1 << 20;

QString seen_key() { return QStringLiteral("crash/seen"); }

/// Reports' names begin with their time: the order of names is the order of time.
std::optional<CrashNews> news_since(const QString& folder, const QString& seen) {
    CrashNews news;
    news.count = 0;
    for (const CrashReport& report : list_crash_reports(to_path(folder))) {
        if (from_path(report.path.filename()) <= seen) continue;
        news.path = from_path(report.path);
        news.when = QDateTime::fromSecsSinceEpoch(report.seconds);
        news.was_window = report.program == "lora-studio";
        ++news.count;
    }
    if (news.count == 0) return std::nullopt;
    if (const auto text = read_file(to_path(news.path), shown_bytes)) news.text = QString::fromStdString(*text);
    return news;
}

}  // namespace

CrashService::CrashService(QString folder, Settings& settings, QObject* parent)
    : QObject(parent), folder_(std::move(folder)), settings_(settings) {}

void CrashService::look() {
    using Answer = std::optional<CrashNews>;
    const QString seen = settings_.value(seen_key()).toString();
    run_async<Answer>(
        this, [folder = folder_, seen](const ProgressReport&) { return news_since(folder, seen); },
        [this](Answer news) {
            if (!news) return;
            news_ = std::move(news);
            Q_EMIT changed();
        });
}

void CrashService::dismiss() {
    if (!news_) return;
    settings_.set_value(seen_key(), QFileInfo(news_->path).fileName());
    news_.reset();
    Q_EMIT changed();
}

}  // namespace lora::ui
