// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "core/base/files.h"
#include "core/base/utf8.h"
#include "core/data/line_reader.h"
#include "core/data/rows.h"

namespace lora {
namespace {

namespace fs = std::filesystem;

/// A JSON document is held whole while it is read; beyond this, JSONL serves.
constexpr uint64_t max_json_bytes = uint64_t(512) << 20;

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
}

class Reader {
  public:
    Reader(const ColumnMapping& mapping, bool skip_broken, Dataset& out, Sha256& hash)
        : mapping_(mapping), skip_broken_(skip_broken), out_(out), hash_(hash) {}

    Status read_file(size_t index, const std::function<bool(uint64_t)>& progress) {
        file_ = index;
        format_.reset();
        watch_ = {&hash_, progress};
        auto start = look_at_start(path());
        if (!start) return start.error();
        if (start->byte_order_mark) {
            note(DataIssue::Kind::byte_order_mark, 1,
                 "The file starts with a byte order mark, which is passed over", "");
        }
        const size_t first = start->head.find_first_not_of(" \t\r\n");
        const char lead = first == std::string::npos ? '\0' : start->head[first];
        const std::string extension = fs::path(path()).extension().string();
        const size_t before = out_.examples.size();
        Status status;
        if (lead == '[') {
            status = read_document();
        } else if (lead == '{') {
            status = first_line_is_row() ? read_lines() : read_document();
        } else if (extension == ".json" || extension == ".jsonl" || extension == ".ndjson") {
            status = extension == ".json" ? read_document() : read_lines();
        } else if (extension == ".txt" || extension == ".text" || extension == ".md" || extension.empty()) {
            status = read_paragraphs();
        } else {
            return bad_input("Files of this kind are not read", path(),
                             "Give JSON, JSONL, or plain text with the ending .txt");
        }
        if (!status) return status;
        if (out_.examples.size() == before) {
            return first_broken_
                       ? Status(*first_broken_)
                       : Status(bad_input("The file holds no example", path(), "Give at least one example"));
        }
        return {};
    }

  private:
    const std::string& path() const { return out_.paths[file_]; }
    std::string place(const char* kind, int64_t number) const {
        return path() + ", " + kind + " " + std::to_string(number);
    }
    void note(DataIssue::Kind kind, int64_t line, std::string what, std::string hint) {
        out_.issues.push_back({kind, file_, line, std::move(what), std::move(hint)});
    }

    /// A row that cannot be read: an error, or an issue when such rows are to be skipped.
    Status reject(Error error, const char* kind, int64_t line) {
        if (error.where.empty()) error.where = place(kind, line);
        if (!skip_broken_) {
            if (error.hint.empty()) error.hint = "Mend this row, or go on with the rows that can be read";
            return error;
        }
        note(DataIssue::Kind::broken_row, line, error.what, error.hint);
        if (!first_broken_) first_broken_ = std::move(error);
        return {};
    }

    Status add_row(const Json& row, const char* kind, int64_t line) {
        if (!format_) {
            if (!row.is_object() && !row.is_string()) {
                return reject(bad_input("The row is not a JSON object"), kind, line);
            }
            const bool mapped = !mapping_.format.empty() || !mapping_.columns.empty();
            if (mapped) {
                auto format = mapped_format(mapping_, row, place(kind, line));
                if (!format) return format.error();
                format_ = std::move(*format);
            } else {
                format_ = detect_format(row);
                if (format_->name.empty()) return unknown_columns(columns_of(row), place(kind, line));
            }
            if (out_.format.empty()) {
                out_.format = format_->name;
                out_.columns = columns_of(row);
            } else if (out_.format != format_->name) {
                note(DataIssue::Kind::note, line,
                     "This file's format is " + format_->name + ", the first file's is " + out_.format, "");
            }
        }
        auto example = read_row(row, *format_);
        if (!example) return reject(example.error(), kind, line);
        add(std::move(*example), line);
        return {};
    }

    void add(Example example, int64_t line) {
        example.file = file_;
        example.line = line;
        const auto empty = [](const Message& m) { return is_blank(m.content); };
        const bool nothing = example.plain
                                 ? is_blank(example.text)
                                 : std::all_of(example.messages.begin(), example.messages.end(), empty);
        const auto speaks = [](const Message& m) { return m.role == "assistant"; };
        if (nothing) {
            note(DataIssue::Kind::empty_example, line, "The example is empty", "Remove it, or fill it in");
        } else if (!example.plain && std::none_of(example.messages.begin(), example.messages.end(), speaks)) {
            note(DataIssue::Kind::no_assistant_turn, line, "The assistant says nothing in this conversation",
                 "Add an assistant's turn: it is what is learnt");
        }
        out_.examples.push_back(std::move(example));
    }

    /// Tells JSONL from one JSON object over the whole file.
    bool first_line_is_row() {
        auto reader = LineReader::open(path(), {});
        if (!reader) return true;
        std::string first;
        for (;;) {
            auto line = reader->next();
            if (!line || !*line) break;
            if (is_blank(**line)) continue;
            if (!first.empty())
                return (*line)->find_first_not_of(" \t") == (*line)->find('{') && first != "{";
            first = **line;
            const size_t last = first.find_last_not_of(" \t");
            first = first.substr(first.find_first_not_of(" \t"));
            first.resize(std::min(first.size(), last + 1));
            if (first.size() > max_line_bytes / 2 || !Json::accept(first)) continue;
            // A whole object on the first line: the only row, the first of many, or an object with a list of
            // rows.
            const Json row = Json::parse(first, nullptr, false);
            if (!detect_format(row).name.empty() || !mapping_.columns.empty() || !mapping_.format.empty())
                return true;
            auto second = reader->next();
            return second && *second && !is_blank(**second);
        }
        return first.empty() || !Json::accept(first);
    }

