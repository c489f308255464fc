// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/lexer.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/base/utf8.h"

namespace lora::jinja {
namespace {

using Kind = Token::Kind;

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Line ends become \n, and one at the very end is dropped.
std::string normalized(std::string_view source) {
    std::string out;
    out.reserve(source.size());
    for (size_t i = 0; i < source.size(); ++i) {
        if (source[i] == '\r') {
            out += '\n';
            if (i + 1 < source.size() && source[i + 1] == '\n') ++i;
        } else {
            out += source[i];
        }
    }
    if (out.ends_with('\n')) out.pop_back();
    return out;
}

class Lexer {
  public:
    explicit Lexer(std::string_view source) : source_(normalized(source)) {}

    std::vector<Token> run() {
        while (at_ < source_.size())
            text_and_tag();
        put(Kind::end, {});
        return std::move(tokens_);
    }

  private:
    void put(Kind kind, std::string text) { tokens_.push_back({kind, std::move(text), line_}); }
    void advance(size_t to) {
        line_ += static_cast<int>(std::count(source_.begin() + static_cast<std::ptrdiff_t>(at_),
                                             source_.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
        at_ = to;
    }
    bool starts(std::string_view what) const {
        return std::string_view(source_).substr(at_).starts_with(what);
    }
    [[noreturn]] void fail(const std::string& what) const { throw TemplateFailure{what, line_}; }

    void text_and_tag() {
        size_t tag = at_;
        for (; tag < source_.size(); ++tag) {
            tag = std::min(source_.find('{', tag), source_.size());
            if (tag + 1 < source_.size() &&
                std::string_view("{%#").find(source_[tag + 1]) != std::string_view::npos) {
                break;
            }
        }
        if (tag >= source_.size()) {
            put(Kind::text, source_.substr(at_));
            advance(source_.size());
            return;
        }
        const char kind = source_[tag + 1];
        const char sign = tag + 2 < source_.size() ? source_[tag + 2] : '\0';
        put_text(tag, sign, kind != '{');
        advance(tag + 2 + (sign == '-' || sign == '+' ? 1 : 0));
        if (kind == '#') return comment();
        if (kind == '%' && raw_block()) return;
        put(kind == '{' ? Kind::print_begin : Kind::block_begin, {});
        inside(kind == '{');
    }

    /// The text up to a tag, stripped as the tag's sign and lstrip_blocks ask.
    void put_text(size_t end, char sign, bool may_lstrip) {
        std::string_view text = std::string_view(source_).substr(at_, end - at_);
        if (sign == '-') {
            while (!text.empty() && is_space(text.back()))
                text.remove_suffix(1);
        } else if (sign != '+' && may_lstrip) {
            const size_t feed = text.rfind('\n');
            const size_t begin = feed == std::string_view::npos ? 0 : feed + 1;
            const auto tail = text.substr(begin);
            if ((begin > 0 || line_starting_) && std::all_of(tail.begin(), tail.end(), is_space)) {
                text = text.substr(0, begin);
            }
        }
        if (!text.empty()) put(Kind::text, std::string(text));
    }

    /// Moves behind a tag's end of `length` characters, eating what follows as its sign and trim_blocks ask.
    void close(size_t end, size_t length, bool strip, bool trim_feed) {
        size_t to = end + length;
        if (strip) {
            while (to < source_.size() && is_space(source_[to]))
                ++to;
        } else if (trim_feed && to < source_.size() && source_[to] == '\n') {
            ++to;
        }
        line_starting_ = source_[to - 1] == '\n';
        advance(to);
    }

    void comment() {
        const size_t end = source_.find("#}", at_);
        if (end == std::string::npos) fail("A comment is not closed");
        const char sign = end > at_ ? source_[end - 1] : '\0';
        close(end, 2, sign == '-', sign != '+');
    }

    /// {% raw %} … {% endraw %}: false when the tag at hand is another.
    bool raw_block() {
        size_t at = at_;
        const auto skip = [&] {
            while (at < source_.size() && is_space(source_[at]))
                ++at;
        };
        const auto word = [&](std::string_view w) {
            skip();
            if (!std::string_view(source_).substr(at).starts_with(w)) return false;
            at += w.size();
            skip();
            return true;
        };
        const auto tag_end = [&](bool& strip) {
            strip = at < source_.size() && source_[at] == '-';
            const bool keep = at < source_.size() && source_[at] == '+';
            if (strip || keep) ++at;
            if (!std::string_view(source_).substr(at).starts_with("%}")) return false;
            close(at, 2, strip, !keep);
            return true;
        };
        bool strip = false;
        if (!word("raw") || !tag_end(strip)) return false;
        for (size_t from = at_;;) {
            const size_t open = source_.find("{%", from);
            if (open == std::string::npos) fail("A raw block is not closed");
            at = open + 2;
            const char sign = at < source_.size() ? source_[at] : '\0';
            if (sign == '-' || sign == '+') ++at;
            if (!word("endraw")) {
                from = open + 2;
                continue;
            }
            put_text(open, sign, true);
            if (!tag_end(strip)) fail("A raw block is not closed");
            return true;
        }
    }

    void inside(bool print) {
        const std::string_view end = print ? "}}" : "%}";
        int depth = 0;
        for (;;) {
            size_t to = at_;
            while (to < source_.size() && is_space(source_[to]))
                ++to;
            advance(to);
            if (at_ >= source_.size()) fail("A tag is not closed");
            if (depth == 0) {
                const bool minus = source_[at_] == '-';
                const bool plus = !print && source_[at_] == '+';
                const size_t skip = minus || plus ? 1 : 0;
                if (std::string_view(source_).substr(at_ + skip).starts_with(end)) {
                    put(print ? Kind::print_end : Kind::block_end, {});
                    return close(at_ + skip, 2, minus, !print && !plus);
                }
            }
            token(depth);
        }
    }

    void token(int& depth) {
        const char c = source_[at_];
        if (is_name_start(c)) {
            size_t to = at_;
            while (to < source_.size() && (is_name_start(source_[to]) || is_digit(source_[to])))
                ++to;
            put(Kind::name, source_.substr(at_, to - at_));
            return advance(to);
        }
        if (is_digit(c)) return number();
        if (c == '\'' || c == '"') return string(c);
        static constexpr std::array<std::string_view, 26> operators{
            "**", "//", "==", "!=", ">=", "<=", "+", "-", "*", "/", "%", "~", "(",
            ")",  "[",  "]",  "{",  "}",  ">",  "<", "=", ".", ":", "|", ",", ";"};
        for (const auto op : operators) {
            if (!starts(op)) continue;
            if (op == "(" || op == "[" || op == "{") ++depth;
            if (op == ")" || op == "]" || op == "}") --depth;
            if (depth < 0) fail("A closing bracket has no opening one");
            put(Kind::op, std::string(op));
            return advance(at_ + op.size());
        }
        fail("The character at '" + source_.substr(at_, 1) + "' is not understood");
    }

    void number() {
        std::string digits;
        size_t to = at_;
        bool floating = false;
        const auto take = [&] {
            while (to < source_.size() && (is_digit(source_[to]) || source_[to] == '_')) {
                if (source_[to] != '_') digits += source_[to];
                ++to;
            }
        };
        take();
        if (to + 1 < source_.size() && source_[to] == '.' && is_digit(source_[to + 1])) {
            floating = true;
            digits += '.';
            ++to;
            take();
        }
        if (to < source_.size() && (source_[to] == 'e' || source_[to] == 'E')) {
            size_t mark = to + 1;
            if (mark < source_.size() && (source_[mark] == '+' || source_[mark] == '-')) ++mark;
            if (mark < source_.size() && is_digit(source_[mark])) {
                floating = true;
                digits += source_.substr(to, mark - to);
                to = mark;
                take();
            }
        }
        put(floating ? Kind::floating : Kind::integer, digits);
        advance(to);
    }

    void hex_escape(size_t& to, size_t digits, std::string& value) {
        char32_t code = 0;
        size_t used = 0;
        for (; used < digits && to + used < source_.size(); ++used) {
            const char h = source_[to + used];
            const int v = is_digit(h)            ? h - '0'
                          : h >= 'a' && h <= 'f' ? h - 'a' + 10
                          : h >= 'A' && h <= 'F' ? h - 'A' + 10
                                                 : -1;
            if (v < 0) break;
            code = code * 16 + static_cast<char32_t>(v);
        }
        if (used != digits || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
            fail("A text holds a malformed escape");
        }
        append_utf8(value, code);
        to += digits;
    }

    /// Python's escapes.
    void string(char quote) {
        std::string value;
        size_t to = at_ + 1;
        for (;; ++to) {
            if (to >= source_.size()) fail("A text is not closed");
            if (source_[to] == quote) break;
            if (source_[to] != '\\') {
                value += source_[to];
                continue;
            }
            if (++to >= source_.size()) fail("A text is not closed");
            static constexpr std::string_view letters = "ntrabfv\\'\"";
            static constexpr std::string_view values = "\n\t\r\a\b\f\v\\'\"";
            const char e = source_[to];
            if (const size_t i = letters.find(e); i != std::string_view::npos) {
                value += values[i];
            } else if (e == 'x' || e == 'u' || e == 'U') {
                ++to;
                hex_escape(to, e == 'x' ? 2 : e == 'u' ? 4 : 8, value);
                --to;
            } else if (e >= '0' && e <= '7') {
                char32_t code = 0;
                size_t used = 0;
                for (; used < 3 && to < source_.size() && source_[to] >= '0' && source_[to] <= '7';
                     ++used, ++to) {
                    code = code * 8 + static_cast<char32_t>(source_[to] - '0');
                }
                append_utf8(value, code);
                --to;
            } else if (e != '\n') {
                value += '\\';
                value += e;
            }
        }
        put(Kind::string, std::move(value));
        advance(to + 1);
    }

    std::string source_;
    size_t at_ = 0;
    int line_ = 1;
    bool line_starting_ = true;
    std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize_template(std::string_view source) {
    return Lexer(source).run();
}

}  // namespace lora::jinja
