// SPDX-License-Identifier: Apache-2.0
// Reads text files line by line in bounded memory, hashing what it reads and naming encodings that are not
// UTF-8.
#pragma once

#include <cstdint>
#include <fstream>
#include <functional>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/base/sha256.h"

namespace lora {

/// Longer lines are refused: they are damage, or another kind of file.
inline constexpr size_t max_line_bytes = size_t(64) << 20;

/// What a file's first bytes tell.
struct FileStart {
    bool byte_order_mark = false;
    std::string head;  ///< up to 4 KB behind the mark
};

/// Refuses folders, empty files, UTF-16, UTF-32 and binary files by name.
Result<FileStart> look_at_start(const std::string& path);

/// "The text is not valid UTF-8", with the line and what it looks like instead.
Error encoding_error(const std::string& path, int64_t line, size_t byte);

/// Offers every byte read to a hash and to a progress callback.
struct ReadWatch {
    Sha256* hash = nullptr;
    std::function<bool(uint64_t)> progress;  ///< bytes read so far; false cancels
};

class LineReader {
  public:
    /// Skips a byte order mark. The file was checked by look_at_start.
    static Result<LineReader> open(const std::string& path, ReadWatch watch);
    /// The next line without its line feed (and carriage return); nothing at the end of the file.
    Result<std::optional<std::string>> next();
    int64_t line() const { return line_; }  ///< 1-based number of the line that next() gave last

  private:
    LineReader(std::string path, std::ifstream file, ReadWatch watch)
        : path_(std::move(path)), file_(std::move(file)), watch_(std::move(watch)) {}
    Status fill();
    std::string path_;
    std::ifstream file_;
    ReadWatch watch_;
    std::string buffer_;
    size_t at_ = 0;
    uint64_t read_bytes_ = 0;
    int64_t line_ = 0;
    bool ended_ = false;
};

}  // namespace lora
