// SPDX-License-Identifier: Apache-2.0
// Values of a template: Python's, as far as chat templates use them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/json.h"

namespace lora::jinja {

class Value;
class Interpreter;
struct Statement;
struct Frame;

using List = std::vector<Value>;

/// What a call was given.
struct CallArguments {
    std::vector<Value> positional;
    std::vector<std::pair<std::string, Value>> named;
    /// The positional argument, or the named one, or null.
    const Value* find(size_t position, std::string_view name) const;
};

/// Key order kept, as in Python. Keys are texts, numbers or booleans.
struct Dict {
    std::vector<std::pair<Value, Value>> entries;
    const Value* find(const Value& key) const;
    const Value* find(std::string_view key) const;
    void set(Value key, Value value);
};

/// namespace(): the one value a template can change. Owned by the interpreter, so that cycles end with it.
struct Namespace {
    std::vector<std::pair<std::string, Value>> attributes;
};

/// A macro, or a function of ours such as range.
struct Callable {
    std::string name;
    std::function<Value(Interpreter&, const CallArguments&)> function;  ///< empty for a macro
    const Statement* macro = nullptr;
    std::weak_ptr<Frame> closure;  ///< weak: the frame holds the macro
};

class Value {
  public:
    struct Undefined {
        std::string name;  ///< what was looked up, for the message when it is used
    };
    struct None {};

    Value() : data_(Undefined{}) {}
    Value(None) : data_(None{}) {}
    Value(bool b) : data_(b) {}
    Value(int64_t i) : data_(i) {}
    Value(double d) : data_(d) {}
    Value(std::string text) : data_(std::make_shared<const std::string>(std::move(text))) {}
    Value(std::string_view text) : Value(std::string(text)) {}
    Value(const char* text) : Value(std::string(text)) {}
    Value(Namespace* space) : data_(space) {}
    Value(std::shared_ptr<const Callable> callable) : data_(std::move(callable)) {}
    static Value undefined(std::string name);
    /// Lists and dicts nested too deep, or too large with all they hold, throw TemplateFailure.
    static Value list(List items);
    /// The same, written with round brackets.
    static Value tuple(List items);
    static Value dict(Dict dict);
    static Value from_json(const Json& json);

    bool is_undefined() const { return std::holds_alternative<Undefined>(data_); }
    bool is_none() const { return std::holds_alternative<None>(data_); }
    bool is_bool() const { return std::holds_alternative<bool>(data_); }
    bool is_integer() const { return std::holds_alternative<int64_t>(data_); }
    bool is_float() const { return std::holds_alternative<double>(data_); }
    bool is_number() const { return is_integer() || is_float() || is_bool(); }
    bool is_text() const { return std::holds_alternative<TextPtr>(data_); }
    bool is_list() const { return std::holds_alternative<ListPtr>(data_); }
    bool is_tuple() const { return is_list() && std::get<ListPtr>(data_)->tuple; }
    bool is_dict() const { return std::holds_alternative<DictPtr>(data_); }
    bool is_namespace() const { return std::holds_alternative<Namespace*>(data_); }
    bool is_callable() const { return std::holds_alternative<std::shared_ptr<const Callable>>(data_); }

    const std::string& text() const { return *std::get<TextPtr>(data_); }
    const List& items() const { return std::get<ListPtr>(data_)->items; }
    const Dict& dict() const { return std::get<DictPtr>(data_)->dict; }
    Namespace& space() const { return *std::get<Namespace*>(data_); }
    const Callable& callable() const { return *std::get<std::shared_ptr<const Callable>>(data_); }
    bool boolean() const { return std::get<bool>(data_); }
    /// Whole number of an integer or boolean.
    int64_t integer() const;
    /// Any number.
    double number() const;
    const std::string& undefined_name() const { return std::get<Undefined>(data_).name; }

    bool truthy() const;
    /// Python's ==: numbers by value, lists and dicts by content.
    bool equals(const Value& other) const;
    /// Python's name of the type, for messages.
    std::string type_name() const;
    /// str(); undefined is empty.
    std::string to_string() const;
    /// repr()
    std::string repr() const;

  private:
    /// Bounds recursion, and work over parts that are shared and so counted more than once.
    struct Extent {
        int depth = 1;
        size_t weight = 1;
        void include(const Value& part);
    };
    struct Items {
        List items;
        Extent extent;
        bool tuple = false;
    };
    struct Entries {
        Dict dict;
        Extent extent;
    };
    using TextPtr = std::shared_ptr<const std::string>;
    using ListPtr = std::shared_ptr<const Items>;
    using DictPtr = std::shared_ptr<const Entries>;
    static Value make_items(List items, bool tuple);
    std::variant<Undefined, None, bool, int64_t, double, TextPtr, ListPtr, DictPtr, Namespace*,
                 std::shared_ptr<const Callable>>
        data_;
};

/// Shortest text that reads back as the same number, as Python writes it.
std::string float_text(double number);
/// Code points in UTF-8.
int64_t code_points(std::string_view text);

}  // namespace lora::jinja
