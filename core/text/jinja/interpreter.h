// SPDX-License-Identifier: Apache-2.0
// Runs a parsed template with bounded steps, memory and depth: a template is untrusted input.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/jinja/ast.h"
#include "core/text/jinja/value.h"

namespace lora::jinja {

/// Names of one scope.
struct Frame {
    std::vector<std::pair<std::string, Value>> names;
    std::shared_ptr<Frame> parent;
    const Value* find(std::string_view name) const;  ///< here and in the parents
    void set(std::string_view name, Value value);    ///< here
};

class Interpreter {
  public:
    /// `variables` is a JSON object; its members are the template's names.
    explicit Interpreter(const Json& variables);

    /// Throws TemplateFailure.
    std::string run(const Block& block);

    /// What filters, tests and methods use.
    void charge(size_t bytes);  ///< counts work; throws when the template did too much
    std::vector<Value> iterate(const Value& value);
    Value call(const Value& callee, const CallArguments& arguments);
    Value get_attribute(const Value& object, std::string_view name);
    Value get_item(const Value& object, const Value& key);
    Value make_text(std::string text);  ///< charged
    Namespace* new_namespace();
    int line() const { return line_; }

  private:
    enum class Flow { normal, leave, next };
    Flow run_block(const Block& block);
    Flow run_statement(const Statement& s);
    Flow run_loop(const Statement& s);
    void run_assign(const Statement& s);
    void bind(const std::vector<std::string>& names, const Value& value);
    std::string captured(const Block& block);
    Value call_macro(const Callable& callable, const CallArguments& arguments);

    Value evaluate(const Expression& e);
    Value evaluate_binary(const Expression& e);
    Value evaluate_comparison(const Expression& e);
    Value evaluate_slice(const Expression& e);
    Value evaluate_call(const Expression& e);
    CallArguments evaluate_arguments(const Expression& e);

    std::shared_ptr<Frame> globals_ = std::make_shared<Frame>();
    std::shared_ptr<Frame> frame_;
    std::string out_;
    std::vector<std::unique_ptr<Namespace>> namespaces_;
    uint64_t work_ = 0;
    uint64_t max_work_ = 0;
    int depth_ = 0;
    int line_ = 0;
};

/// Python's operators; throw TemplateFailure for types that do not go together.
Value arithmetic(Interpreter& interpreter, std::string_view op, const Value& left, const Value& right);
bool less_than(const Value& left, const Value& right);
bool is_in(Interpreter& interpreter, const Value& needle, const Value& haystack);

Value apply_filter(Interpreter& interpreter, std::string_view name, const Value& input,
                   const CallArguments& arguments);
bool apply_test(Interpreter& interpreter, std::string_view name, const Value& input,
                const CallArguments& arguments);
/// A method of a text or mapping; false when it has none of that name.
bool call_method(Interpreter& interpreter, const Value& object, std::string_view name,
                 const CallArguments& arguments, Value& result);
/// range, namespace, dict, raise_exception, strftime_now.
void add_globals(Frame& frame);
/// json.dumps with ensure_ascii, indent, separators, sort_keys.
std::string json_text(Interpreter& interpreter, const Value& value, const CallArguments& arguments);

}  // namespace lora::jinja
