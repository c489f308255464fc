// SPDX-License-Identifier: Apache-2.0
#include "core/text/byte_level.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_data.h"

namespace lora {
namespace {

/// tokenizer.ggml.token_type, as ggml's specification numbers it.
enum TokenType : int64_t { normal = 1, unknown = 2, control = 3, user_defined = 4, unused = 5, byte = 6 };

Error missing(const std::string& where, const char* key) {
    return bad_input("The file has no usable tokenizer: " + std::string(key) + " is missing", where,
                     "Use a GGUF file that holds its tokenizer, or the model as a Hugging Face folder");
}

Result<int32_t> optional_id(const GgufFile& file, const char* key, size_t vocabulary) {
    const auto id = file.integer(key);
    if (!id) return -1;
    if (*id < 0 || static_cast<size_t>(*id) >= vocabulary) {
        return bad_input("A special token lies outside the vocabulary",
                         std::string(key) + " = " + std::to_string(*id), "The tokenizer is damaged");
    }
    return static_cast<int32_t>(*id);
}

}  // namespace

Result<Tokenizer> Tokenizer::from_gguf(const GgufFile& file) {
    const std::string where = file.file()->path().string();
    const std::string* model = file.text("tokenizer.ggml.model");
    if (!model) return missing(where, "tokenizer.ggml.model");
    if (*model != "gpt2") {
        return bad_input("The tokenizer kind '" + *model + "' is not supported",
                         where + ": tokenizer.ggml.model", "Supported is byte-level BPE ('gpt2')");
    }
    const auto* tokens = file.texts("tokenizer.ggml.tokens");
    const auto* merges = file.texts("tokenizer.ggml.merges");
    const auto* types = file.integers("tokenizer.ggml.token_type");
    if (!tokens || tokens->empty()) return missing(where, "tokenizer.ggml.tokens");
    if (!merges) return missing(where, "tokenizer.ggml.merges");
    if (tokens->size() > max_vocabulary) return bad_input("The vocabulary is too large to be real", where);
    if (types && types->size() != tokens->size()) {
        return bad_input("Token types and tokens differ in number", where + ": tokenizer.ggml.token_type",
                         "The tokenizer is damaged");
    }

    auto data = std::make_shared<Data>();
    data->source = where;
    const std::string* pre = file.text("tokenizer.ggml.pre");
    auto pretokenizer = PreTokenizer::from_gguf_name(pre ? *pre : "default");
    if (!pretokenizer) return pretokenizer.error();
    data->pretokenizer = std::move(*pretokenizer);
    data->bpe.ignore_merges = data->pretokenizer.ignores_merges();

    const size_t count = tokens->size();
    data->pieces.resize(count);
    data->special.assign(count, 0);
    std::vector<uint8_t> ordinary(count, 0);
    for (size_t i = 0; i < count; ++i) {
        const std::string& token = (*tokens)[i];
        const int64_t type = types ? (*types)[i] : normal;
        const bool in_text = type == control || type == user_defined || type == unknown;
        auto bytes = in_text ? std::nullopt : from_byte_level(token);
        ordinary[i] = bytes && type != unused;
        data->pieces[i] = bytes ? std::move(*bytes) : token;
        data->special[i] = type == control || type == unknown;
        if (in_text) {
            data->added.add(
                {.id = static_cast<int32_t>(i), .content = token, .special = type != user_defined});
        }
    }
    data->index_ordinary(ordinary);

    std::vector<std::pair<std::string, std::string>> pairs;
    pairs.reserve(merges->size());
    for (const std::string& merge : *merges) {
        const size_t space = merge.find(' ', 1);
        if (space == std::string::npos) {
            return bad_input("A merge is not two tokens with a space between", where + ": '" + merge + "'",
                             "The tokenizer is damaged");
        }
        pairs.emplace_back(merge.substr(0, space), merge.substr(space + 1));
    }
    if (auto s = data->add_merges(pairs); !s) return s.error();

    const std::pair<const char*, int32_t*> ids[] = {{"tokenizer.ggml.bos_token_id", &data->bos},
                                                    {"tokenizer.ggml.eos_token_id", &data->eos},
                                                    {"tokenizer.ggml.unknown_token_id", &data->unknown},
                                                    {"tokenizer.ggml.padding_token_id", &data->pad}};
    for (const auto& [key, target] : ids) {
        auto id = optional_id(file, key, count);
        if (!id) return id.error();
        *target = *id;
    }
    // Llama 3's converters left the key out while its pre-tokenizer implies it.
    data->adds_bos =
        file.boolean("tokenizer.ggml.add_bos_token").value_or(data->pretokenizer.name() == "llama-bpe") &&
        data->bos >= 0;
    if (const std::string* chat = file.text("tokenizer.chat_template")) data->chat_template = *chat;

    Tokenizer out;
    out.data_ = std::move(data);
    return out;
}

}  // namespace lora
