// SPDX-License-Identifier: Apache-2.0
#include "core/base/crash_reports.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <tuple>

#include "core/base/clock.h"
#include "core/base/platform/crash_handler.h"
#include "core/base/platform/process.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

constexpr size_t kept_reports = 20;
constexpr double kept_seconds = 31.0 * 86400;

/// Digits alone; nothing for anything else.
std::optional<int> number(const std::string& text) {
    if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    return std::stoi(text);
}

/// "20260131T090500Z" in seconds since 1970.
std::optional<int64_t> seconds_of(const std::string& text) {
    if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
    const auto year = number(text.substr(0, 4)), month = number(text.substr(4, 2)), day = number(text.substr(6, 2));
    const auto hour = number(text.substr(9, 2)), minute = number(text.substr(11, 2)), second = number(text.substr(13, 2));
    if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    const auto days = std::chrono::sys_days(date).time_since_epoch().count();
    return static_cast<int64_t>(days) * 86400 + *hour * 3600 + *minute * 60 + *second;
}

/// crash-20260131T090500Z-lora-worker-1234.txt
std::optional<CrashReport> from_name(const fs::path& path) {
    const std::string stem = path.stem().string();
    const size_t last = stem.rfind('-');
    if (path.extension() != ".txt" || !stem.starts_with("crash-") || stem.size() < 24 || last <= 23) return std::nullopt;
    const auto seconds = seconds_of(stem.substr(6, 16));
    const auto process = number(stem.substr(last + 1));
    if (!seconds || !process || stem[22] != '-') return std::nullopt;
    return CrashReport{path, stem.substr(23, last - 23), *seconds, *process};
}

}  // namespace

void watch_for_crashes(const std::string& program, const std::string& version, const std::string& doing) {
    report_crashes(program, version, doing, user_log_folder());
    remove_old_crash_reports(user_log_folder(), now_seconds());
}

std::vector<CrashReport> list_crash_reports(const fs::path& folder) {
    std::vector<CrashReport> reports;
    std::error_code problem;
    fs::directory_iterator entry(folder, problem);
    for (; !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
        if (auto report = from_name(entry->path())) reports.push_back(std::move(*report));
    }
    std::sort(reports.begin(), reports.end(), [](const CrashReport& a, const CrashReport& b) {
        return std::tie(a.seconds, a.path) < std::tie(b.seconds, b.path);
    });
    return reports;
}

std::optional<CrashReport> crash_report_of(const fs::path& folder, int64_t process_id, double since_seconds) {
    std::optional<CrashReport> found;
    for (CrashReport& report : list_crash_reports(folder)) {
        // A report's name has whole seconds.
        if (report.process_id == process_id && static_cast<double>(report.seconds) + 1 >= since_seconds)
            found = std::move(report);
    }
    return found;
}

void remove_old_crash_reports(const fs::path& folder, double now_seconds) {
    const auto reports = list_crash_reports(folder);
    for (size_t i = 0; i < reports.size(); ++i) {
        const bool too_many = i + kept_reports < reports.size();
        const bool too_old = now_seconds - static_cast<double>(reports[i].seconds) > kept_seconds;
        std::error_code ignored;
        if (too_many || too_old) fs::remove(reports[i].path, ignored);
    }
}

}  // namespace lora
