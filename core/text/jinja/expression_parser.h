// SPDX-License-Identifier: Apache-2.0
// The expression half of the parser: recursive descent over the tokens of one tag.
#pragma once

#include <string>
#include <vector>

#include "core/text/jinja/ast.h"
#include "core/text/jinja/lexer.h"

namespace lora::jinja {

class ExpressionParser {
  public:
    explicit ExpressionParser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    const Token& peek(size_t ahead = 0) const;
    Token take();
    bool at_op(std::string_view op) const { return peek().is(Token::Kind::op, op); }
    bool at_name(std::string_view name) const { return peek().is(Token::Kind::name, name); }
    /// Takes the token if it is the one asked for.
    bool skip_op(std::string_view op);
    bool skip_name(std::string_view name);
    void expect_op(std::string_view op);
    std::string expect_name(const char* what);
    [[noreturn]] void fail(const std::string& what) const;

    /// An expression; commas make a list of several, as in `a, b`.
    ExpressionPtr parse_tuple(bool with_condition = true);
    ExpressionPtr parse(bool with_condition = true);

  private:
    ExpressionPtr make(Expression::Kind kind, std::vector<ExpressionPtr> children,
                       std::string text = {}) const;
    ExpressionPtr parse_or();
    ExpressionPtr parse_and();
    ExpressionPtr parse_not();
    ExpressionPtr parse_compare();
    ExpressionPtr parse_sum();
    ExpressionPtr parse_concat();
    ExpressionPtr parse_product();
    ExpressionPtr parse_power();
    ExpressionPtr parse_unary(bool with_filters = true);
    ExpressionPtr parse_primary();
    ExpressionPtr parse_postfix(ExpressionPtr node);
    ExpressionPtr parse_filters(ExpressionPtr node);
    ExpressionPtr parse_filter(ExpressionPtr node);
    ExpressionPtr parse_test(ExpressionPtr node);
    ExpressionPtr parse_subscript(ExpressionPtr node);
    ExpressionPtr parse_list();
    ExpressionPtr parse_dict();
    void parse_arguments(Expression& call);

    std::vector<Token> tokens_;
    size_t at_ = 0;
    mutable int nesting_ = 0;
};

}  // namespace lora::jinja
