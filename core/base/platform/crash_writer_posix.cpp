// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/crash_writer.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>

namespace lora {
namespace {

bool holds(const char* text, const char* part) {
    for (; *text; ++text) {
        size_t i = 0;
        while (part[i] && text[i] == part[i])
            ++i;
        if (!part[i]) return true;
    }
    return false;
}

}  // namespace

void CrashWriter::put(char c) {
    if (used_ == sizeof buffer_) flush();
    buffer_[used_++] = c;
}

void CrashWriter::flush() {
    for (size_t done = 0; done < used_;) {
        const ssize_t count = ::write(descriptor_, buffer_ + done, used_ - done);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        done += static_cast<size_t>(count);
    }
    used_ = 0;
}

CrashWriter& CrashWriter::text(const char* text) {
    while (*text)
        put(*text++);
    return *this;
}

CrashWriter& CrashWriter::number(uint64_t value, int digits) {
    char reversed[20];
    int count = 0;
    do {
        reversed[count++] = static_cast<char>('0' + value % 10);
        value /= 10;
    } while (value > 0);
    for (int i = count; i < digits; ++i)
        put('0');
    while (count > 0)
        put(reversed[--count]);
    return *this;
}

CrashWriter& CrashWriter::hexadecimal(uint64_t value) {
    text("0x");
    bool begun = false;
    for (int shift = 60; shift >= 0; shift -= 4) {
        const auto digit = static_cast<size_t>((value >> shift) & 15);
        begun = begun || digit != 0 || shift == 0;
        if (begun) put("0123456789abcdef"[digit]);
    }
    return *this;
}

CrashWriter& CrashWriter::lines_of(const char* path, const char* part) {
    const int file = ::open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return *this;
    char line[600], bytes[512];
    size_t length = 0;
    for (;;) {
        const ssize_t count = ::read(file, bytes, sizeof bytes);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        for (ssize_t i = 0; i < count; ++i) {
            if (bytes[i] != '\n') {
                if (length + 1 < sizeof line) line[length++] = bytes[i];
                continue;
            }
            line[length] = '\0';
            if (holds(line, part)) text(line).text("\n");
            length = 0;
        }
    }
    ::close(file);
    return *this;
}

CrashTime crash_time() {
    struct timespec now {};
    ::clock_gettime(CLOCK_REALTIME, &now);
    const auto seconds = static_cast<uint64_t>(now.tv_sec);
    CrashTime time;
    time.hour = seconds / 3600 % 24;
    time.minute = seconds / 60 % 60;
    time.second = seconds % 60;
    // Days since 1970 to a date of the Gregorian calendar, counted in eras of 400 years from 1 March of year 0.
    const uint64_t days = seconds / 86400 + 719468, era = days / 146097, of_era = days % 146097;
    const uint64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const uint64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const uint64_t from_march = (5 * of_year + 2) / 153;
    time.day = of_year - (153 * from_march + 2) / 5 + 1;
    time.month = from_march < 10 ? from_march + 3 : from_march - 9;
    time.year = year_of_era + era * 400 + (time.month <= 2 ? 1 : 0);
    return time;
}

}  // namespace lora
