// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/parser.h"

#include <algorithm>
#include <initializer_list>

#include "core/text/jinja/expression_parser.h"

namespace lora::jinja {
namespace {

using Kind = Token::Kind;
using What = Statement::Kind;

constexpr size_t max_source_bytes = 1u << 20;
constexpr int max_blocks = 60;

class Parser : ExpressionParser {
  public:
    explicit Parser(std::vector<Token> tokens) : ExpressionParser(std::move(tokens)) {}

    Block run() {
        Block block = parse_block({});
        if (peek().kind != Kind::end) fail("The tag '" + peek(1).text + "' does not belong here");
        return block;
    }

  private:
    using StatementPtr = std::unique_ptr<Statement>;

    StatementPtr make(What kind) const {
        auto s = std::make_unique<Statement>();
        s->kind = kind;
        s->line = peek().line;
        return s;
    }

    void end_tag() {
        if (peek().kind != Kind::block_end) fail("Unexpected '" + peek().text + "' in a tag");
        take();
    }

    /// Statements up to a tag named in `ends`, whose name is the next token then.
    Block parse_block(std::initializer_list<std::string_view> ends) {
        if (++nesting_ > max_blocks) fail("Blocks are nested too deep");
        Block block;
        while (peek().kind != Kind::end) {
            if (peek().kind == Kind::text) {
                auto s = make(What::text);
                s->text = take().text;
                block.push_back(std::move(s));
            } else if (peek().kind == Kind::print_begin) {
                take();
                auto s = make(What::print);
                s->expressions.push_back(parse_tuple());
                if (peek().kind != Kind::print_end) fail("Unexpected '" + peek().text + "' in an expression");
                take();
                block.push_back(std::move(s));
            } else {
                const std::string& name = peek(1).text;
                const bool ending = std::find(ends.begin(), ends.end(), name) != ends.end();
                if (ending || name.starts_with("end") || name == "else" || name == "elif") {
                    if (ending) take();
                    --nesting_;
                    return block;
                }
                take();
                block.push_back(parse_statement());
            }
        }
        if (ends.size() > 0) fail("The tag '" + std::string(*(ends.end() - 1)) + "' is missing");
        --nesting_;
        return block;
    }

    void finish(std::string_view end) {
        if (!skip_name(end)) fail("Expected the tag '" + std::string(end) + "'");
        end_tag();
    }

    StatementPtr parse_statement() {
        if (skip_name("for")) return parse_for();
        if (skip_name("if")) return parse_if();
        if (skip_name("set")) return parse_set();
        if (skip_name("macro")) return parse_macro();
        if (skip_name("generation")) {
            auto s = make(What::scope);
            end_tag();
            s->blocks.push_back(parse_block({"endgeneration"}));
            finish("endgeneration");
            return s;
        }
        if (at_name("break") || at_name("continue")) {
            if (loops_ == 0) fail("'" + peek().text + "' stands outside of a loop");
            auto s = make(at_name("break") ? What::leave : What::next);
            take();
            end_tag();
            return s;
        }
        fail("The tag '" + peek().text + "' is not supported");
    }

    std::vector<std::string> parse_names() {
        std::vector<std::string> names;
        const bool bracket = skip_op("(");
        do {
            if (peek().kind != Kind::name) break;
            names.push_back(take().text);
        } while (skip_op(","));
        if (bracket) expect_op(")");
        if (names.empty()) fail("A name is missing");
        return names;
    }

    StatementPtr parse_for() {
        auto s = make(What::loop);
        s->names = parse_names();
        if (!skip_name("in")) fail("Expected 'in'");
        s->expressions.push_back(parse_tuple(false));
        s->expressions.push_back(skip_name("if") ? parse() : nullptr);
        if (at_name("recursive")) fail("Recursive loops are not supported");
        end_tag();
        ++loops_;
        s->blocks.push_back(parse_block({"else", "endfor"}));
        --loops_;
        s->blocks.emplace_back();
        if (skip_name("else")) {
            end_tag();
            s->blocks.back() = parse_block({"endfor"});
        }
        finish("endfor");
        return s;
    }

    StatementPtr parse_if() {
        auto s = make(What::branch);
        s->expressions.push_back(parse_tuple());
        end_tag();
        for (;;) {
            s->blocks.push_back(parse_block({"elif", "else", "endif"}));
            if (skip_name("elif")) {
                s->expressions.push_back(parse_tuple());
                end_tag();
                continue;
            }
            if (skip_name("else")) {
                end_tag();
                s->blocks.push_back(parse_block({"endif"}));
            }
            finish("endif");
            return s;
        }
    }

    StatementPtr parse_set() {
        auto s = make(What::assign);
        s->names = parse_names();
        if (skip_op(".")) s->attribute = expect_name("an attribute's name");
        if (skip_op("=")) {
            s->expressions.push_back(parse_tuple());
            end_tag();
            return s;
        }
        if (s->names.size() != 1 || !s->attribute.empty()) fail("Expected '='");
        s->kind = What::capture;
        end_tag();
        s->blocks.push_back(parse_block({"endset"}));
        finish("endset");
        return s;
    }

    StatementPtr parse_macro() {
        auto s = make(What::macro);
        s->text = expect_name("a macro's name");
        expect_op("(");
        while (!skip_op(")")) {
            if (!s->names.empty()) expect_op(",");
            s->names.push_back(expect_name("a parameter's name"));
            s->defaults.push_back(skip_op("=") ? parse() : nullptr);
        }
        end_tag();
        const int outer_loops = std::exchange(loops_, 0);
        s->blocks.push_back(parse_block({"endmacro"}));
        loops_ = outer_loops;
        finish("endmacro");
        return s;
    }

    int nesting_ = 0;
    int loops_ = 0;
};

}  // namespace

Block parse_template(std::string_view source) {
    if (source.size() > max_source_bytes) throw TemplateFailure{"The template is too large", 1};
    return Parser(tokenize_template(source)).run();
}

}  // namespace lora::jinja
