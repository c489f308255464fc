// SPDX-License-Identifier: Apache-2.0
// Conversations rendered by a model's own chat template, with the tokens that carry loss.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/text/tokenizer.h"

namespace lora {

struct Message {
    std::string role;  ///< system, user, assistant, …
    std::string content;
    bool operator==(const Message&) const = default;
};

/// Renders messages as transformers' apply_chat_template does. A model without a template gets ChatML, and
/// `used_fallback` tells.
Result<std::string> render_chat(const Tokenizer& tokenizer, const std::vector<Message>& messages,
                                bool add_generation_prompt, bool* used_fallback = nullptr);

struct TokenizedChat {
    std::string text;
    std::vector<int32_t> ids;
    std::vector<uint8_t> loss_mask;  ///< as long as ids; 1 where the token carries loss
};

/// Token ids of a whole conversation and the mask over what the assistant says: each assistant turn's content and the
/// token that ends the turn, not the header before it. Found from the template itself (rendering with and without
/// the turn), so it holds for any template; one whose earlier text changes when turns are added is refused.
Result<TokenizedChat> tokenize_chat(const Tokenizer& tokenizer, const std::vector<Message>& messages);

}  // namespace lora
