// SPDX-License-Identifier: Apache-2.0
// Tokens → statements and expressions, by Jinja's grammar.
#pragma once

#include <string_view>

#include "core/text/jinja/ast.h"

namespace lora::jinja {

/// Throws TemplateFailure with the line for what is malformed, nested too deep, or not a tag that chat
/// templates use.
Block parse_template(std::string_view source);

}  // namespace lora::jinja
