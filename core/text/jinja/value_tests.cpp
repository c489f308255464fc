// SPDX-License-Identifier: Apache-2.0
// Jinja's tests: `x is defined`, `x is string`, …
#include <algorithm>
#include <unordered_map>

#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/lexer.h"
#include "core/text/jinja/strings.h"

namespace lora::jinja {
namespace {

using Test = bool (*)(Interpreter&, const Value&, const CallArguments&);

const Value& operand(const CallArguments& arguments) {
    if (arguments.positional.empty()) throw TemplateFailure{"A test needs a value to compare with"};
    return arguments.positional.front();
}

int64_t whole(const Value& value) {
    if (!value.is_integer() && !value.is_bool()) throw TemplateFailure{"A test needs a whole number"};
    return value.integer();
}

/// As str.islower and str.isupper: at least one letter is asked for.
bool is_in_case(const Value& value, std::string (*wanted)(std::string_view),
                std::string (*other)(std::string_view)) {
    const std::string text = value.to_string();
    return wanted(text) == text && other(text) != text;
}

bool divides(const Value& value, const Value& by) {
    const int64_t divisor = whole(by);
    if (divisor == 0) throw TemplateFailure{"Division by zero"};
    return divisor == -1 || whole(value) % divisor == 0;
}

bool is_iterable(const Value& v) {
    return v.is_text() || v.is_list() || v.is_dict() || v.is_undefined();
}

const std::unordered_map<std::string_view, Test>& tests() {
    using In = Interpreter;
    using Args = CallArguments;
    static const std::unordered_map<std::string_view, Test> table{
        {"boolean", [](In&, const Value& v, const Args&) { return v.is_bool(); }},
        {"callable", [](In&, const Value& v, const Args&) { return v.is_callable(); }},
        {"defined", [](In&, const Value& v, const Args&) { return !v.is_undefined(); }},
        {"divisibleby", [](In&, const Value& v, const Args& a) { return divides(v, operand(a)); }},
        {"even", [](In&, const Value& v, const Args&) { return whole(v) % 2 == 0; }},
        {"eq", [](In&, const Value& v, const Args& a) { return v.equals(operand(a)); }},
        {"equalto", [](In&, const Value& v, const Args& a) { return v.equals(operand(a)); }},
        {"==", [](In&, const Value& v, const Args& a) { return v.equals(operand(a)); }},
        {"false", [](In&, const Value& v, const Args&) { return v.is_bool() && !v.boolean(); }},
        {"float", [](In&, const Value& v, const Args&) { return v.is_float(); }},
        {"ge", [](In&, const Value& v, const Args& a) { return !less_than(v, operand(a)); }},
        {">=", [](In&, const Value& v, const Args& a) { return !less_than(v, operand(a)); }},
        {"greaterthan", [](In&, const Value& v, const Args& a) { return less_than(operand(a), v); }},
        {"gt", [](In&, const Value& v, const Args& a) { return less_than(operand(a), v); }},
        {">", [](In&, const Value& v, const Args& a) { return less_than(operand(a), v); }},
        {"in", [](In& in, const Value& v, const Args& a) { return is_in(in, v, operand(a)); }},
        {"integer", [](In&, const Value& v, const Args&) { return v.is_integer(); }},
        {"iterable", [](In&, const Value& v, const Args&) { return is_iterable(v); }},
        {"le", [](In&, const Value& v, const Args& a) { return !less_than(operand(a), v); }},
        {"<=", [](In&, const Value& v, const Args& a) { return !less_than(operand(a), v); }},
        {"lessthan", [](In&, const Value& v, const Args& a) { return less_than(v, operand(a)); }},
        {"lower", [](In&, const Value& v, const Args&) { return is_in_case(v, lower, upper); }},
        {"lt", [](In&, const Value& v, const Args& a) { return less_than(v, operand(a)); }},
        {"<", [](In&, const Value& v, const Args& a) { return less_than(v, operand(a)); }},
        {"mapping", [](In&, const Value& v, const Args&) { return v.is_dict(); }},
        {"ne", [](In&, const Value& v, const Args& a) { return !v.equals(operand(a)); }},
        {"!=", [](In&, const Value& v, const Args& a) { return !v.equals(operand(a)); }},
        {"none", [](In&, const Value& v, const Args&) { return v.is_none(); }},
        {"number", [](In&, const Value& v, const Args&) { return v.is_number(); }},
        {"odd", [](In&, const Value& v, const Args&) { return whole(v) % 2 != 0; }},
        {"sameas",
         [](In&, const Value& v, const Args& a) {
             return v.type_name() == operand(a).type_name() && v.equals(operand(a));
         }},
        {"sequence", [](In&, const Value& v, const Args&) { return is_iterable(v); }},
        {"string", [](In&, const Value& v, const Args&) { return v.is_text(); }},
        {"true", [](In&, const Value& v, const Args&) { return v.is_bool() && v.boolean(); }},
        {"undefined", [](In&, const Value& v, const Args&) { return v.is_undefined(); }},
        {"upper", [](In&, const Value& v, const Args&) { return is_in_case(v, upper, lower); }},
    };
    return table;
}

}  // namespace

bool apply_test(Interpreter& interpreter, std::string_view name, const Value& input,
                const CallArguments& arguments) {
    const auto found = tests().find(name);
    if (found == tests().end())
        throw TemplateFailure{"The test '" + std::string(name) + "' is not supported"};
    return found->second(interpreter, input, arguments);
}

}  // namespace lora::jinja