    Status read_lines() {
        auto reader = LineReader::open(path(), watch_);
        if (!reader) return reader.error();
        for (;;) {
            auto line = reader->next();
            if (!line) return line.error();
            if (!*line) return {};
            if (is_blank(**line)) continue;
            if (const auto bad = find_invalid_utf8(**line)) {
                if (auto s = reject(encoding_error(path(), reader->line(), *bad), "line", reader->line()); !s)
                    return s;
                continue;
            }
            auto row = parse_json(**line, path());
            if (!row) {
                const Error error = bad_input("The line is not valid JSON", place("line", reader->line()),
                                              "Mend this line, or go on with the rows that can be read");
                if (auto s = reject(error, "line", reader->line()); !s) return s;
                continue;
            }
            if (auto s = add_row(*row, "line", reader->line()); !s) return s;
        }
    }

    Status read_document() {
        auto bytes = lora::read_file(path(), max_json_bytes);
        if (!bytes) {
            Error error = bytes.error();
            if (error.hint.empty()) error.hint = "Give JSONL, one example a line, which has no such limit";
            return error;
        }
        hash_.add(*bytes);
        if (watch_.progress && !watch_.progress(bytes->size())) {
            return Error{ErrorCode::interrupted, "Cancelled while reading a file", path(), {}};
        }
        if (const auto bad = find_invalid_utf8(*bytes)) {
            const auto line =
                1 + std::count(bytes->begin(), bytes->begin() + static_cast<std::ptrdiff_t>(*bad), '\n');
            const size_t feed = bytes->rfind('\n', *bad);
            return encoding_error(path(), line, feed == std::string::npos ? *bad : *bad - feed - 1);
        }
        auto json = parse_json(*bytes, path());
        if (!json) return json.error();
        bytes = std::string();
        const Json* list = &*json;
        if (json->is_object() && detect_format(*json).name.empty()) {
            list = nullptr;
            for (const auto& [key, value] : json->items()) {
                if (!value.is_array()) continue;
                if (list) {
                    return bad_input("The file holds several lists, so the examples cannot be told", path(),
                                     "Give a list of examples, or an object with one list");
                }
                list = &value;
            }
        }
        // One object without a list is one row.
        if (json->is_object() && (!list || list == &*json)) return add_row(*json, "line", 1);
        if (!list->is_array()) {
            return bad_input("The file holds no list of examples", path(), "Give a JSON list, or JSONL");
        }
        for (size_t i = 0; i < list->size(); ++i) {
            if (auto s = add_row((*list)[i], "item", static_cast<int64_t>(i) + 1); !s) return s;
        }
        return {};
    }

    Status read_paragraphs() {
        auto reader = LineReader::open(path(), watch_);
        if (!reader) return reader.error();
        if (!mapping_.format.empty() && mapping_.format != "text") {
            return bad_input("The file is plain text, not " + mapping_.format, path());
        }
        if (out_.format.empty()) out_.format = "text";
        std::string paragraph;
        int64_t begin = 0;
        const auto finish = [&] {
            if (is_blank(paragraph)) return;
            Example example;
            example.plain = true;
            example.text = std::exchange(paragraph, {});
            add(std::move(example), begin);
        };
        for (;;) {
            auto line = reader->next();
            if (!line) return line.error();
            if (!*line || is_blank(**line)) {
                finish();
                if (!*line) return {};
                continue;
            }
            if (const auto bad = find_invalid_utf8(**line)) {
                if (auto s = reject(encoding_error(path(), reader->line(), *bad), "line", reader->line()); !s)
                    return s;
                continue;
            }
            if (paragraph.empty()) {
                begin = reader->line();
            } else {
                paragraph += '\n';
            }
            paragraph += **line;
            if (paragraph.size() > max_line_bytes) {
                return bad_input("A paragraph is longer than " + std::to_string(max_line_bytes >> 20) + " MB",
                                 place("line", begin), "Part examples with an empty line");
            }
        }
    }

    const ColumnMapping& mapping_;
    const bool skip_broken_;
    Dataset& out_;
    Sha256& hash_;
    ReadWatch watch_;
    size_t file_ = 0;
    std::optional<RowFormat> format_;
    std::optional<Error> first_broken_;
};

}  // namespace

Result<Dataset> read_dataset(const std::vector<std::string>& paths, const ColumnMapping& mapping,
                             bool skip_broken_rows, const std::function<bool(uint64_t, uint64_t)>& progress) {
    if (paths.empty()) return bad_input("No data file was given", "data.paths", "Choose at least one file");
    Dataset out;
    out.paths = paths;
    uint64_t total = 0;
    std::vector<uint64_t> sizes;
    for (const std::string& path : paths) {
        std::error_code ignored;
        const auto size = fs::is_regular_file(path, ignored) ? fs::file_size(path, ignored) : 0;
        sizes.push_back(size);
        total += size;
    }
    Sha256 hash;
    Reader reader(mapping, skip_broken_rows, out, hash);
    uint64_t before = 0;
    for (size_t i = 0; i < paths.size(); ++i) {
        const auto status =
            reader.read_file(i, [&](uint64_t done) { return !progress || progress(before + done, total); });
        if (!status) return status.error();
        before += sizes[i];
    }
    out.sha256 = hash.hex();
    return out;
}

}  // namespace lora
