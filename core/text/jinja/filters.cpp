// SPDX-License-Identifier: Apache-2.0
// Jinja's filters, as far as chat templates use them.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/lexer.h"
#include "core/text/jinja/strings.h"

namespace lora::jinja {
namespace {

using Arguments = CallArguments;
using Filter = Value (*)(Interpreter&, const Value&, const Arguments&);

std::string text_argument(const Arguments& a, size_t position, std::string_view name,
                          std::string otherwise = {}) {
    const Value* v = a.find(position, name);
    return v && !v->is_none() ? v->to_string() : otherwise;
}

bool truth_argument(const Arguments& a, size_t position, std::string_view name) {
    const Value* v = a.find(position, name);
    return v && v->truthy();
}

/// value.a.b.0, as the attribute argument of map, selectattr and others has it.
Value dotted(Interpreter& in, Value value, const Value& path) {
    if (!path.is_text()) return in.get_item(value, path);
    for (const std::string& part : split(path.text(), ".", -1)) {
        int64_t index = 0;
        const auto end = part.data() + part.size();
        const auto read = std::from_chars(part.data(), end, index);
        value = in.get_item(value, read.ec == std::errc() && read.ptr == end ? Value(index) : Value(part));
    }
    return value;
}

Arguments from(const Arguments& a, size_t first) {
    Arguments out;
    out.named = a.named;
    for (size_t i = first; i < a.positional.size(); ++i)
        out.positional.push_back(a.positional[i]);
    return out;
}

/// select, reject, selectattr, rejectattr.
template <bool by_attribute, bool keep>
Value chosen(Interpreter& in, const Value& input, const Arguments& a) {
    if (by_attribute && a.positional.empty()) throw TemplateFailure{"selectattr needs an attribute"};
    const size_t test_at = by_attribute ? 1 : 0;
    const bool has_test = a.positional.size() > test_at;
    const std::string test = has_test ? a.positional[test_at].to_string() : std::string();
    const Arguments rest = from(a, test_at + 1);
    List out;
    for (const Value& item : in.iterate(input)) {
        const Value subject = by_attribute ? dotted(in, item, a.positional[0]) : item;
        if ((has_test ? apply_test(in, test, subject, rest) : subject.truthy()) == keep) out.push_back(item);
    }
    return Value::list(std::move(out));
}

Value map(Interpreter& in, const Value& input, const Arguments& a) {
    List out;
    const Value* attribute = nullptr;
    const Value* otherwise = nullptr;
    for (const auto& [name, value] : a.named) {
        if (name == "attribute") attribute = &value;
        if (name == "default") otherwise = &value;
    }
    if (!attribute && a.positional.empty()) throw TemplateFailure{"map needs a filter or an attribute"};
    for (const Value& item : in.iterate(input)) {
        if (attribute) {
            Value value = dotted(in, item, *attribute);
            out.push_back(value.is_undefined() && otherwise ? *otherwise : value);
        } else {
            out.push_back(apply_filter(in, a.positional[0].to_string(), item, from(a, 1)));
        }
    }
    return Value::list(std::move(out));
}

Value join(Interpreter& in, const Value& input, const Arguments& a) {
    const std::string separator = text_argument(a, 0, "d");
    const Value* attribute = a.find(1, "attribute");
    std::string out;
    bool first = true;
    for (const Value& item : in.iterate(input)) {
        if (!std::exchange(first, false)) out += separator;
        const std::string text =
            (attribute && !attribute->is_none() ? dotted(in, item, *attribute) : item).to_string();
        in.charge(text.size() + separator.size());
        out += text;
    }
    return out;
}

Value defaulted(Interpreter&, const Value& input, const Arguments& a) {
    const Value* otherwise = a.find(0, "default_value");
    if (input.is_undefined() || (truth_argument(a, 1, "boolean") && !input.truthy())) {
        return otherwise ? *otherwise : Value("");
    }
    return input;
}

Value length(Interpreter&, const Value& input, const Arguments&) {
    if (input.is_text()) return code_points(input.text());
    if (input.is_list()) return static_cast<int64_t>(input.items().size());
    if (input.is_dict()) return static_cast<int64_t>(input.dict().entries.size());
    if (input.is_undefined()) return int64_t(0);
    throw TemplateFailure{"A value of type " + input.type_name() + " has no length"};
}

Value first(Interpreter& in, const Value& input, const Arguments&) {
    const auto items = in.iterate(input);
    return items.empty() ? Value::undefined("first of nothing") : items.front();
}

Value last(Interpreter& in, const Value& input, const Arguments&) {
    const auto items = in.iterate(input);
    return items.empty() ? Value::undefined("last of nothing") : items.back();
}

Value items(Interpreter&, const Value& input, const Arguments&) {
    List out;
    if (input.is_undefined()) return Value::list({});
    if (!input.is_dict()) throw TemplateFailure{"items needs a mapping"};
    for (const auto& [key, value] : input.dict().entries)
        out.push_back(Value::tuple({key, value}));
    return Value::list(std::move(out));
}

Value reversed(Interpreter& in, const Value& input, const Arguments&) {
    auto all = in.iterate(input);
    std::reverse(all.begin(), all.end());
    if (!input.is_text()) return Value::list(std::move(all));
    std::string out;
    for (const Value& c : all)
        out += c.text();
    return out;
}

bool sorts_before(const Value& a, const Value& b, bool case_sensitive) {
    if (!case_sensitive && a.is_text() && b.is_text()) return lower(a.text()) < lower(b.text());
    return less_than(a, b);
}

Value sorted(Interpreter& in, const Value& input, const Arguments& a) {
    auto all = in.iterate(input);
    in.charge(all.size() * 64);
    const Value* attribute = a.find(2, "attribute");
    const bool backwards = truth_argument(a, 0, "reverse");
    const bool case_sensitive = truth_argument(a, 1, "case_sensitive");
    const auto key = [&](const Value& v) {
        return attribute && !attribute->is_none() ? dotted(in, v, *attribute) : v;
    };
    std::stable_sort(all.begin(), all.end(), [&](const Value& x, const Value& y) {
        return backwards ? sorts_before(key(y), key(x), case_sensitive)
                         : sorts_before(key(x), key(y), case_sensitive);
    });
    return Value::list(std::move(all));
}

Value dict_sorted(Interpreter& in, const Value& input, const Arguments& a) {
    auto all = in.iterate(items(in, input, {}));
    const size_t by = text_argument(a, 1, "by", "key") == "value" ? 1 : 0;
    const bool backwards = truth_argument(a, 2, "reverse");
    const bool case_sensitive = truth_argument(a, 0, "case_sensitive");
    std::stable_sort(all.begin(), all.end(), [&](const Value& x, const Value& y) {
        const Value& left = backwards ? y.items()[by] : x.items()[by];
        const Value& right = backwards ? x.items()[by] : y.items()[by];
        return sorts_before(left, right, case_sensitive);
    });
    return Value::list(std::move(all));
}

Value unique(Interpreter& in, const Value& input, const Arguments&) {
    List out;
    for (const Value& item : in.iterate(input)) {
        in.charge(out.size() * 4);
        const auto same = [&](const Value& v) {
            return v.is_text() && item.is_text() ? lower(v.text()) == lower(item.text()) : v.equals(item);
        };
        if (std::none_of(out.begin(), out.end(), same)) out.push_back(item);
    }
    return Value::list(std::move(out));
}

template <bool largest>
Value extreme(Interpreter& in, const Value& input, const Arguments&) {
    const auto all = in.iterate(input);
    if (all.empty()) return Value::undefined("extreme of nothing");
    return largest ? *std::max_element(all.begin(), all.end(), less_than)
                   : *std::min_element(all.begin(), all.end(), less_than);
}

Value sum(Interpreter& in, const Value& input, const Arguments& a) {
    const Value* attribute = a.find(0, "attribute");
    const Value* start = a.find(1, "start");
    Value total = start ? *start : Value(int64_t(0));
    for (const Value& item : in.iterate(input)) {
        total = arithmetic(in, "+", total,
                           attribute && !attribute->is_none() ? dotted(in, item, *attribute) : item);
    }
    return total;
}

Value to_integer(Interpreter&, const Value& input, const Arguments& a) {
    const Value* otherwise = a.find(0, "default");
    const Value fallback = otherwise ? *otherwise : Value(int64_t(0));
    if (input.is_float()) {
        return std::fabs(input.number()) < 9e18 ? Value(static_cast<int64_t>(input.number())) : fallback;
    }
    if (input.is_number()) return input.integer();
    if (!input.is_text()) return fallback;
    const std::string text = strip(input.text(), {}, Side::both);
    double number = 0;
    int64_t whole = 0;
    const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const char* end = text.data() + text.size();
    if (const auto r = std::from_chars(begin, end, whole); r.ec == std::errc() && r.ptr == end) return whole;
    const auto r = std::from_chars(begin, end, number);
    if (r.ec == std::errc() && r.ptr == end && std::fabs(number) < 9e18) return static_cast<int64_t>(number);
    return fallback;
}

Value to_float(Interpreter&, const Value& input, const Arguments& a) {
    const Value* otherwise = a.find(0, "default");
    if (input.is_number()) return input.number();
    if (input.is_text()) {
        const std::string text = strip(input.text(), {}, Side::both);
        double number = 0;
        const auto r = std::from_chars(text.data(), text.data() + text.size(), number);
        if (!text.empty() && r.ec == std::errc() && r.ptr == text.data() + text.size()) return number;
    }
    return otherwise ? *otherwise : Value(0.0);
}

Value indented(Interpreter& in, const Value& input, const Arguments& a) {
    const Value* width = a.find(0, "width");
    const bool first_too = truth_argument(a, 1, "first");
    const bool blank_too = truth_argument(a, 2, "blank");
    std::string pad(4, ' ');
    if (width && width->is_text()) {
        pad = width->text();
    } else if (width && width->is_number()) {
        pad.assign(static_cast<size_t>(std::clamp<int64_t>(width->integer(), 0, 1000)), ' ');
    }
    std::string out;
    bool first_line = true;
    for (const std::string& line : split_lines(input.to_string() + "\n", false)) {
        const bool skip = first_line ? !first_too : line.empty() && !blank_too;
        if (!first_line) out += '\n';
        if (!skip) out += pad;
        out += line;
        in.charge(line.size() + pad.size());
        first_line = false;
    }
    return out;
}

Value escaped(Interpreter& in, const Value& input, const Arguments&) {
    std::string out;
    for (const char c : input.to_string()) {
        static constexpr std::string_view marks = "&<>\"'";
        static constexpr const char* names[] = {"&amp;", "&lt;", "&gt;", "&#34;", "&#39;"};
        const size_t i = marks.find(c);
        if (i == std::string_view::npos) {
            out += c;
        } else {
            out += names[i];
        }
    }
    return in.make_text(std::move(out));
}

Value rounded(Interpreter&, const Value& input, const Arguments& a) {
    if (!input.is_number()) throw TemplateFailure{"round needs a number"};
    const Value* digits = a.find(0, "precision");
    const std::string method = text_argument(a, 1, "method", "common");
    const double scale = std::pow(10.0, digits && digits->is_number() ? digits->number() : 0.0);
    const double scaled = input.number() * scale;
    const double out = method == "ceil"    ? std::ceil(scaled)
                       : method == "floor" ? std::floor(scaled)
                                           : std::nearbyint(scaled);
    return out / scale;
}

Value absolute(Interpreter& in, const Value& input, const Arguments&) {
    if (!input.is_number()) throw TemplateFailure{"abs needs a number"};
    return input.number() < 0 ? arithmetic(in, "-", int64_t(0), input) : input;
}

const std::unordered_map<std::string_view, Filter>& filters() {
    static const std::unordered_map<std::string_view, Filter> table{
        {"abs", absolute},
        {"capitalize", [](Interpreter& in, const Value& v,
                          const Arguments&) { return in.make_text(capitalize(v.to_string())); }},
        {"count", length},
        {"d", defaulted},
        {"default", defaulted},
        {"dictsort", dict_sorted},
        {"e", escaped},
        {"escape", escaped},
        {"first", first},
        {"float", to_float},
        {"indent", indented},
        {"int", to_integer},
        {"items", items},
        {"join", join},
        {"last", last},
        {"length", length},
        {"list",
         [](Interpreter& in, const Value& v, const Arguments&) { return Value::list(in.iterate(v)); }},
        {"lower", [](Interpreter& in, const Value& v,
                     const Arguments&) { return in.make_text(lower(v.to_string())); }},
        {"map", map},
        {"max", extreme<true>},
        {"min", extreme<false>},
        {"reject", chosen<false, false>},
        {"rejectattr", chosen<true, false>},
        {"replace",
         [](Interpreter& in, const Value& v, const Arguments& a) {
             Value out;
             call_method(in, Value(v.to_string()), "replace", a, out);
             return out;
         }},
        {"reverse", reversed},
        {"round", rounded},
        {"safe", [](Interpreter&, const Value& v, const Arguments&) { return v; }},
        {"select", chosen<false, true>},
        {"selectattr", chosen<true, true>},
        {"sort", sorted},
        {"string",
         [](Interpreter& in, const Value& v, const Arguments&) { return in.make_text(v.to_string()); }},
        {"sum", sum},
        {"title", [](Interpreter& in, const Value& v,
                     const Arguments&) { return in.make_text(title_words(v.to_string())); }},
        {"tojson",
         [](Interpreter& in, const Value& v, const Arguments& a) { return Value(json_text(in, v, a)); }},
        {"trim",
         [](Interpreter& in, const Value& v, const Arguments& a) {
             return in.make_text(strip(v.to_string(), text_argument(a, 0, "chars"), Side::both));
         }},
        {"unique", unique},
        {"upper", [](Interpreter& in, const Value& v,
                     const Arguments&) { return in.make_text(upper(v.to_string())); }},
    };
    return table;
}

}  // namespace

Value apply_filter(Interpreter& interpreter, std::string_view name, const Value& input,
                   const CallArguments& arguments) {
    const auto found = filters().find(name);
    if (found == filters().end())
        throw TemplateFailure{"The filter '" + std::string(name) + "' is not supported"};
    return found->second(interpreter, input, arguments);
}

}  // namespace lora::jinja
