// SPDX-License-Identifier: Apache-2.0
// Cuts a Jinja template into text, tag brackets and tokens, with white-space control as transformers sets it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lora::jinja {

/// Thrown inside the interpreter only; render() turns it into an Error.
struct TemplateFailure {
    std::string what;
    int line = 0;
};

struct Token {
    enum class Kind {
        text,
        print_begin,
        print_end,
        block_begin,
        block_end,
        name,
        integer,
        floating,
        string,
        op,
        end
    };
    Kind kind = Kind::end;
    std::string text;  ///< text, name, operator, or the value of a string
    int line = 0;
    bool is(Kind k, std::string_view t) const { return kind == k && text == t; }
};

/// trim_blocks and lstrip_blocks are on, keep_trailing_newline is off. Throws TemplateFailure.
std::vector<Token> tokenize_template(std::string_view source);

}  // namespace lora::jinja
