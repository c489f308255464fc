// SPDX-License-Identifier: Apache-2.0
// Methods of texts and mappings, and the functions that every template has.
#include <algorithm>
#include <array>
#include <ctime>
#include <mutex>
#include <unordered_map>

#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/lexer.h"
#include "core/text/jinja/strings.h"

namespace lora::jinja {
namespace {

using Arguments = CallArguments;
using Method = Value (*)(Interpreter&, const std::string&, const Arguments&);

std::string text_of(const Arguments& a, size_t position, std::string_view name) {
    const Value* v = a.find(position, name);
    if (!v || v->is_none()) return {};
    if (!v->is_text()) throw TemplateFailure{"A method needs text, got " + v->type_name()};
    return v->text();
}

std::string required(const Arguments& a, size_t position, std::string_view name) {
    if (!a.find(position, name))
        throw TemplateFailure{"A method lacks its argument '" + std::string(name) + "'"};
    return text_of(a, position, name);
}

long number_of(const Arguments& a, size_t position, std::string_view name, long otherwise) {
    const Value* v = a.find(position, name);
    if (!v || v->is_none()) return otherwise;
    if (!v->is_integer() && !v->is_bool())
        throw TemplateFailure{"A method needs a whole number, got " + v->type_name()};
    return static_cast<long>(v->integer());
}

Value texts(Interpreter& in, std::vector<std::string> parts) {
    List out;
    in.charge(parts.size() * 64);
    for (std::string& part : parts)
        out.push_back(in.make_text(std::move(part)));
    return Value::list(std::move(out));
}

/// startswith and endswith take one text or several.
template <class Matches>
bool any_affix(const Arguments& a, Matches&& matches) {
    if (a.positional.empty()) throw TemplateFailure{"A method lacks its argument"};
    const Value& affix = a.positional[0];
    if (affix.is_text()) return matches(affix.text());
    if (!affix.is_list()) throw TemplateFailure{"A method needs text, got " + affix.type_name()};
    return std::any_of(affix.items().begin(), affix.items().end(),
                       [&](const Value& v) { return v.is_text() && matches(v.text()); });
}

Value replaced(Interpreter& in, const std::string& s, const Arguments& a) {
    const std::string old = required(a, 0, "old");
    const std::string with = required(a, 1, "new");
    // Each replacement may make the text longer: count before building.
    size_t times = old.empty() ? s.size() + 1 : 0;
    for (size_t at = 0; !old.empty() && (at = s.find(old, at)) != std::string::npos; at += old.size())
        ++times;
    in.charge(s.size() + times * with.size());
    return replace(s, old, with, number_of(a, 2, "count", -1));
}

Value position(const std::string& s, const std::string& what, bool last) {
    const size_t at = last ? s.rfind(what) : s.find(what);
    return at == std::string::npos ? int64_t(-1) : code_points(std::string_view(s).substr(0, at));
}

Value count(Interpreter&, const std::string& s, const Arguments& a) {
    const std::string what = required(a, 0, "sub");
    if (what.empty()) return code_points(s) + 1;
    int64_t n = 0;
    for (size_t at = 0; (at = s.find(what, at)) != std::string::npos; at += what.size())
        ++n;
    return n;
}

bool all_of(const std::string& s, bool (*test)(char)) {
    return !s.empty() && std::all_of(s.begin(), s.end(), test);
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

const std::unordered_map<std::string_view, Method>& text_methods() {
    using In = Interpreter;
    using S = std::string;
    static const std::unordered_map<std::string_view, Method> table{
        {"capitalize", [](In& in, const S& s, const Arguments&) { return in.make_text(capitalize(s)); }},
        {"count", count},
        {"endswith",
         [](In&, const S& s, const Arguments& a) {
             return Value(any_affix(a, [&](const S& x) { return s.ends_with(x); }));
         }},
        {"find",
         [](In&, const S& s, const Arguments& a) { return position(s, required(a, 0, "sub"), false); }},
        {"isalnum",
         [](In&, const S& s, const Arguments&) {
             return Value(all_of(s, [](char c) { return letter(c) || digit(c); }));
         }},
        {"isalpha", [](In&, const S& s, const Arguments&) { return Value(all_of(s, letter)); }},
        {"isdigit", [](In&, const S& s, const Arguments&) { return Value(all_of(s, digit)); }},
        {"islower", [](In&, const S& s, const Arguments&) { return Value(lower(s) == s && upper(s) != s); }},
        {"isspace", [](In&, const S& s,
                       const Arguments&) { return Value(!s.empty() && strip(s, {}, Side::both).empty()); }},
        {"isupper", [](In&, const S& s, const Arguments&) { return Value(upper(s) == s && lower(s) != s); }},
        {"join",
         [](In& in, const S& s, const Arguments& a) {
             Arguments separator;
             separator.positional.push_back(Value(s));
             if (a.positional.empty()) throw TemplateFailure{"join lacks its argument"};
             return apply_filter(in, "join", a.positional[0], separator);
         }},
        {"lower", [](In& in, const S& s, const Arguments&) { return in.make_text(lower(s)); }},
        {"lstrip",
         [](In& in, const S& s, const Arguments& a) {
             return in.make_text(strip(s, text_of(a, 0, "chars"), Side::left));
         }},
        {"removeprefix",
         [](In& in, const S& s, const Arguments& a) {
             const S affix = required(a, 0, "prefix");
             return in.make_text(s.starts_with(affix) ? s.substr(affix.size()) : s);
         }},
        {"removesuffix",
         [](In& in, const S& s, const Arguments& a) {
             const S affix = required(a, 0, "suffix");
             return in.make_text(s.ends_with(affix) ? s.substr(0, s.size() - affix.size()) : s);
         }},
        {"replace", replaced},
        {"rfind",
         [](In&, const S& s, const Arguments& a) { return position(s, required(a, 0, "sub"), true); }},
        {"rsplit",
         [](In& in, const S& s, const Arguments& a) {
             return texts(in, split_right(s, text_of(a, 0, "sep"), number_of(a, 1, "maxsplit", -1)));
         }},
        {"rstrip",
         [](In& in, const S& s, const Arguments& a) {
             return in.make_text(strip(s, text_of(a, 0, "chars"), Side::right));
         }},
        {"split",
         [](In& in, const S& s, const Arguments& a) {
             return texts(in, split(s, text_of(a, 0, "sep"), number_of(a, 1, "maxsplit", -1)));
         }},
        {"splitlines",
         [](In& in, const S& s, const Arguments& a) {
             const Value* keep = a.find(0, "keepends");
             return texts(in, split_lines(s, keep && keep->truthy()));
         }},
        {"startswith",
         [](In&, const S& s, const Arguments& a) {
             return Value(any_affix(a, [&](const S& x) { return s.starts_with(x); }));
         }},
        {"strip",
         [](In& in, const S& s, const Arguments& a) {
             return in.make_text(strip(s, text_of(a, 0, "chars"), Side::both));
         }},
        {"title", [](In& in, const S& s, const Arguments&) { return in.make_text(title(s)); }},
        {"upper", [](In& in, const S& s, const Arguments&) { return in.make_text(upper(s)); }},
    };
    return table;
}

bool dict_method(Interpreter& in, const Value& object, std::string_view name, const Arguments& a,
                 Value& result) {
    const Dict& dict = object.dict();
    List out;
    if (name == "keys") {
        result = Value::list(in.iterate(object));
    } else if (name == "values") {
        for (const auto& [key, value] : dict.entries)
            out.push_back(value);
        result = Value::list(std::move(out));
    } else if (name == "items") {
        result = apply_filter(in, "items", object, {});
    } else if (name == "get") {
        if (a.positional.empty()) throw TemplateFailure{"get lacks its key"};
        const Value* found = dict.find(a.positional[0]);
        const Value* otherwise = a.find(1, "default");
        result = found ? *found : otherwise ? *otherwise : Value(Value::None{});
    } else if (name == "copy") {
        result = object;
    } else {
        return false;
    }
    return true;
}

bool list_method(const Value& object, std::string_view name, const Arguments& a, Value& result) {
    const List& items = object.items();
    if ((name != "index" && name != "count") || a.positional.empty()) return false;
    const auto same = [&](const Value& v) { return v.equals(a.positional[0]); };
    if (name == "count") {
        result = static_cast<int64_t>(std::count_if(items.begin(), items.end(), same));
        return true;
    }
    const auto found = std::find_if(items.begin(), items.end(), same);
    if (found == items.end()) throw TemplateFailure{"The list does not hold this value"};
    result = static_cast<int64_t>(found - items.begin());
    return true;
}

Value range(Interpreter& in, const Arguments& a) {
    std::array<int64_t, 3> numbers{0, 0, 1};
    const size_t given = a.positional.size();
    if (given < 1 || given > 3) throw TemplateFailure{"range takes one to three numbers"};
    for (size_t i = 0; i < given; ++i) {
        if (!a.positional[i].is_integer() && !a.positional[i].is_bool())
            throw TemplateFailure{"range takes whole numbers"};
        numbers[given == 1 ? 1 : i] = a.positional[i].integer();
    }
    const auto [begin, end, step] = numbers;
    constexpr int64_t far = int64_t(1) << 60;
    if (step == 0) throw TemplateFailure{"range's step is zero"};
    if (begin < -far || begin > far || end < -far || end > far || step < -far || step > far) {
        throw TemplateFailure{"range's numbers are too large"};
    }
    List out;
    for (int64_t i = begin; step > 0 ? i < end : i > end; i += step) {
        out.push_back(i);
        // The sandbox that transformers uses stops here too.
        if (out.size() > 100'000) throw TemplateFailure{"range is too large"};
    }
    in.charge(out.size() * 16);
    return Value::list(std::move(out));
}

Value make_namespace(Interpreter& in, const Arguments& a) {
    Namespace* space = in.new_namespace();
    if (!a.positional.empty() && a.positional[0].is_dict()) {
        for (const auto& [key, value] : a.positional[0].dict().entries) {
            space->attributes.emplace_back(key.to_string(), value);
        }
    }
    for (const auto& [name, value] : a.named)
        space->attributes.emplace_back(name, value);
    return space;
}

Value make_dict(Interpreter&, const Arguments& a) {
    Dict out;
    if (!a.positional.empty() && a.positional[0].is_dict()) out = a.positional[0].dict();
    for (const auto& [name, value] : a.named)
        out.set(Value(name), value);
    return Value::dict(std::move(out));
}

Value raise_exception(Interpreter&, const Arguments& a) {
    throw TemplateFailure{
        "The chat template refuses this conversation: " +
        (a.positional.empty() ? std::string("no reason given") : a.positional[0].to_string())};
}

Value strftime_now(Interpreter&, const Arguments& a) {
    const std::string format = required(a, 0, "format");
    const std::time_t now = std::time(nullptr);
    static std::mutex mutex;  // std::localtime answers in storage of its own
    const std::lock_guard guard(mutex);
    const std::tm* local = std::localtime(&now);
    std::array<char, 512> text{};
    if (!local || format.size() > 128) throw TemplateFailure{"strftime_now's format is too long"};
    return Value(std::string(text.data(), std::strftime(text.data(), text.size(), format.c_str(), local)));
}

}  // namespace

bool call_method(Interpreter& interpreter, const Value& object, std::string_view name,
                 const CallArguments& arguments, Value& result) {
    if (object.is_dict()) return dict_method(interpreter, object, name, arguments, result);
    if (object.is_list()) return list_method(object, name, arguments, result);
    if (!object.is_text()) return false;
    const auto found = text_methods().find(name);
    if (found == text_methods().end()) return false;
    result = found->second(interpreter, object.text(), arguments);
    return true;
}

void add_globals(Frame& frame) {
    using Function = Value (*)(Interpreter&, const CallArguments&);
    static constexpr std::pair<const char*, Function> functions[] = {{"range", range},
                                                                     {"namespace", make_namespace},
                                                                     {"dict", make_dict},
                                                                     {"raise_exception", raise_exception},
                                                                     {"strftime_now", strftime_now}};
    for (const auto& [name, function] : functions) {
        auto callable = std::make_shared<Callable>();
        callable->name = name;
        callable->function = function;
        frame.set(name, Value(std::shared_ptr<const Callable>(std::move(callable))));
    }
}

}  // namespace lora::jinja
