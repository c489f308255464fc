// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/value.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/utf8.h"
#include "core/text/jinja/lexer.h"

namespace lora::jinja {
namespace {

constexpr int max_nesting = 64;
constexpr size_t max_weight = 4u << 20;

std::string python_quoted(std::string_view text) {
    const bool doubled =
        text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos;
    const char quote = doubled ? '"' : '\'';
    std::string out(1, quote);
    for (const char c : text) {
        static constexpr char digits[] = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(c);
        if (c == quote || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\x";
            out += digits[byte >> 4];
            out += digits[byte & 15];
        } else {
            out += c;
        }
    }
    return out + quote;
}

}  // namespace

std::string float_text(double number) {
    if (std::isnan(number)) return "nan";
    if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
    char buffer[64];
    const double size = std::fabs(number);
    const bool plain = size == 0 || (size >= 1e-4 && size < 1e16);
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number,
                                   plain ? std::chars_format::fixed : std::chars_format::scientific)
                         .ptr;
    std::string out(buffer, end);
    if (plain && out.find('.') == std::string::npos) out += ".0";
    return out;
}

int64_t code_points(std::string_view text) {
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

const Value* CallArguments::find(size_t position, std::string_view name) const {
    if (position < positional.size()) return &positional[position];
    for (const auto& [key, value] : named) {
        if (key == name) return &value;
    }
    return nullptr;
}

const Value* Dict::find(const Value& key) const {
    for (const auto& [k, v] : entries) {
        if (k.equals(key)) return &v;
    }
    return nullptr;
}

const Value* Dict::find(std::string_view key) const {
    for (const auto& [k, v] : entries) {
        if (k.is_text() && k.text() == key) return &v;
    }
    return nullptr;
}

void Dict::set(Value key, Value value) {
    for (auto& [k, v] : entries) {
        if (k.equals(key)) {
            v = std::move(value);
            return;
        }
    }
    entries.emplace_back(std::move(key), std::move(value));
}

Value Value::undefined(std::string name) {
    Value out;
    out.data_ = Undefined{std::move(name)};
    return out;
}

void Value::Extent::include(const Value& part) {
    size_t added = 1;
    if (part.is_text()) added += part.text().size() / 64;
    if (part.is_list() || part.is_dict()) {
        const Extent& inner =
            part.is_list() ? std::get<ListPtr>(part.data_)->extent : std::get<DictPtr>(part.data_)->extent;
        depth = std::max(depth, inner.depth + 1);
        added = inner.weight;
    }
    weight += added;
    if (depth > max_nesting || weight > max_weight)
        throw TemplateFailure{"A list or mapping grows too large"};
}

Value Value::make_items(List items, bool tuple) {
    auto held = std::make_shared<Items>();
    for (const Value& item : items)
        held->extent.include(item);
    held->items = std::move(items);
    held->tuple = tuple;
    Value out;
    out.data_ = ListPtr(std::move(held));
    return out;
}

Value Value::list(List items) {
    return make_items(std::move(items), false);
}
Value Value::tuple(List items) {
    return make_items(std::move(items), true);
}

Value Value::dict(Dict dict) {
    auto held = std::make_shared<Entries>();
    for (const auto& [key, value] : dict.entries)
        held->extent.include(value);
    held->dict = std::move(dict);
    Value out;
    out.data_ = DictPtr(std::move(held));
    return out;
}

Value Value::from_json(const Json& json) {
    if (json.is_string()) return json.get<std::string>();
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number_integer()) return json.get<int64_t>();
    if (json.is_number()) return json.get<double>();
    if (json.is_array()) {
        List items;
        for (const Json& item : json)
            items.push_back(from_json(item));
        return list(std::move(items));
    }
    if (json.is_object()) {
        Dict out;
        for (const auto& [key, value] : json.items())
            out.entries.emplace_back(Value(key), from_json(value));
        return dict(std::move(out));
    }
    return None{};
}

int64_t Value::integer() const {
    return is_bool() ? int64_t(boolean()) : std::get<int64_t>(data_);
}
double Value::number() const {
    return is_float() ? std::get<double>(data_) : static_cast<double>(integer());
}

bool Value::truthy() const {
    if (is_undefined() || is_none()) return false;
    if (is_float()) return number() != 0;
    if (is_number()) return integer() != 0;
    if (is_text()) return !text().empty();
    if (is_list()) return !items().empty();
    if (is_dict()) return !dict().entries.empty();
    return true;
}

bool Value::equals(const Value& other) const {
    if (is_number() && other.is_number()) {
        return is_float() || other.is_float() ? number() == other.number() : integer() == other.integer();
    }
    if (data_.index() != other.data_.index()) return false;
    if (is_undefined() || is_none()) return true;
    if (is_text()) return text() == other.text();
    if (is_list()) {
        return is_tuple() == other.is_tuple() &&
               std::equal(items().begin(), items().end(), other.items().begin(), other.items().end(),
                          [](const Value& a, const Value& b) { return a.equals(b); });
    }
    if (is_dict()) {
        const auto& mine = dict().entries;
        return mine.size() == other.dict().entries.size() &&
               std::all_of(mine.begin(), mine.end(), [&](const auto& entry) {
                   const Value* theirs = other.dict().find(entry.first);
                   return theirs && theirs->equals(entry.second);
               });
    }
    if (is_namespace()) return &space() == &other.space();
    return &callable() == &other.callable();
}

std::string Value::type_name() const {
    if (is_tuple()) return "tuple";
    static constexpr const char* names[] = {"undefined", "None", "bool", "int",       "float",
                                            "str",       "list", "dict", "namespace", "function"};
    return names[data_.index()];
}

std::string Value::to_string() const {
    if (is_undefined()) return {};
    return is_text() ? text() : repr();
}

std::string Value::repr() const {
    if (is_undefined()) return "Undefined";
    if (is_none()) return "None";
    if (is_bool()) return boolean() ? "True" : "False";
    if (is_integer()) return std::to_string(integer());
    if (is_float()) return float_text(number());
    if (is_text()) return python_quoted(text());
    std::string out;
    constexpr size_t limit = 64u << 20;  // shared parts can make a small value's text huge
    if (is_list()) {
        for (const Value& item : items()) {
            out += (out.empty() ? "" : ", ") + item.repr();
            if (out.size() > limit) throw TemplateFailure{"A value is too large to write out"};
        }
        if (is_tuple()) return "(" + out + (items().size() == 1 ? ",)" : ")");
        return "[" + out + "]";
    }
    if (is_dict()) {
        for (const auto& [key, value] : dict().entries) {
            out += (out.empty() ? "" : ", ") + key.repr() + ": " + value.repr();
            if (out.size() > limit) throw TemplateFailure{"A value is too large to write out"};
        }
        return "{" + out + "}";
    }
    return is_namespace() ? "<Namespace>" : "<function " + callable().name + ">";
}

}  // namespace lora::jinja
