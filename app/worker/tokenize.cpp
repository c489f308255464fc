// SPDX-License-Identifier: Apache-2.0
#include "app/worker/model_options.h"
#include "app/worker/verb.h"
#include "core/base/files.h"
#include "core/text/chat.h"

namespace lora::worker {
namespace {

struct TokenizeArguments {
    std::string base, text, file;
    bool chat = false;
};

Json pieces(const Tokenizer& tokenizer, const std::vector<int32_t>& ids) {
    Json list = Json::array();
    for (const int32_t id : ids)
        list.push_back(tokenizer.piece(id));
    return list;
}

Status tokenize_text(const Tokenizer& tokenizer, const std::string& text, Output& out) {
    const Result<std::vector<int32_t>> ids = tokenizer.encode(text);
    if (!ids) return ids.error();
    out.document({{"ids", *ids}, {"pieces", pieces(tokenizer, *ids)}});
    for (const int32_t id : *ids)
        out.line(std::to_string(id) + "\t" +
                 Json(tokenizer.piece(id)).dump(-1, ' ', false, Json::error_handler_t::replace));
    return {};
}

Status tokenize_conversation(const Tokenizer& tokenizer, const std::string& text, bool is_file,
                             const std::string& where, Output& out) {
    std::vector<Message> messages{{"user", text}};
    if (is_file) {
        const Result<Json> json = parse_json(text, where);
        if (!json) return json.error();
        Result<std::vector<Message>> read = messages_from_json(*json, where);
        if (!read) return read.error();
        messages = *read;
    }
    const Result<TokenizedChat> chat = tokenize_chat(tokenizer, messages);
    if (!chat) return chat.error();
    out.document({{"ids", chat->ids},
                  {"pieces", pieces(tokenizer, chat->ids)},
                  {"text", chat->text},
                  {"loss_mask", chat->loss_mask}});
    for (size_t i = 0; i < chat->ids.size(); ++i) {
        out.line(std::to_string(chat->ids[i]) + (chat->loss_mask[i] ? "\tloss\t" : "\t\t") +
                 Json(tokenizer.piece(chat->ids[i])).dump(-1, ' ', false, Json::error_handler_t::replace));
    }
    return {};
}

Status tokenize(const TokenizeArguments& arguments, Output& out) {
    const Result<std::shared_ptr<const BaseModel>> base = BaseModel::open(arguments.base);
    if (!base) return base.error();
    const Result<Tokenizer> tokenizer = (*base)->tokenizer();
    if (!tokenizer) return tokenizer.error();
    const bool is_file = !arguments.file.empty();
    std::string text = arguments.text;
    if (is_file) {
        Result<std::string> bytes = read_file(arguments.file, 64u << 20);
        if (!bytes) return bytes.error();
        text = std::move(*bytes);
    }
    if (arguments.chat) return tokenize_conversation(*tokenizer, text, is_file, arguments.file, out);
    return tokenize_text(*tokenizer, text, out);
}

}  // namespace

void register_tokenize_verb(VerbTable& table) {
    auto arguments = std::make_shared<TokenizeArguments>();
    CLI::App& verb =
        table.add("tokenize", "Show the tokens of a text, or of a conversation with its loss mask",
                  [arguments](Output& out) { return tokenize(*arguments, out); });
    verb.add_option("--base", arguments->base, "Base model whose tokenizer is used")->required();
    CLI::Option_group* input = verb.add_option_group("input");
    input->add_option("--text", arguments->text, "The text; with --chat what the user says");
    input->add_option("--file", arguments->file, "A file with the text; with --chat a JSON list of messages");
    input->require_option(1);
    verb.add_flag("--chat", arguments->chat, "Render a conversation and show which tokens carry loss");
}

}  // namespace lora::worker
