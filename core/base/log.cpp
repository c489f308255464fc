// SPDX-License-Identifier: Apache-2.0
#include "core/base/log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <mutex>

namespace lora {
namespace {

spdlog::logger& logger() {
    static const auto instance = [] {
        auto made = std::make_shared<spdlog::logger>("lora", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
        made->flush_on(spdlog::level::info);
        return made;
    }();
    return *instance;
}

std::mutex observer_mutex;
std::function<void(LogLevel, const std::string&)> observer;

void observe(LogLevel level, const std::string& text) {
    const std::lock_guard guard(observer_mutex);
    if (observer) observer(level, text);
}

}  // namespace

void log_debug(const std::string& text) { logger().debug("{}", text); }
void log_info(const std::string& text) { logger().info("{}", text); }
void log_warning(const std::string& text) {
    logger().warn("{}", text);
    observe(LogLevel::warning, text);
}
void log_error(const std::string& text) {
    logger().error("{}", text);
    observe(LogLevel::error, text);
}

void set_log_level(LogLevel level) {
    switch (level) {
        case LogLevel::debug: logger().set_level(spdlog::level::debug); break;
        case LogLevel::info: logger().set_level(spdlog::level::info); break;
        case LogLevel::warning: logger().set_level(spdlog::level::warn); break;
        case LogLevel::error: logger().set_level(spdlog::level::err); break;
    }
}

Status add_log_file(const std::filesystem::path& path) {
    try {
        auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(path.string());
        sink->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
        logger().sinks().push_back(std::move(sink));
    } catch (const spdlog::spdlog_ex& e) {
        return bad_input("The log file cannot be opened: " + std::string(e.what()), path.string());
    }
    return {};
}

void set_log_observer(std::function<void(LogLevel, const std::string&)> next) {
    const std::lock_guard guard(observer_mutex);
    observer = std::move(next);
}

}  // namespace lora
