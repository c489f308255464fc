// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>

namespace lora {

double now_seconds() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string iso8601(double seconds) {
    namespace chrono = std::chrono;
    const double whole = std::floor(seconds);
    const int milliseconds = static_cast<int>((seconds - whole) * 1000);
    const chrono::sys_seconds time{chrono::seconds(static_cast<int64_t>(whole))};
    const auto midnight = chrono::floor<chrono::days>(time);
    const chrono::year_month_day day{midnight};
    const chrono::hh_mm_ss clock{time - midnight};
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), milliseconds);
    return text;
}

std::string now_iso8601() { return iso8601(now_seconds()); }

}  // namespace lora
