// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/template.h"

#include "core/base/utf8.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/lexer.h"
#include "core/text/jinja/parser.h"

namespace lora::jinja {
namespace {

Error error_of(const TemplateFailure& failure, const char* hint) {
    std::string where = "chat template";
    if (failure.line > 0) where += ", line " + std::to_string(failure.line);
    return bad_input(failure.what, where, hint);
}

}  // namespace

struct Template::Parsed {
    Block block;
};

Result<Template> Template::parse(std::string_view source) {
    if (find_invalid_utf8(source)) return bad_input("The chat template is not valid UTF-8", "chat template");
    try {
        Template out;
        auto parsed = std::make_shared<Parsed>();
        parsed->block = parse_template(source);
        out.parsed_ = std::move(parsed);
        return out;
    } catch (const TemplateFailure& failure) {
        return error_of(failure,
                        "The model's chat template is damaged, or uses more of Jinja than chat templates do");
    }
}

Result<std::string> Template::render(const Json& variables) const {
    try {
        return Interpreter(variables).run(parsed_->block);
    } catch (const TemplateFailure& failure) {
        return error_of(failure, "");
    }
}

}  // namespace lora::jinja
