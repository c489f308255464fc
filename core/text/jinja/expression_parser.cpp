// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/expression_parser.h"

#include <algorithm>
#include <charconv>

namespace lora::jinja {
namespace {

using Kind = Token::Kind;
using Node = Expression::Kind;

constexpr int max_depth = 120;

/// Counts one level of recursion while it lives.
struct Level {
    int& count;
    explicit Level(int& c) : count(++c) {}
    Level(const Level&) = delete;
    ~Level() { --count; }
};

}  // namespace

const Token& ExpressionParser::peek(size_t ahead) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

Token ExpressionParser::take() {
    Token token = peek();
    if (at_ + 1 < tokens_.size()) ++at_;
    return token;
}

bool ExpressionParser::skip_op(std::string_view op) {
    if (!at_op(op)) return false;
    take();
    return true;
}

bool ExpressionParser::skip_name(std::string_view name) {
    if (!at_name(name)) return false;
    take();
    return true;
}

void ExpressionParser::expect_op(std::string_view op) {
    if (!skip_op(op)) fail("Expected '" + std::string(op) + "'");
}

std::string ExpressionParser::expect_name(const char* what) {
    if (peek().kind != Kind::name) fail(std::string("Expected ") + what);
    return take().text;
}

void ExpressionParser::fail(const std::string& what) const {
    throw TemplateFailure{what, peek().line};
}

ExpressionPtr ExpressionParser::make(Node kind, std::vector<ExpressionPtr> children, std::string text) const {
    auto node = std::make_unique<Expression>();
    node->kind = kind;
    node->line = peek().line;
    node->text = std::move(text);
    for (const auto& child : children) {
        if (child) node->depth = std::max(node->depth, child->depth + 1);
    }
    if (node->depth > max_depth) fail("An expression is nested too deep");
    node->children = std::move(children);
    return node;
}

namespace {

template <class... Nodes>
std::vector<ExpressionPtr> nodes(Nodes... each) {
    std::vector<ExpressionPtr> out;
    (out.push_back(std::move(each)), ...);
    return out;
}

}  // namespace

ExpressionPtr ExpressionParser::parse_tuple(bool with_condition) {
    auto first = parse(with_condition);
    if (!at_op(",")) return first;
    auto items = nodes(std::move(first));
    while (skip_op(",")) {
        const Token& next = peek();
        if (next.kind == Kind::print_end || next.kind == Kind::block_end || at_op(")") || at_op("=")) break;
        items.push_back(parse(with_condition));
    }
    return make(Node::tuple, std::move(items));
}

ExpressionPtr ExpressionParser::parse(bool with_condition) {
    const Level level(nesting_);
    if (nesting_ > max_depth) fail("An expression is nested too deep");
    auto node = parse_or();
    while (with_condition && skip_name("if")) {
        auto condition = parse_or();
        ExpressionPtr otherwise;
        if (skip_name("else")) otherwise = parse();
        node = make(Node::conditional, nodes(std::move(node), std::move(condition), std::move(otherwise)));
    }
    return node;
}

ExpressionPtr ExpressionParser::parse_or() {
    auto left = parse_and();
    while (skip_name("or")) {
        auto right = parse_and();
        left = make(Node::binary, nodes(std::move(left), std::move(right)), "or");
    }
    return left;
}

ExpressionPtr ExpressionParser::parse_and() {
    auto left = parse_not();
    while (skip_name("and")) {
        auto right = parse_not();
        left = make(Node::binary, nodes(std::move(left), std::move(right)), "and");
    }
    return left;
}

ExpressionPtr ExpressionParser::parse_not() {
    const Level level(nesting_);
    if (nesting_ > max_depth) fail("An expression is nested too deep");
    if (!skip_name("not")) return parse_compare();
    return make(Node::unary, nodes(parse_not()), "not");
}

ExpressionPtr ExpressionParser::parse_compare() {
    auto first = parse_sum();
    std::vector<std::string> operators;
    auto operands = nodes(std::move(first));
    for (;;) {
        static constexpr std::string_view known[] = {"==", "!=", "<", ">", "<=", ">="};
        std::string op;
        if (peek().kind == Kind::op &&
            std::find(std::begin(known), std::end(known), peek().text) != std::end(known)) {
            op = take().text;
        } else if (skip_name("in")) {
            op = "in";
        } else if (at_name("not") && peek(1).is(Kind::name, "in")) {
            take();
            take();
            op = "not in";
        } else {
            break;
        }
        operators.push_back(op);
        operands.push_back(parse_sum());
    }
    if (operators.empty()) return std::move(operands.front());
    auto node = make(Node::comparison, std::move(operands));
    node->operators = std::move(operators);
    return node;
}

ExpressionPtr ExpressionParser::parse_sum() {
    auto left = parse_concat();
    while (at_op("+") || at_op("-")) {
        const std::string op = take().text;
        auto right = parse_concat();
        left = make(Node::binary, nodes(std::move(left), std::move(right)), op);
    }
    return left;
}

ExpressionPtr ExpressionParser::parse_concat() {
    auto left = parse_product();
    while (skip_op("~")) {
        auto right = parse_product();
        left = make(Node::binary, nodes(std::move(left), std::move(right)), "~");
    }
    return left;
}

ExpressionPtr ExpressionParser::parse_product() {
    auto left = parse_power();
    while (at_op("*") || at_op("/") || at_op("//") || at_op("%")) {
        const std::string op = take().text;
        auto right = parse_power();
        left = make(Node::binary, nodes(std::move(left), std::move(right)), op);
    }
    return left;
}

ExpressionPtr ExpressionParser::parse_power() {
    auto left = parse_unary();
    while (skip_op("**")) {
        auto right = parse_unary();
        left = make(Node::binary, nodes(std::move(left), std::move(right)), "**");
    }
    return left;
}

ExpressionPtr ExpressionParser::parse_unary(bool with_filters) {
    const Level level(nesting_);
    if (nesting_ > max_depth) fail("An expression is nested too deep");
    ExpressionPtr node;
    if (at_op("-") || at_op("+")) {
        const std::string op = take().text;
        node = make(Node::unary, nodes(parse_unary(false)), op);
    } else {
        node = parse_primary();
    }
    node = parse_postfix(std::move(node));
    return with_filters ? parse_filters(std::move(node)) : std::move(node);
}

ExpressionPtr ExpressionParser::parse_primary() {
    const Token token = take();
    const auto constant = [&](Value value) {
        auto node = make(Node::constant, {});
        node->value = std::move(value);
        return node;
    };
    switch (token.kind) {
        case Kind::name:
            if (token.text == "true" || token.text == "True") return constant(true);
            if (token.text == "false" || token.text == "False") return constant(false);
            if (token.text == "none" || token.text == "None") return constant(Value::None{});
            return make(Node::name, {}, token.text);
        case Kind::string: {
            std::string text = token.text;
            while (peek().kind == Kind::string)
                text += take().text;
            return constant(std::move(text));
        }
        case Kind::integer: {
            int64_t number = 0;
            const auto end = token.text.data() + token.text.size();
            if (std::from_chars(token.text.data(), end, number).ec != std::errc())
                fail("A number is too large");
            return constant(number);
        }
        case Kind::floating: {
            double number = 0;
            std::from_chars(token.text.data(), token.text.data() + token.text.size(), number);
            return constant(number);
        }
        case Kind::op:
            if (token.text == "(") {
                if (skip_op(")")) return make(Node::tuple, {});
                auto inner = parse_tuple();
                expect_op(")");
                return inner;
            }
            if (token.text == "[") return parse_list();
            if (token.text == "{") return parse_dict();
            break;
        default:
            break;
    }
    throw TemplateFailure{token.text.empty() ? "An expression is missing" : "Unexpected '" + token.text + "'",
                          token.line};
}

ExpressionPtr ExpressionParser::parse_list() {
    std::vector<ExpressionPtr> items;
    while (!skip_op("]")) {
        if (!items.empty()) {
            expect_op(",");
            if (skip_op("]")) break;
        }
        items.push_back(parse());
    }
    return make(Node::list, std::move(items));
}

ExpressionPtr ExpressionParser::parse_dict() {
    std::vector<ExpressionPtr> items;
    while (!skip_op("}")) {
        if (!items.empty()) {
            expect_op(",");
            if (skip_op("}")) break;
        }
        items.push_back(parse());
        expect_op(":");
        items.push_back(parse());
        if (items.size() > 2000) fail("A mapping has too many entries");
    }
    return make(Node::dict, std::move(items));
}

ExpressionPtr ExpressionParser::parse_postfix(ExpressionPtr node) {
    for (;;) {
        if (skip_op(".")) {
            if (peek().kind == Kind::integer) {
                auto index = make(Node::constant, {});
                index->value = Value(static_cast<int64_t>(std::strtoll(take().text.c_str(), nullptr, 10)));
                node = make(Node::item, nodes(std::move(node), std::move(index)));
            } else {
                auto name = expect_name("an attribute's name");
                node = make(Node::attribute, nodes(std::move(node)), std::move(name));
            }
        } else if (skip_op("[")) {
            node = parse_subscript(std::move(node));
        } else if (skip_op("(")) {
            node = make(Node::call, nodes(std::move(node)));
            parse_arguments(*node);
        } else {
            return node;
        }
    }
}

ExpressionPtr ExpressionParser::parse_subscript(ExpressionPtr node) {
    ExpressionPtr parts[3];
    int colons = 0;
    while (!at_op("]")) {
        if (skip_op(":")) {
            if (++colons > 2) fail("A slice has too many parts");
        } else if (!parts[colons]) {
            parts[colons] = parse();
        } else {
            fail("Expected ']'");
        }
    }
    expect_op("]");
    if (colons == 0) {
        if (!parts[0]) fail("An index is missing");
        return make(Node::item, nodes(std::move(node), std::move(parts[0])));
    }
    return make(Node::slice,
                nodes(std::move(node), std::move(parts[0]), std::move(parts[1]), std::move(parts[2])));
}

void ExpressionParser::parse_arguments(Expression& call) {
    while (!skip_op(")")) {
        if (!call.arguments.empty()) {
            expect_op(",");
            if (skip_op(")")) break;
        }
        if (at_op("*") || at_op("**")) fail("Unpacked arguments are not supported");
        Argument argument;
        if (peek().kind == Kind::name && peek(1).is(Kind::op, "=")) {
            argument.name = take().text;
            take();
        }
        argument.value = parse();
        call.depth = std::max(call.depth, argument.value->depth + 1);
        if (call.depth > max_depth) fail("An expression is nested too deep");
        call.arguments.push_back(std::move(argument));
    }
}

ExpressionPtr ExpressionParser::parse_filters(ExpressionPtr node) {
    for (;;) {
        if (at_op("|")) {
            node = parse_filter(std::move(node));
        } else if (skip_name("is")) {
            node = parse_test(std::move(node));
        } else if (at_op("(")) {
            node = parse_postfix(std::move(node));
        } else {
            return node;
        }
    }
}

ExpressionPtr ExpressionParser::parse_filter(ExpressionPtr node) {
    expect_op("|");
    auto name = expect_name("a filter's name");
    node = make(Node::filter, nodes(std::move(node)), std::move(name));
    if (skip_op("(")) parse_arguments(*node);
    return node;
}

ExpressionPtr ExpressionParser::parse_test(ExpressionPtr node) {
    const bool negated = skip_name("not");
    auto name = expect_name("a test's name");
    node = make(Node::test, nodes(std::move(node)), std::move(name));
    const Token& next = peek();
    if (skip_op("(")) {
        parse_arguments(*node);
    } else if (next.kind == Kind::string || next.kind == Kind::integer || next.kind == Kind::floating ||
               next.is(Kind::op, "[") || next.is(Kind::op, "{") ||
               (next.kind == Kind::name && next.text != "else" && next.text != "or" && next.text != "and" &&
                next.text != "is" && next.text != "if" && next.text != "not" && next.text != "in")) {
        // `x is divisibleby 3`: one argument without brackets.
        Argument argument;
        argument.value = parse_postfix(parse_primary());
        node->depth = std::max(node->depth, argument.value->depth + 1);
        node->arguments.push_back(std::move(argument));
    }
    return negated ? make(Node::unary, nodes(std::move(node)), "not") : std::move(node);
}

}  // namespace lora::jinja
