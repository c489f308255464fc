// SPDX-License-Identifier: Apache-2.0
// The filter tojson, which transformers makes json.dumps.
#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/utf8.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/lexer.h"

namespace lora::jinja {
namespace {

struct Style {
    bool ascii = false;
    bool sort_keys = false;
    std::string indent;  ///< of one level
    bool lines = false;
    std::string item_separator = ", ";
    std::string key_separator = ": ";
};

void append_escape(std::string& out, unsigned unit) {
    static constexpr char digits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += digits[unit >> shift & 15];
}

void append_quoted(std::string& out, std::string_view text, bool ascii) {
    out += '"';
    for (size_t at = 0; at < text.size();) {
        const size_t begin = at;
        const char32_t c = next_code_point(text, at);
        static constexpr std::string_view plain = "\"\\\n\r\t\b\f";
        static constexpr std::string_view letters = "\"\\nrtbf";
        const size_t known = c < 0x80 ? plain.find(static_cast<char>(c)) : std::string_view::npos;
        if (known != std::string_view::npos) {
            out += '\\';
            out += letters[known];
        } else if (c < 0x20 || (ascii && c >= 0x7F && c < 0x10000 && c != 0x7F)) {
            append_escape(out, c);
        } else if (ascii && c >= 0x10000) {
            append_escape(out, 0xD800 + ((c - 0x10000) >> 10));
            append_escape(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
        } else {
            out += text.substr(begin, at - begin);
        }
    }
    out += '"';
}

std::string key_text(const Value& key) {
    if (key.is_none()) return "null";
    if (key.is_bool()) return key.boolean() ? "true" : "false";
    return key.to_string();
}

void dump(Interpreter& interpreter, const Value& value, const Style& style, const std::string& indent,
          std::string& out) {
    const size_t begin = out.size();
    const std::string inner = indent + style.indent;
    const auto between = [&](bool first) {
        if (!first) out += style.item_separator;
        if (style.lines) out += "\n" + inner;
    };
    if (value.is_none()) {
        out += "null";
    } else if (value.is_bool()) {
        out += value.boolean() ? "true" : "false";
    } else if (value.is_float()) {
        const double number = value.number();
        out += std::isnan(number)   ? "NaN"
               : std::isinf(number) ? (number < 0 ? "-Infinity" : "Infinity")
                                    : float_text(number);
    } else if (value.is_integer()) {
        out += std::to_string(value.integer());
    } else if (value.is_text()) {
        append_quoted(out, value.text(), style.ascii);
        interpreter.charge(out.size() - begin);
    } else if (value.is_list()) {
        out += '[';
        for (size_t i = 0; i < value.items().size(); ++i) {
            between(i == 0);
            dump(interpreter, value.items()[i], style, inner, out);
        }
        if (style.lines && !value.items().empty()) out += "\n" + indent;
        out += ']';
    } else if (value.is_dict()) {
        auto entries = value.dict().entries;
        if (style.sort_keys) {
            std::stable_sort(entries.begin(), entries.end(),
                             [](const auto& a, const auto& b) { return less_than(a.first, b.first); });
        }
        out += '{';
        bool first = true;
        for (const auto& [key, held] : entries) {
            between(std::exchange(first, false));
            append_quoted(out, key_text(key), style.ascii);
            out += style.key_separator;
            dump(interpreter, held, style, inner, out);
        }
        if (style.lines && !entries.empty()) out += "\n" + indent;
        out += '}';
    } else {
        throw TemplateFailure{"A value of type " + value.type_name() + " cannot be written as JSON"};
    }
    interpreter.charge(16 + inner.size());
}

}  // namespace

std::string json_text(Interpreter& interpreter, const Value& value, const CallArguments& arguments) {
    Style style;
    if (const Value* ascii = arguments.find(0, "ensure_ascii")) style.ascii = ascii->truthy();
    if (const Value* indent = arguments.find(1, "indent"); indent && !indent->is_none()) {
        style.lines = true;
        style.item_separator = ",";
        if (indent->is_text()) {
            style.indent = indent->text().substr(0, 64);
        } else if (indent->is_number()) {
            style.indent.assign(
                static_cast<size_t>(std::clamp<int64_t>(static_cast<int64_t>(indent->number()), 0, 64)), ' ');
        }
    }
    if (const Value* separators = arguments.find(2, "separators"); separators && separators->is_list()) {
        const List& both = separators->items();
        if (both.size() != 2 || !both[0].is_text() || !both[1].is_text()) {
            throw TemplateFailure{"tojson's separators are two texts"};
        }
        style.item_separator = both[0].text();
        style.key_separator = both[1].text();
    }
    if (const Value* sort = arguments.find(3, "sort_keys")) style.sort_keys = sort->truthy();
    std::string out;
    dump(interpreter, value, style, {}, out);
    return out;
}

}  // namespace lora::jinja
