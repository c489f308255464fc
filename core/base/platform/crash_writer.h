// SPDX-License-Identifier: Apache-2.0
// Text written by a program that has just crashed: nothing here allocates, locks or asks the C library for more than a
// signal handler may (signal-safety(7)).
#pragma once

#include <cstddef>
#include <cstdint>

namespace lora {

class CrashWriter {
  public:
    explicit CrashWriter(int descriptor) : descriptor_(descriptor) {}
    ~CrashWriter() { flush(); }
    CrashWriter(const CrashWriter&) = delete;
    CrashWriter& operator=(const CrashWriter&) = delete;

    CrashWriter& text(const char* text);
    /// At least `digits` digits, filled up with zeros.
    CrashWriter& number(uint64_t value, int digits = 1);
    CrashWriter& hexadecimal(uint64_t value);
    /// The lines of a file that hold `part`; nothing where it cannot be read.
    CrashWriter& lines_of(const char* path, const char* part);
    void flush();

  private:
    void put(char c);
    int descriptor_;
    size_t used_ = 0;
    char buffer_[512];
};

/// Date and time of day, UTC.
struct CrashTime {
    uint64_t year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
};
/// Now; gmtime may not be called here.
CrashTime crash_time();

}  // namespace lora
