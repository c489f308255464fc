// SPDX-License-Identifier: Apache-2.0
// The reports that crashed programs left: which there are, by their names, and no more of them than help.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lora {

struct CrashReport {
    std::filesystem::path path;
    std::string program;     ///< "lora-studio", "lora-worker"
    int64_t seconds = 0;     ///< when, since 1970
    int64_t process_id = 0;
};

/// From now on a crash of this program leaves a report in the user's log folder, and old reports are removed there; see
/// report_crashes for the rest.
void watch_for_crashes(const std::string& program, const std::string& version, const std::string& doing);

/// Oldest first; other files of the folder are passed over. None where there is no folder.
std::vector<CrashReport> list_crash_reports(const std::filesystem::path& folder);

/// What the process left, if it crashed at or after `since_seconds` (ids are given again later).
std::optional<CrashReport> crash_report_of(const std::filesystem::path& folder, int64_t process_id,
                                           double since_seconds);

/// Keeps the newest 20, and of those none older than a month.
void remove_old_crash_reports(const std::filesystem::path& folder, double now_seconds);

}  // namespace lora
