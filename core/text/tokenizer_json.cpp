// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/base/files.h"
#include "core/text/byte_level.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_data.h"

namespace lora {
namespace {

namespace fs = std::filesystem;

const Json* member(const Json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto at = object.find(key);
    return at == object.end() || at->is_null() ? nullptr : &*at;
}

std::string text_of(const Json* json) {
    return json && json->is_string() ? json->get<std::string>() : std::string();
}

/// A token in tokenizer_config.json: its text, or an object that holds it as `content`.
std::string token_text(const Json& config, const char* key) {
    const Json* token = member(config, key);
    return text_of(token && token->is_object() ? member(*token, "content") : token);
}

/// tokenizer.json with its vocabulary apart: a JSON object of ours finds keys one by one, which a hundred
/// thousand entries forbid.
struct TokenizerJson {
    Json rest;  ///< all else; model.vocab is there and empty
    std::vector<std::pair<std::string, Json>> vocabulary;
};

Result<TokenizerJson> read_tokenizer_json(const fs::path& path) {
    auto text = read_file(path, 256u << 20);
    if (!text) return text.error();
    TokenizerJson out;
    std::string outer, inner;  // keys at the first and second level
    const auto watch = [&](int depth, Json::parse_event_t event, Json& value) {
        const bool in_vocabulary = depth == 3 && outer == "model" && inner == "vocab";
        if (event == Json::parse_event_t::key) {
            if (depth == 1) outer = value.get<std::string>();
            if (depth == 2) inner = value.get<std::string>();
            if (!in_vocabulary) return true;
            out.vocabulary.emplace_back(value.get<std::string>(), nullptr);
            return false;
        }
        if (event == Json::parse_event_t::value && in_vocabulary && !out.vocabulary.empty()) {
            out.vocabulary.back().second = value;
            return false;
        }
        return true;
    };
    try {
        out.rest = Json::parse(*text, watch);
    } catch (const nlohmann::json::parse_error& e) {
        return bad_input("This is not valid JSON", path.string() + ", byte " + std::to_string(e.byte),
                         "Download the file again");
    } catch (const nlohmann::json::exception& e) {
        return bad_input("This JSON cannot be read: " + std::string(e.what()), path.string());
    }
    return out;
}

Status check_model(const Json& model, const std::string& where) {
    const std::string type = text_of(member(model, "type"));
    // Old files leave the type out; only BPE has merges.
    if (type != "BPE" && !(type.empty() && member(model, "merges"))) {
        return bad_input("The tokenizer model '" + type + "' is not supported", where,
                         "Supported is byte-level BPE");
    }
    FieldReader fields(model, where);
    bool byte_fallback = false;
    std::string prefix, suffix;
    fields.boolean("byte_fallback", byte_fallback);
    fields.text("continuing_subword_prefix", prefix);
    fields.text("end_of_word_suffix", suffix);
    if (!fields.ok()) return fields.status();
    if (byte_fallback || !prefix.empty() || !suffix.empty()) {
        return bad_input("The tokenizer is not a byte-level one",
                         where + (byte_fallback ? ".byte_fallback" : ".continuing_subword_prefix"),
                         "Supported is byte-level BPE without sub-word marks");
    }
    return {};
}

/// Normalizers change the text before it is cut; none that does is supported.
Status check_normalizer(const Json* normalizer, const std::string& where) {
    if (!normalizer) return {};
    const std::string type = text_of(member(*normalizer, "type"));
    const Json* list = member(*normalizer, "normalizers");
    if (type == "Sequence" && list && list->is_array() && list->empty()) return {};
    return bad_input("The normalizer '" + type + "' is not supported", where,
                     "Supported are tokenizers that take the text as it is");
}

Result<std::vector<std::pair<std::string, std::string>>> read_merges(const Json* merges,
                                                                     const std::string& where) {
    std::vector<std::pair<std::string, std::string>> out;
    if (!merges || !merges->is_array()) return bad_input("The tokenizer has no list of merges", where);
    out.reserve(merges->size());
    for (size_t i = 0; i < merges->size(); ++i) {
        const Json& merge = (*merges)[i];
        if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
            out.emplace_back(merge[0].get<std::string>(), merge[1].get<std::string>());
            continue;
        }
        const std::string both = text_of(&merge);
        const size_t space = both.find(' ', 1);
        if (both.empty() || space == std::string::npos) {
            return bad_input("A merge is neither two tokens nor a text with a space between them",
                             where + "[" + std::to_string(i) + "]", "The tokenizer is damaged");
        }
        out.emplace_back(both.substr(0, space), both.substr(space + 1));
    }
    return out;
}

Result<std::vector<AddedToken>> read_added(const Json* list, const std::string& where) {
    std::vector<AddedToken> out;
    if (!list) return out;
    if (!list->is_array()) return bad_input("Expected a list", where);
    for (size_t i = 0; i < list->size(); ++i) {
        AddedToken token;
        FieldReader fields((*list)[i], where + "[" + std::to_string(i) + "]");
        fields.require("id");
        fields.require("content");
        int id = 0;
        fields.integer("id", id, 0, static_cast<int64_t>(max_vocabulary) - 1);
        token.id = id;
        fields.text("content", token.content);
        fields.boolean("special", token.special);
        fields.boolean("single_word", token.single_word);
        fields.boolean("lstrip", token.lstrip);
        fields.boolean("rstrip", token.rstrip);
        fields.boolean("normalized", token.normalized);
        if (!fields.ok()) return fields.status().error();
        out.push_back(std::move(token));
    }
    return out;
}

/// First special token that the post-processor puts before a text; -1: none.
bool starts_with_token(const Json* processor, const std::string& token) {
    if (!processor || token.empty()) return false;
    if (const Json* list = member(*processor, "processors"); list && list->is_array()) {
        return std::any_of(list->begin(), list->end(),
                           [&](const Json& p) { return starts_with_token(&p, token); });
    }
    const Json* single = member(*processor, "single");
    if (!single || !single->is_array() || single->empty()) return false;
    const Json* first = member((*single)[0], "SpecialToken");
    return first && text_of(member(*first, "id")) == token;
}

std::string chat_template_of(const Json& config) {
    const Json* chat = member(config, "chat_template");
    if (!chat || chat->is_string()) return text_of(chat);
    std::string only;
    if (chat->is_array()) {
        for (const Json& named : *chat) {
            const std::string source = text_of(member(named, "template"));
            if (text_of(member(named, "name")) == "default") return source;
            if (only.empty()) only = source;
        }
    }
    return only;
}

Result<Json> read_optional(const fs::path& path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) return Json::object();
    auto json = read_json_file(path);
    if (json && !json->is_object()) return bad_input("Expected a JSON object", path.string());
    return json;
}

}  // namespace

