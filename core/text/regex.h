// SPDX-License-Identifier: Apache-2.0
// Unicode regular expressions through PCRE2, with the meaning tokenizers gives them and a limit on their
// work.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace lora {

struct TextRange {
    size_t begin = 0;
    size_t end = 0;
    bool operator==(const TextRange&) const = default;
};

class Regex {
  public:
    /// Compiles for UTF-8. `\s` and `\S` mean Unicode's White_Space, as Oniguruma (which tokenizers uses) has
    /// it.
    static Result<Regex> compile(const std::string& pattern, const std::string& where);
    /// A pattern that matches `text` itself.
    static Result<Regex> literal(const std::string& text, const std::string& where);

    /// Appends every non-overlapping match, left to right. `text` must be valid UTF-8. A pattern that
    /// backtracks without end is bad_input.
    Status find_all(std::string_view text, std::vector<TextRange>& out) const;

  private:
    struct Code;
    explicit Regex(std::shared_ptr<const Code> code) : code_(std::move(code)) {}
    std::shared_ptr<const Code> code_;
};

}  // namespace lora
