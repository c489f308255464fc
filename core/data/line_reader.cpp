// SPDX-License-Identifier: Apache-2.0
#include "core/data/line_reader.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "core/base/files.h"

namespace lora {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr size_t chunk_bytes = size_t(1) << 20;

Error wrong_encoding(const std::string& path, const std::string& name) {
    return bad_input("The file is " + name + ", not UTF-8", path, "Save it as UTF-8 and try again");
}

/// Encodings and kinds of file that show in the first bytes.
Status refuse_other_kinds(const std::string& path, std::string_view head) {
    using namespace std::string_view_literals;
    if (head.starts_with("\xFF\xFE\0\0"sv) || head.starts_with("\0\0\xFE\xFF"sv))
        return wrong_encoding(path, "UTF-32");
    if (head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv))
        return wrong_encoding(path, "UTF-16");
    for (const auto& [magic, name] :
         {std::pair{"\x1F\x8B"sv, "gzip-compressed"}, std::pair{"PK\x03\x04"sv, "a ZIP archive"},
          std::pair{"PAR1"sv, "a Parquet table"}, std::pair{"GGUF"sv, "a GGUF model"},
          std::pair{"%PDF-"sv, "a PDF document"}}) {
        if (head.starts_with(magic)) {
            return bad_input(std::string("The file is ") + name + ", not text", path,
                             "Give JSON, JSONL or plain text in UTF-8");
        }
    }
    const auto zeros = static_cast<size_t>(std::count(head.begin(), head.end(), '\0'));
    if (zeros == 0) return {};
    size_t even = 0;
    for (size_t i = 0; i < head.size(); i += 2)
        even += head[i] == '\0';
    const bool one_side = even == 0 || even == zeros;
    if (one_side && zeros > head.size() / 5) return wrong_encoding(path, "UTF-16");
    return bad_input("The file is binary, not text", path, "Give JSON, JSONL or plain text in UTF-8");
}

}  // namespace

Result<FileStart> look_at_start(const std::string& path) {
    std::error_code code;
    const auto status = fs::status(path, code);
    if (!fs::exists(status)) return bad_input("There is no such file or folder", path, "Check the path");
    if (fs::is_directory(status)) return bad_input("This is a folder, a file was expected", path);
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) return system_error(errno, "opening a file", path);
    FileStart start;
    start.head.resize(4096);
    file.read(start.head.data(), static_cast<std::streamsize>(start.head.size()));
    start.head.resize(static_cast<size_t>(file.gcount()));
    if (start.head.starts_with(utf8_mark)) {
        start.byte_order_mark = true;
        start.head.erase(0, utf8_mark.size());
    }
    if (start.head.empty())
        return bad_input("The file is empty", path, "Give a file with at least one example");
    if (auto s = refuse_other_kinds(path, start.head); !s) return s.error();
    return start;
}

Error encoding_error(const std::string& path, int64_t line, size_t byte) {
    return bad_input("The text is not valid UTF-8; it looks like Latin-1 or Windows-1252",
                     path + ", line " + std::to_string(line) + ", byte " + std::to_string(byte + 1),
                     "Save the file as UTF-8 and try again");
}

Result<LineReader> LineReader::open(const std::string& path, ReadWatch watch) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) return system_error(errno, "opening a file", path);
    LineReader reader(path, std::move(file), std::move(watch));
    if (auto s = reader.fill(); !s) return s.error();
    if (std::string_view(reader.buffer_).starts_with(utf8_mark)) reader.at_ = utf8_mark.size();
    return reader;
}

Status LineReader::fill() {
    buffer_.erase(0, at_);
    at_ = 0;
    const size_t old = buffer_.size();
    buffer_.resize(old + chunk_bytes);
    file_.read(buffer_.data() + old, static_cast<std::streamsize>(chunk_bytes));
    const auto got = static_cast<size_t>(file_.gcount());
    buffer_.resize(old + got);
    if (file_.bad()) return bad_input("Failed while reading a file", path_);
    if (got < chunk_bytes) ended_ = true;
    if (watch_.hash) watch_.hash->add(std::string_view(buffer_).substr(old));
    read_bytes_ += got;
    if (watch_.progress && !watch_.progress(read_bytes_)) {
        return Error{ErrorCode::interrupted, "Cancelled while reading a file", path_, {}};
    }
    return {};
}

Result<std::optional<std::string>> LineReader::next() {
    size_t searched = at_;
    for (;;) {
        const size_t feed = buffer_.find('\n', searched);
        if (feed != std::string::npos || (ended_ && at_ < buffer_.size())) {
            const size_t end = std::min(feed, buffer_.size());
            size_t length = end - at_;
            if (length > 0 && buffer_[end - 1] == '\r') --length;
            std::string line = buffer_.substr(at_, length);
            at_ = std::min(end + 1, buffer_.size());
            ++line_;
            return std::optional(std::move(line));
        }
        if (ended_) return std::optional<std::string>();
        if (buffer_.size() - at_ > max_line_bytes) {
            return bad_input("A line is longer than " + std::to_string(max_line_bytes >> 20) + " MB",
                             path_ + ", line " + std::to_string(line_ + 1),
                             "Give one example a line (JSONL), or plain text with line breaks");
        }
        searched = buffer_.size() - at_;  // fill() moves what is left to the front
        if (auto s = fill(); !s) return s.error();
    }
}

}  // namespace lora