Result<Tokenizer> Tokenizer::from_folder(const fs::path& folder) {
    const fs::path path = folder / "tokenizer.json";
    const std::string where = path.string();
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        return bad_input("The folder has no tokenizer.json", folder.string(),
                         fs::exists(folder / "tokenizer.model", ignored)
                             ? "Its tokenizer.model is a SentencePiece one, which is not supported yet"
                             : "Download the model's tokenizer.json into the folder");
    }
    auto parsed = read_tokenizer_json(path);
    if (!parsed) return parsed.error();
    const Json* json = &parsed->rest;
    auto config = read_optional(folder / "tokenizer_config.json");
    if (!config) return config.error();
    auto special_map = read_optional(folder / "special_tokens_map.json");
    if (!special_map) return special_map.error();

    const Json* model = member(*json, "model");
    if (!model || !model->is_object()) return bad_input("tokenizer.json has no model", where);
    if (auto s = check_model(*model, where + ": model"); !s) return s.error();
    if (auto s = check_normalizer(member(*json, "normalizer"), where + ": normalizer"); !s) return s.error();

    auto data = std::make_shared<Data>();
    data->source = where;
    const Json* pre = member(*json, "pre_tokenizer");
    auto pretokenizer = PreTokenizer::from_json(pre ? *pre : Json(), where + ": pre_tokenizer");
    if (!pretokenizer) return pretokenizer.error();
    data->pretokenizer = std::move(*pretokenizer);

    auto added = read_added(member(*json, "added_tokens"), where + ": added_tokens");
    if (!added) return added.error();
    const Json* vocabulary = member(*model, "vocab");
    if (!vocabulary || !vocabulary->is_object())
        return bad_input("The tokenizer has no vocabulary", where + ": model.vocab");
    size_t count = 0;
    for (const auto& [token, id] : parsed->vocabulary) {
        if (!id.is_number_unsigned() || id.get<uint64_t>() >= max_vocabulary) {
            return bad_input("A token's id is not a number in range",
                             where + ": model.vocab: '" + token + "'");
        }
        count = std::max(count, id.get<size_t>() + 1);
    }
    for (const AddedToken& token : *added)
        count = std::max(count, static_cast<size_t>(token.id) + 1);

    data->pieces.resize(count);
    data->special.assign(count, 0);
    std::vector<uint8_t> ordinary(count, 0);
    for (const auto& [token, json_id] : parsed->vocabulary) {
        const auto id = json_id.get<size_t>();
        auto bytes = from_byte_level(token);
        ordinary[id] = bytes.has_value();
        data->pieces[id] = bytes ? std::move(*bytes) : token;
    }
    const std::string unknown = text_of(member(*model, "unk_token"));
    for (AddedToken& token : *added) {
        const auto id = static_cast<size_t>(token.id);
        // A special token's entry in the vocabulary is its own text and no word.
        if (token.special || data->pieces[id].empty()) ordinary[id] = 0;
        data->pieces[id] = token.content;
        data->special[id] = token.special;
        data->added.add(std::move(token));
    }
    data->index_ordinary(ordinary);
    FieldReader fields(*model, where + ": model");
    fields.boolean("ignore_merges", data->bpe.ignore_merges);
    fields.boolean("fuse_unk", data->bpe.fuse_unknown);
    if (!fields.ok()) return fields.status().error();
    if (!unknown.empty()) data->bpe.unknown_token = data->find(unknown);

    auto merges = read_merges(member(*model, "merges"), where + ": model.merges");
    if (!merges) return merges.error();
    if (auto s = data->add_merges(*merges); !s) return s.error();

    const std::pair<const char*, int32_t*> ids[] = {{"bos_token", &data->bos},
                                                    {"eos_token", &data->eos},
                                                    {"unk_token", &data->unknown},
                                                    {"pad_token", &data->pad}};
    for (const auto& [key, target] : ids) {
        std::string token = token_text(*config, key);
        if (token.empty()) token = token_text(*special_map, key);
        if (!token.empty()) *target = data->find(token);
    }
    const Json* add_bos = member(*config, "add_bos_token");
    const std::string bos = data->bos < 0 ? std::string() : data->pieces[static_cast<size_t>(data->bos)];
    data->adds_bos = data->bos >= 0 && (add_bos && add_bos->is_boolean()
                                            ? add_bos->get<bool>()
                                            : starts_with_token(member(*json, "post_processor"), bos));
    data->chat_template = chat_template_of(*config);
    const fs::path separate = folder / "chat_template.jinja";
    if (fs::exists(separate, ignored)) {
        auto source = read_file(separate, 4u << 20);
        if (!source) return source.error();
        data->chat_template = std::move(*source);
    }
    Tokenizer out;
    out.data_ = std::move(data);
    return out;
}

}  // namespace lora
