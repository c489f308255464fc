// SPDX-License-Identifier: Apache-2.0
// The interpreter's half that turns expressions into values.
#include <algorithm>
#include <cmath>

#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/lexer.h"
#include "core/text/jinja/strings.h"

namespace lora::jinja {
namespace {

constexpr int max_depth = 400;

[[noreturn]] void undefined(const Value& value) {
    throw TemplateFailure{"'" + value.undefined_name() + "' is undefined"};
}

[[noreturn]] void mismatch(std::string_view op, const Value& left, const Value& right) {
    if (left.is_undefined()) undefined(left);
    if (right.is_undefined()) undefined(right);
    throw TemplateFailure{"'" + std::string(op) + "' does not work on " + left.type_name() + " and " +
                          right.type_name()};
}

Value integer_arithmetic(std::string_view op, int64_t a, int64_t b) {
    int64_t out = 0;
    bool overflow = false;
    if (op == "+") {
        overflow = __builtin_add_overflow(a, b, &out);
    } else if (op == "-") {
        overflow = __builtin_sub_overflow(a, b, &out);
    } else if (op == "*") {
        overflow = __builtin_mul_overflow(a, b, &out);
    } else if (op == "**") {
        if (b < 0) return std::pow(static_cast<double>(a), static_cast<double>(b));
        out = 1;
        for (int64_t i = 0; i < b && !overflow && (a > 1 || a < -1 || i < 2); ++i) {
            overflow = __builtin_mul_overflow(out, a, &out);
        }
        if (a == -1 && b >= 2) out = b % 2 == 0 ? 1 : -1;
    } else {
        if (b == 0) throw TemplateFailure{"Division by zero"};
        if (op == "/") return static_cast<double>(a) / static_cast<double>(b);
        if (b == -1) {
            overflow = __builtin_sub_overflow(int64_t(0), a, &out);
            if (op == "%") return int64_t(0);
        } else {
            const int64_t remainder = a % b;
            const bool lower = remainder != 0 && (remainder < 0) != (b < 0);
            out = op == "//" ? a / b - (lower ? 1 : 0) : remainder + (lower ? b : 0);
        }
    }
    if (overflow) throw TemplateFailure{"A number grows too large"};
    return out;
}

Value float_arithmetic(std::string_view op, double a, double b) {
    if (op == "+") return a + b;
    if (op == "-") return a - b;
    if (op == "*") return a * b;
    if (op == "**") return std::pow(a, b);
    if (b == 0) throw TemplateFailure{"Division by zero"};
    if (op == "/") return a / b;
    if (op == "//") return std::floor(a / b);
    const double remainder = std::fmod(a, b);
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
}

Value repeated(Interpreter& interpreter, const Value& what, int64_t times) {
    times = std::max<int64_t>(times, 0);
    const size_t unit = what.is_text() ? what.text().size() : what.items().size() * 16;
    if (unit > 0 && static_cast<uint64_t>(times) > (uint64_t(1) << 32) / unit) {
        throw TemplateFailure{"The template does too much work"};
    }
    interpreter.charge(unit * static_cast<size_t>(times));
    if (unit == 0) return what;
    if (what.is_text()) {
        std::string out;
        for (int64_t i = 0; i < times; ++i)
            out += what.text();
        return out;
    }
    List out;
    for (int64_t i = 0; i < times; ++i)
        out.insert(out.end(), what.items().begin(), what.items().end());
    return Value::list(std::move(out));
}

}  // namespace

Value arithmetic(Interpreter& interpreter, std::string_view op, const Value& left, const Value& right) {
    if (left.is_number() && right.is_number()) {
        if (left.is_float() || right.is_float()) return float_arithmetic(op, left.number(), right.number());
        return integer_arithmetic(op, left.integer(), right.integer());
    }
    if (op == "+" && left.is_text() && right.is_text())
        return interpreter.make_text(left.text() + right.text());
    if (op == "+" && left.is_list() && right.is_list()) {
        List out = left.items();
        out.insert(out.end(), right.items().begin(), right.items().end());
        interpreter.charge(out.size() * 16);
        return Value::list(std::move(out));
    }
    if (op == "*" && (left.is_text() || left.is_list()) && (right.is_integer() || right.is_bool())) {
        return repeated(interpreter, left, right.integer());
    }
    if (op == "*" && (right.is_text() || right.is_list()) && (left.is_integer() || left.is_bool())) {
        return repeated(interpreter, right, left.integer());
    }
    mismatch(op, left, right);
}

bool less_than(const Value& left, const Value& right) {
    if (left.is_number() && right.is_number()) {
        return left.is_float() || right.is_float() ? left.number() < right.number()
                                                   : left.integer() < right.integer();
    }
    if (left.is_text() && right.is_text()) return left.text() < right.text();
    if (left.is_list() && right.is_list()) {
        return std::lexicographical_compare(left.items().begin(), left.items().end(), right.items().begin(),
                                            right.items().end(), less_than);
    }
    mismatch("<", left, right);
}

bool is_in(Interpreter& interpreter, const Value& needle, const Value& haystack) {
    if (haystack.is_text()) {
        if (!needle.is_text()) mismatch("in", needle, haystack);
        interpreter.charge(haystack.text().size() / 16);
        return haystack.text().find(needle.text()) != std::string::npos;
    }
    if (haystack.is_dict()) return haystack.dict().find(needle) != nullptr;
    const auto items = interpreter.iterate(haystack);
    return std::any_of(items.begin(), items.end(), [&](const Value& v) { return v.equals(needle); });
}

Value Interpreter::get_item(const Value& object, const Value& key) {
    if (object.is_undefined()) undefined(object);
    if (object.is_dict()) {
        const Value* found = object.dict().find(key);
        return found ? *found : Value::undefined(key.to_string());
    }
    if ((object.is_list() || object.is_text()) && (key.is_integer() || key.is_bool())) {
        const int64_t size =
            object.is_list() ? static_cast<int64_t>(object.items().size()) : code_points(object.text());
        int64_t at = key.integer();
        if (at < 0) at += size;
        if (at < 0 || at >= size) return Value::undefined("item " + key.to_string());
        if (object.is_list()) return object.items()[static_cast<size_t>(at)];
        charge(object.text().size());
        return Value(characters(object.text())[static_cast<size_t>(at)]);
    }
    if (key.is_text()) return get_attribute(object, key.text());
    return Value::undefined(key.to_string());
}

Value Interpreter::get_attribute(const Value& object, std::string_view name) {
    if (object.is_undefined()) undefined(object);
    if (object.is_dict()) {
        const Value* found = object.dict().find(name);
        return found ? *found : Value::undefined(std::string(name));
    }
    if (object.is_namespace()) {
        for (const auto& [key, value] : object.space().attributes) {
            if (key == name) return value;
        }
    }
    return Value::undefined(std::string(name));
}

CallArguments Interpreter::evaluate_arguments(const Expression& e) {
    CallArguments out;
    for (const Argument& argument : e.arguments) {
        Value value = evaluate(*argument.value);
        if (argument.name.empty()) {
            out.positional.push_back(std::move(value));
        } else {
            out.named.emplace_back(argument.name, std::move(value));
        }
    }
    return out;
}

Value Interpreter::evaluate_call(const Expression& e) {
    const Expression& callee = *e.children[0];
    if (callee.kind != Expression::Kind::attribute) return call(evaluate(callee), evaluate_arguments(e));
    const Value object = evaluate(*callee.children[0]);
    if (object.is_undefined()) undefined(object);
    const CallArguments arguments = evaluate_arguments(e);
    Value result;
    if (call_method(*this, object, callee.text, arguments, result)) return result;
    const Value held = get_attribute(object, callee.text);
    if (held.is_undefined()) {
        throw TemplateFailure{"A value of type " + object.type_name() + " has no method '" + callee.text +
                              "'"};
    }
    return call(held, arguments);
}

Value Interpreter::evaluate_slice(const Expression& e) {
    const Value object = evaluate(*e.children[0]);
    std::optional<int64_t> bounds[3];
    for (size_t i = 0; i < 3; ++i) {
        if (!e.children[i + 1]) continue;
        const Value bound = evaluate(*e.children[i + 1]);
        if (bound.is_none()) continue;
        if (!bound.is_integer() && !bound.is_bool()) throw TemplateFailure{"A slice needs whole numbers"};
        bounds[i] = std::clamp<int64_t>(bound.integer(), -(int64_t(1) << 40), int64_t(1) << 40);
    }
    if (object.is_undefined()) undefined(object);
    if (!object.is_list() && !object.is_text()) {
        throw TemplateFailure{"A value of type " + object.type_name() + " cannot be sliced"};
    }
    const auto items = iterate(object);
    const auto size = static_cast<int64_t>(items.size());
    const int64_t step = bounds[2].value_or(1);
    if (step == 0) throw TemplateFailure{"A slice's step is zero"};
    const int64_t low = step > 0 ? 0 : -1;
    const int64_t high = step > 0 ? size : size - 1;
    const auto place = [&](std::optional<int64_t> bound, int64_t otherwise) {
        if (!bound) return otherwise;
        return std::clamp(*bound < 0 ? *bound + size : *bound, low, high);
    };
    const int64_t begin = place(bounds[0], step > 0 ? low : high);
    const int64_t end = place(bounds[1], step > 0 ? high : low);
    List picked;
    for (int64_t i = begin; step > 0 ? i < end : i > end; i += step)
        picked.push_back(items[static_cast<size_t>(i)]);
    if (object.is_list())
        return object.is_tuple() ? Value::tuple(std::move(picked)) : Value::list(std::move(picked));
    std::string text;
    for (const Value& c : picked)
        text += c.text();
    return text;
}

Value Interpreter::evaluate_binary(const Expression& e) {
    Value left = evaluate(*e.children[0]);
    if (e.text == "and") return left.truthy() ? evaluate(*e.children[1]) : left;
    if (e.text == "or") return left.truthy() ? left : evaluate(*e.children[1]);
    const Value right = evaluate(*e.children[1]);
    if (e.text == "~") return make_text(left.to_string() + right.to_string());
    return arithmetic(*this, e.text, left, right);
}

Value Interpreter::evaluate_comparison(const Expression& e) {
    Value left = evaluate(*e.children[0]);
    for (size_t i = 0; i < e.operators.size(); ++i) {
        Value right = evaluate(*e.children[i + 1]);
        const std::string& op = e.operators[i];
        const bool holds = op == "=="   ? left.equals(right)
                           : op == "!=" ? !left.equals(right)
                           : op == "<"  ? less_than(left, right)
                           : op == ">"  ? less_than(right, left)
                           : op == "<=" ? !less_than(right, left)
                           : op == ">=" ? !less_than(left, right)
                           : op == "in" ? is_in(*this, left, right)
                                        : !is_in(*this, left, right);
        if (!holds) return false;
        left = std::move(right);
    }
    return true;
}

Value Interpreter::evaluate(const Expression& e) {
    charge(16);
    if (depth_ >= max_depth) throw TemplateFailure{"The template is nested too deep"};
    struct Level {
        int& depth;
        ~Level() { --depth; }
    } level{++depth_};
    using Kind = Expression::Kind;
    switch (e.kind) {
        case Kind::constant:
            return e.value;
        case Kind::name: {
            const Value* found = frame_->find(e.text);
            return found ? *found : Value::undefined(e.text);
        }
        case Kind::list:
        case Kind::tuple: {
            List items;
            for (const auto& child : e.children)
                items.push_back(evaluate(*child));
            return e.kind == Kind::list ? Value::list(std::move(items)) : Value::tuple(std::move(items));
        }
        case Kind::dict: {
            Dict dict;
            for (size_t i = 0; i + 1 < e.children.size(); i += 2) {
                Value key = evaluate(*e.children[i]);
                dict.set(std::move(key), evaluate(*e.children[i + 1]));
            }
            return Value::dict(std::move(dict));
        }
        case Kind::attribute:
            return get_attribute(evaluate(*e.children[0]), e.text);
        case Kind::item: {
            const Value object = evaluate(*e.children[0]);
            return get_item(object, evaluate(*e.children[1]));
        }
        case Kind::slice:
            return evaluate_slice(e);
        case Kind::call:
            return evaluate_call(e);
        case Kind::filter: {
            const Value input = evaluate(*e.children[0]);
            return apply_filter(*this, e.text, input, evaluate_arguments(e));
        }
        case Kind::test: {
            const Value input = evaluate(*e.children[0]);
            return apply_test(*this, e.text, input, evaluate_arguments(e));
        }
        case Kind::unary: {
            const Value value = evaluate(*e.children[0]);
            if (e.text == "not") return !value.truthy();
            if (!value.is_number()) mismatch(e.text, value, value);
            return arithmetic(*this, e.text, int64_t(0), value);
        }
        case Kind::binary:
            return evaluate_binary(e);
        case Kind::comparison:
            return evaluate_comparison(e);
        case Kind::conditional:
            if (evaluate(*e.children[1]).truthy()) return evaluate(*e.children[0]);
            return e.children[2] ? evaluate(*e.children[2]) : Value::undefined("the inline if without else");
    }
    return {};
}

}  // namespace lora::jinja
