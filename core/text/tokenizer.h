// SPDX-License-Identifier: Apache-2.0
// Byte-level BPE as GGUF metadata and Hugging Face's tokenizer.json describe it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/tensorio/gguf.h"

namespace lora {

class Tokenizer {
  public:
    /// tokenizer.ggml.* keys; model "gpt2". Other models are refused by name.
    static Result<Tokenizer> from_gguf(const GgufFile& file);
    /// Folder with tokenizer.json (and tokenizer_config.json, special_tokens_map.json where present).
    static Result<Tokenizer> from_folder(const std::filesystem::path& folder);

    /// Token ids of `text`. Special and added tokens found in the text become their ids when `parse_special`.
    /// Nothing is added at either end. Invalid UTF-8 is bad_input with the offset of the byte.
    Result<std::vector<int32_t>> encode(std::string_view text, bool parse_special = true) const;
    /// Bytes; the exact inverse of encode. Ids outside the vocabulary are passed over. Special tokens are left out
    /// when `skip_special`.
    std::string decode(std::span<const int32_t> ids, bool skip_special = false) const;
    /// Bytes of one token; a stream shows them up to complete_utf8_prefix.
    std::string piece(int32_t id) const;
    bool is_special(int32_t id) const;
    /// Id of a token by its exact text; -1 if there is none.
    int32_t find(std::string_view token) const;

    int64_t vocab_size() const;
    int32_t bos_id() const;  ///< -1: none
    int32_t eos_id() const;
    int32_t unknown_id() const;
    int32_t pad_id() const;
    /// Whether the model expects bos at the start of a plain text.
    bool adds_bos() const;
    /// Jinja source; empty: the model has none.
    const std::string& chat_template() const;
    /// "BPE, 49,152 tokens, 17 special, pre-tokenizer smollm", for a model's card.
    std::string summary() const;

  private:
    struct Data;
    std::shared_ptr<const Data> data_;  ///< immutable: copies share it, all calls are thread-safe
};

}  // namespace lora
