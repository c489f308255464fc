// SPDX-License-Identifier: Apache-2.0
// One log for the process: to stderr, and to a file where one was opened. stdout is never written: it is for answers.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/base/result.h"

namespace lora {

enum class LogLevel { debug, info, warning, error };

void log_debug(const std::string& text);
void log_info(const std::string& text);
/// Something a user should look at. A warning that a test did not expect fails the test.
void log_warning(const std::string& text);
void log_error(const std::string& text);

/// Lines below this level are dropped. The default is info.
void set_log_level(LogLevel level);
/// Also appends every line to this file (run folder's log.txt).
Status add_log_file(const std::filesystem::path& path);
/// Sees every line at warning or above; tests use it. Empty removes it.
void set_log_observer(std::function<void(LogLevel, const std::string&)> observer);

}  // namespace lora
