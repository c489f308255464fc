// SPDX-License-Identifier: Apache-2.0
// Jinja templates as chat templates use them: parsed once, rendered as transformers' environment renders
// them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"

namespace lora::jinja {

class Template {
  public:
    /// trim_blocks and lstrip_blocks are on. Tags and syntax outside of what chat templates use are
    /// bad_input.
    static Result<Template> parse(std::string_view source);

    /// `variables` is an object. Work, memory and depth are bounded. What the template raises is bad_input.
    Result<std::string> render(const Json& variables) const;

  private:
    struct Parsed;
    std::shared_ptr<const Parsed> parsed_;  ///< immutable: copies share it, rendering is thread-safe
};

}  // namespace lora::jinja
