// SPDX-License-Identifier: Apache-2.0
// What a parsed template is made of.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/text/jinja/value.h"

namespace lora::jinja {

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

struct Argument {
    std::string name;  ///< empty: positional
    ExpressionPtr value;
};

struct Expression {
    enum class Kind {
        constant,    ///< value
        name,        ///< text
        list,        ///< children
        tuple,       ///< children
        dict,        ///< children: key, value, key, value, …
        attribute,   ///< children[0] . text
        item,        ///< children[0] [ children[1] ]
        slice,       ///< children[0] [ children[1] : children[2] : children[3] ]; absent ones are null
        call,        ///< children[0] ( arguments )
        filter,      ///< children[0] | text ( arguments )
        test,        ///< children[0] is text ( arguments )
        unary,       ///< text: not, -, +
        binary,      ///< text: and, or, +, -, *, /, //, %, **, ~
        comparison,  ///< children[0] operators[0] children[1] operators[1] children[2] …
        conditional  ///< children: value, condition, otherwise (may be null)
    };
    Kind kind = Kind::constant;
    int line = 0;
    int depth = 1;  ///< levels below and with this one; bounds recursion
    Value value;
    std::string text;
    std::vector<std::string> operators;
    std::vector<ExpressionPtr> children;
    std::vector<Argument> arguments;
};

struct Statement;
using Block = std::vector<std::unique_ptr<Statement>>;

struct Statement {
    enum class Kind {
        text,     ///< text
        print,    ///< expressions[0]
        loop,     ///< for names in expressions[0] if expressions[1] (may be null): blocks[0], else blocks[1]
        branch,   ///< if expressions[i]: blocks[i]; one block more than expressions: else
        assign,   ///< set names = expressions[0], or names[0].attribute = …
        capture,  ///< set names[0], with blocks[0] as the value
        macro,    ///< text ( names = defaults ): blocks[0]
        scope,    ///< blocks[0] as it is: generation
        leave,    ///< break
        next      ///< continue
    };
    Kind kind = Kind::text;
    int line = 0;
    std::string text;
    std::string attribute;
    std::vector<std::string> names;
    std::vector<ExpressionPtr> expressions;
    std::vector<ExpressionPtr> defaults;  ///< as many as names; null where there is none
    std::vector<Block> blocks;
};

}  // namespace lora::jinja
