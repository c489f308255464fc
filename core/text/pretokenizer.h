// SPDX-License-Identifier: Apache-2.0
// Cuts text into the words that byte-pair merges never cross.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/text/regex.h"

namespace lora {

/// What becomes of a match and of the text between matches (tokenizers' SplitDelimiterBehavior).
enum class SplitBehavior { isolated, removed, merged_with_previous, merged_with_next, contiguous };

/// One cut over the pieces of the one before.
struct SplitStep {
    Regex pattern;
    SplitBehavior behavior = SplitBehavior::isolated;
    bool invert = false;  ///< the text between matches counts as the match
};

class PreTokenizer {
  public:
    /// By tokenizer.ggml.pre; unknown names are refused by name.
    static Result<PreTokenizer> from_gguf_name(const std::string& name);
    /// pre_tokenizer of tokenizer.json: a ByteLevel, alone or last in a Sequence after Split, Digits, Punctuation.
    static Result<PreTokenizer> from_json(const Json& json, const std::string& where);

    /// Calls for every piece, in order. `text` must be valid UTF-8 and not empty.
    template <class Use>
    Status for_each(std::string_view text, Use&& use) const {
        std::string prefixed;
        std::vector<TextRange> pieces{{0, text.size()}};
        std::vector<TextRange> next;
        for (const SplitStep& step : steps_) {
            if (auto s = split(text, step, pieces, next); !s) return s;
            pieces.swap(next);
        }
        for (const TextRange& range : pieces) {
            std::string_view piece = text.substr(range.begin, range.end - range.begin);
            if (add_prefix_space_ && piece.front() != ' ') {
                prefixed = ' ' + std::string(piece);
                piece = prefixed;
            }
            if (auto s = cut_byte_level(piece, use); !s) return s;
        }
        return {};
    }

    const std::string& name() const { return name_; }
    /// Whether a word that is itself a token skips the merges (Llama 3's tokenizers).
    bool ignores_merges() const { return ignores_merges_; }

  private:
    static Status split(std::string_view text, const SplitStep& step, const std::vector<TextRange>& pieces,
                        std::vector<TextRange>& out);
    Status add_json(const Json& json, const std::string& where, bool& byte_level_seen);

    template <class Use>
    Status cut_byte_level(std::string_view piece, Use& use) const {
        if (last_.empty()) {
            use(piece);
            return {};
        }
        std::vector<TextRange> cut;
        if (auto s = split(piece, last_.front(), {{0, piece.size()}}, cut); !s) return s;
        for (const TextRange& range : cut) use(piece.substr(range.begin, range.end - range.begin));
        return {};
    }

    std::string name_;
    std::vector<SplitStep> steps_;
    std::vector<SplitStep> last_;  ///< GPT-2's own pattern, applied behind the prefix space; empty or one
    bool add_prefix_space_ = false;
    bool ignores_merges_ = false;
};

}  // namespace lora
