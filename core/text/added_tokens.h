// SPDX-License-Identifier: Apache-2.0
// Tokens that are found in the text itself before it is cut into words: <|im_start|> and the like.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/regex.h"

namespace lora {

struct AddedToken {
    int32_t id = 0;
    std::string content;
    bool special = false;
    bool single_word = false;  ///< only where no word character is beside it
    bool lstrip = false;       ///< takes the white space on its left with it
    bool rstrip = false;
    bool normalized = false;  ///< searched after those that are not
};

/// Finds the tokens of one list, leftmost and of those the longest first, as tokenizers does.
class AddedTokens {
  public:
    void add(AddedToken token);
    const std::vector<AddedToken>& all() const { return tokens_; }

    /// A stretch of text: of token `id`, or ordinary text when id is -1.
    struct Segment {
        TextRange range;
        int32_t id = -1;
    };
    std::vector<Segment> split(std::string_view text) const;

  private:
    void split_by(std::string_view text, bool normalized, std::vector<Segment>& segments) const;
    const AddedToken* longest_at(std::string_view text, size_t at, bool normalized) const;

    std::vector<AddedToken> tokens_;
    std::array<std::vector<uint32_t>, 256> by_first_byte_;  ///< indices into tokens_, longest content first
};

}  // namespace lora
