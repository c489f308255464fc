// SPDX-License-Identifier: Apache-2.0
// What a tokenizer holds once it was read; shared by the readers of GGUF and tokenizer.json.
#pragma once

#include <string>
#include <vector>

#include "core/text/added_tokens.h"
#include "core/text/bpe.h"
#include "core/text/pretokenizer.h"
#include "core/text/tokenizer.h"

namespace lora {

/// Vocabularies above this are taken for damage.
inline constexpr size_t max_vocabulary = 4u << 20;

struct Tokenizer::Data {
    std::vector<std::string> pieces;  ///< bytes of each token
    std::vector<uint8_t> special;     ///< 1: control token
    BpeModel bpe;
    AddedTokens added;
    PreTokenizer pretokenizer;
    int32_t bos = -1, eos = -1, unknown = -1, pad = -1;
    bool adds_bos = false;
    std::string chat_template;
    std::string source;  ///< file, for messages

    /// Fills the byte tokens and the index from the pieces of ordinary tokens. `ordinary[i]` is 0 for tokens
    /// that words never become.
    void index_ordinary(const std::vector<uint8_t>& ordinary);
    /// Adds merges given as pairs of vocabulary entries, lowest rank first. Pairs whose parts or whole have
    /// no token are bad_input.
    Status add_merges(const std::vector<std::pair<std::string, std::string>>& merges);
    int32_t find(std::string_view token) const;
};

}  // namespace lora
