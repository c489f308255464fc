// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/strings.h"

#include <algorithm>
#include <utility>

#include "core/base/utf8.h"

namespace lora::jinja {
namespace {

char32_t upper_of(char32_t c) {
    if (c >= 'a' && c <= 'z') return c - 32;
    if (c < 0x80) return c;
    if ((c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2)) return c - 32;
    if (c == 0xFF) return 0x178;
    if (c >= 0x430 && c <= 0x44F) return c - 32;
    if (c >= 0x450 && c <= 0x45F) return c - 80;
    if ((c >= 0x100 && c <= 0x137 && c != 0x131) || (c >= 0x14A && c <= 0x177)) return c & ~char32_t(1);
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c % 2 == 0 ? c - 1 : c;
    return c;
}

char32_t lower_of(char32_t c) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    if (c < 0x80) return c;
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9 && c != 0x3A2)) return c + 32;
    if (c == 0x178) return 0xFF;
    if (c >= 0x410 && c <= 0x42F) return c + 32;
    if (c >= 0x400 && c <= 0x40F) return c + 80;
    if ((c >= 0x100 && c <= 0x137 && c != 0x130) || (c >= 0x14A && c <= 0x177)) return c | 1;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c % 2 == 1 ? c + 1 : c;
    return c;
}

bool is_cased(char32_t c) {
    return upper_of(c) != c || lower_of(c) != c;
}

template <class Map>
std::string mapped(std::string_view text, Map&& map) {
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size();)
        append_utf8(out, map(next_code_point(text, at)));
    return out;
}

size_t last_code_point(std::string_view text) {
    size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        --at;
    return at;
}

bool contains(std::string_view characters, char32_t c) {
    for (size_t at = 0; at < characters.size();) {
        if (next_code_point(characters, at) == c) return true;
    }
    return false;
}

}  // namespace

bool is_python_space(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

std::string upper(std::string_view text) {
    // The one letter of these alphabets that becomes two.
    return replace(mapped(text, upper_of), "\xC3\x9F", "SS", -1);
}
std::string lower(std::string_view text) {
    return mapped(text, lower_of);
}

std::string capitalize(std::string_view text) {
    bool first = true;
    return mapped(text, [&](char32_t c) { return std::exchange(first, false) ? upper_of(c) : lower_of(c); });
}

std::string title(std::string_view text) {
    bool within = false;
    return mapped(text, [&](char32_t c) {
        const char32_t out = within ? lower_of(c) : upper_of(c);
        within = is_cased(c);
        return out;
    });
}

std::string title_words(std::string_view text) {
    bool within = false;
    return mapped(text, [&](char32_t c) {
        const bool parts = is_python_space(c) || c == '-' || c == '(' || c == '{' || c == '[' || c == '<';
        const char32_t out = within ? lower_of(c) : upper_of(c);
        within = !parts;
        return out;
    });
}

std::string strip(std::string_view text, std::string_view characters, Side side) {
    const auto drop = [&](char32_t c) {
        return characters.empty() ? is_python_space(c) : contains(characters, c);
    };
    while (side != Side::right && !text.empty()) {
        size_t after = 0;
        if (!drop(next_code_point(text, after))) break;
        text.remove_prefix(after);
    }
    while (side != Side::left && !text.empty()) {
        const size_t before = last_code_point(text);
        size_t at = before;
        if (!drop(next_code_point(text, at))) break;
        text = text.substr(0, before);
    }
    return std::string(text);
}

std::vector<std::string> split(std::string_view text, std::string_view separator, long max_splits) {
    std::vector<std::string> out;
    if (!separator.empty()) {
        for (;;) {
            const size_t at = max_splits >= 0 && static_cast<long>(out.size()) >= max_splits
                                  ? std::string_view::npos
                                  : text.find(separator);
            out.emplace_back(text.substr(0, at));
            if (at == std::string_view::npos) return out;
            text.remove_prefix(at + separator.size());
        }
    }
    std::string rest = strip(text, {}, Side::left);
    for (std::string_view left = rest; !left.empty();) {
        if (max_splits >= 0 && static_cast<long>(out.size()) >= max_splits) {
            out.emplace_back(left);
            break;
        }
        size_t end = 0;
        size_t after = 0;
        while (end < left.size()) {
            after = end;
            if (is_python_space(next_code_point(left, after))) break;
            end = after;
        }
        out.emplace_back(left.substr(0, end));
        while (after < left.size()) {
            size_t next = after;
            if (!is_python_space(next_code_point(left, next))) break;
            after = next;
        }
        left.remove_prefix(std::max(end, after));
    }
    return out;
}

std::vector<std::string> split_right(std::string_view text, std::string_view separator, long max_splits) {
    if (max_splits < 0) return split(text, separator, -1);
    std::vector<std::string> out;
    if (separator.empty()) {
        std::string rest = strip(text, {}, Side::right);
        while (!rest.empty() && static_cast<long>(out.size()) < max_splits) {
            size_t begin = rest.size();
            while (begin > 0) {
                const size_t before = last_code_point(std::string_view(rest).substr(0, begin));
                size_t at = before;
                if (is_python_space(next_code_point(rest, at))) break;
                begin = before;
            }
            out.push_back(rest.substr(begin));
            rest = strip(std::string_view(rest).substr(0, begin), {}, Side::right);
        }
        if (!rest.empty()) out.push_back(rest);
    } else {
        size_t at = std::string_view::npos;
        while (static_cast<long>(out.size()) < max_splits &&
               (at = text.rfind(separator)) != std::string_view::npos) {
            out.emplace_back(text.substr(at + separator.size()));
            text = text.substr(0, at);
        }
        out.emplace_back(text);
    }
    std::reverse(out.begin(), out.end());
    return out;
}

std::vector<std::string> split_lines(std::string_view text, bool keep_ends) {
    std::vector<std::string> out;
    size_t begin = 0;
    for (size_t at = 0; at < text.size();) {
        const size_t end = at;
        const char32_t c = next_code_point(text, at);
        const bool feed =
            (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
        if (!feed) continue;
        if (c == '\r' && at < text.size() && text[at] == '\n') ++at;
        out.emplace_back(text.substr(begin, (keep_ends ? at : end) - begin));
        begin = at;
    }
    if (begin < text.size()) out.emplace_back(text.substr(begin));
    return out;
}

std::string replace(std::string_view text, std::string_view from, std::string_view to, long count) {
    std::string out;
    size_t at = 0;
    while (count != 0) {
        size_t found = std::string_view::npos;
        if (from.empty()) {
            if (at <= text.size()) found = at;
        } else {
            found = text.find(from, at);
        }
        if (found == std::string_view::npos) break;
        out += text.substr(at, found - at);
        out += to;
        at = found + from.size();
        if (count > 0) --count;
        if (from.empty()) {
            if (at >= text.size()) break;
            size_t after = at;
            next_code_point(text, after);
            out += text.substr(at, after - at);
            at = after;
        }
    }
    if (at < text.size()) out += text.substr(at);
    return out;
}

std::vector<std::string> characters(std::string_view text) {
    std::vector<std::string> out;
    for (size_t at = 0; at < text.size();) {
        const size_t begin = at;
        next_code_point(text, at);
        out.emplace_back(text.substr(begin, at - begin));
    }
    return out;
}

}  // namespace lora::jinja
