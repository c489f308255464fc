// SPDX-License-Identifier: Apache-2.0
#include "core/contract/events.h"

#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/platform/growing_file.h"
#include "core/contract/event_tail.h"

namespace lora {
namespace {

Result<Event> event_from_json(Json json, const std::string& where) {
    FieldReader fields(json, where);
    Event event;
    fields.require("v");
    fields.integer("v", event.v, 1, std::numeric_limits<int>::max());
    if (!fields.ok()) return fields.status().error();
    if (event.v > event_format) {
        return bad_input("These events have format " + std::to_string(event.v) + ", newer than format " +
                             std::to_string(event_format) + ", which is the newest that this program reads",
                         where, "Update LoRA Studio");
    }
    fields.require("seq");
    fields.require("time");
    fields.require("type");
    fields.integer("seq", event.seq, uint64_t{1}, std::numeric_limits<uint64_t>::max());
    fields.text("time", event.time);
    fields.text("type", event.type);
    if (!fields.ok()) return fields.status().error();
    for (const char* key : {"v", "seq", "time", "type"})
        json.erase(key);
    event.body = std::move(json);
    return event;
}

}  // namespace

std::string to_line(const Event& event) {
    Json json = {{"v", event.v}, {"seq", event.seq}, {"time", event.time}, {"type", event.type}};
    for (const auto& [key, value] : event.body.items())
        json[key] = value;
    return to_text(json);
}

Result<Event> event_from_line(std::string_view line, const std::string& where) {
    auto json = parse_json(line, where);
    if (!json) return json.error();
    return event_from_json(std::move(*json), where);
}

Result<EventTail> read_event_tail(const std::filesystem::path& events_file,
                                  const std::function<bool(const Event&)>& enough) {
    // The file's end in a window that doubles until it holds what is looked for or the whole file.
    for (uint64_t window_bytes = 64u << 10;; window_bytes *= 2) {
        auto head = read_file_part(events_file, 0, 0);
        if (!head) return head.error();
        if (!head.value()) return EventTail{};
        const uint64_t size = head.value()->size_bytes;
        const uint64_t from = size > window_bytes ? size - window_bytes : 0;
        auto part = read_file_part(events_file, from, size - from);
        if (!part) return part.error();
        if (!part.value()) return EventTail{};
        const std::string& bytes = part.value()->bytes;

        EventTail tail;
        const size_t last_feed = bytes.rfind('\n');
        if (last_feed == std::string::npos && from > 0) continue;
        tail.whole_bytes = last_feed == std::string::npos ? 0 : from + last_feed + 1;
        bool found = false;
        for (size_t end = last_feed; end != std::string::npos && !found;) {
            const size_t feed = end == 0 ? std::string::npos : bytes.rfind('\n', end - 1);
            if (feed == std::string::npos && from > 0) break;  // may have begun before the window
            const size_t begin = feed == std::string::npos ? 0 : feed + 1;
            const auto line = std::string_view(bytes).substr(begin, end - begin);
            if (!line.empty()) {
                auto event = event_from_line(line, events_file.string());
                if (event) {
                    tail.newest_first.push_back(*event);
                    found = enough(tail.newest_first.back());
                }
            }
            end = feed;
        }
        if (found || from == 0) return tail;
    }
}

Result<std::unique_ptr<EventWriter>> EventWriter::open(const std::filesystem::path& events_file) {
    auto tail = read_event_tail(events_file, [](const Event&) { return true; });
    if (!tail) return tail.error();
    const uint64_t seq = tail->newest_first.empty() ? 0 : tail->newest_first.front().seq;
    std::unique_ptr<EventWriter> writer(new EventWriter(events_file, seq));
    if (auto cut = writer->cut_torn_line(); !cut) return cut.error();
    return writer;
}

Status EventWriter::cut_torn_line() {
    auto size = read_file_part(path_, 0, 0);
    if (!size) return size.error();
    if (!size.value()) return {};
    auto tail = read_event_tail(path_, [](const Event&) { return true; });
    if (!tail) return tail.error();
    if (tail->whole_bytes == size.value()->size_bytes) return {};
    return cut_file(path_, tail->whole_bytes);
}

Status EventWriter::append(const std::string& type, Json body, bool durable) {
    const std::lock_guard guard(mutex_);
    if (torn_) {
        if (auto cut = cut_torn_line(); !cut) return cut;
        torn_ = false;
    }
    const Event event{event_format, seq_ + 1, now_iso8601(), type, std::move(body)};
    const Status status = append_to_file(path_, to_line(event) + "\n", durable);
    if (!status) {
        // A full disk may have taken a part of the line; the next append starts by cutting it off.
        torn_ = true;
        return status;
    }
    seq_ = event.seq;
    last_ = event;
    return status;
}

uint64_t EventWriter::last_seq() const {
    const std::lock_guard guard(mutex_);
    return seq_;
}

Event EventWriter::last() const {
    const std::lock_guard guard(mutex_);
    return last_;
}

Result<JsonLinesFollower::Batch> JsonLinesFollower::read_new(size_t limit_bytes) {
    Batch batch;
    constexpr size_t head_limit_bytes = 256;
    auto start = read_file_part(path_, 0, head_limit_bytes);
    if (!start) return start.error();
    if (!start.value()) return batch;
    const FilePart& now = *start.value();
    const bool replaced = offset_ > 0 && (now.inode != inode_ || now.size_bytes < offset_ ||
                                          now.bytes.compare(0, head_.size(), head_) != 0);
    if (replaced) {
        offset_ = 0;
        head_.clear();
        batch.restarted = true;
    }
    inode_ = now.inode;

    size_t window_bytes = std::max<size_t>(limit_bytes, 1);
    for (;;) {
        auto part = read_file_part(path_, offset_, window_bytes);
        if (!part) return part.error();
        if (!part.value() || part.value()->inode != inode_)
            return batch;  // replaced meanwhile: the next call sees it
        const std::string& bytes = part.value()->bytes;
        const size_t last_feed = bytes.rfind('\n');
        if (last_feed == std::string::npos) {
            if (bytes.size() < window_bytes) return batch;  // a torn last line: the next call sees it whole
            window_bytes *= 2;                              // one line longer than the window
            continue;
        }
        for (size_t at = 0; at <= last_feed;) {
            const size_t feed = bytes.find('\n', at);
            const auto line = std::string_view(bytes).substr(at, feed - at);
            at = feed + 1;
            if (line.empty()) continue;
            auto json = parse_json(line, path_.string());
            if (json && json->is_object()) {
                batch.lines.push_back(std::move(*json));
            } else {
                ++broken_lines_;
            }
        }
        offset_ += last_feed + 1;
        head_ = now.bytes.substr(0, std::min<uint64_t>(offset_, head_limit_bytes));
        return batch;
    }
}

Result<EventReader::Batch> EventReader::read_new() {
    auto lines = follower_.read_new();
    if (!lines) return lines.error();
    Batch batch;
    batch.restarted = lines->restarted;
    for (auto& json : lines->lines) {
        const bool newer =
            json.contains("v") && json["v"].is_number_integer() && json["v"].get<int64_t>() > event_format;
        auto event = event_from_json(std::move(json), follower_.path().string());
        if (event) {
            batch.events.push_back(std::move(*event));
        } else if (newer) {
            return event.error();
        }
    }
    return batch;
}

}  // namespace lora
