// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <sstream>

#include "app/worker/model_options.h"
#include "app/worker/verb.h"
#include "core/base/files.h"

namespace lora::worker {
namespace {

struct CompareArguments {
    ModelOptions model;
    std::string prompts;
    bool plain = false;
    engine::SamplingOptions sampling;
};

/// One prompt: a conversation to answer, or a text.
struct Prompt {
    std::string text;
    std::vector<Message> messages;
};

Result<Prompt> prompt_from_json(const Json& item, const std::string& where) {
    if (item.is_string()) return Prompt{item.get<std::string>(), {}};
    if (item.is_object() && item.contains("prompt") && item["prompt"].is_string()) {
        return Prompt{item["prompt"].get<std::string>(), {}};
    }
    Result<std::vector<Message>> messages = messages_from_json(item, where);
    if (!messages) return messages.error();
    return Prompt{messages->back().content, *messages};
}

/// A JSON list, JSON lines, or a text with one prompt a line, told apart by content.
Result<std::vector<Json>> prompt_items(const std::string& bytes, const std::string& where) {
    const size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return bad_input("The file of prompts is empty", where);
    std::vector<Json> items;
    if (bytes[first] == '[') {
        const Result<Json> list = parse_json(bytes, where);
        if (!list) return list.error();
        items.assign(list->begin(), list->end());
        return items;
    }
    const bool json_lines = bytes[first] == '{' || bytes[first] == '"';
    std::istringstream lines(bytes);
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.pop_back();
        if (line.empty()) continue;
        if (!json_lines) {
            items.emplace_back(line);
            continue;
        }
        Result<Json> item = parse_json(line, where + ", line " + std::to_string(number));
        if (!item) return item.error();
        items.push_back(std::move(*item));
    }
    return items;
}

Result<std::vector<Prompt>> read_prompts(const std::string& path) {
    const Result<std::string> bytes = read_file(path, 64u << 20);
    if (!bytes) return bytes.error();
    const Result<std::vector<Json>> items = prompt_items(*bytes, path);
    if (!items) return items.error();
    std::vector<Prompt> prompts;
    for (const Json& item : *items) {
        Result<Prompt> prompt =
            prompt_from_json(item, path + ": prompt " + std::to_string(prompts.size() + 1));
        if (!prompt) return prompt.error();
        prompts.push_back(std::move(*prompt));
    }
    return prompts;
}

Result<std::vector<engine::Variant>> make_variants(const CompareArguments& arguments,
                                                   const engine::CausalModel& model) {
    std::vector<engine::Variant> variants{{"base", {}}};
    for (const std::string& argument : arguments.model.adapters) {
        const Result<engine::AdapterMix> mix = load_adapters(model, {argument});
        if (!mix) return mix.error();
        variants.push_back({argument, *mix});
    }
    return variants;
}

Result<std::vector<int32_t>> ids_of(const Prompt& prompt, const Tokenizer& tokenizer, bool plain) {
    if (!prompt.messages.empty()) return chat_prompt_ids(tokenizer, prompt.messages);
    if (plain || tokenizer.chat_template().empty()) return plain_prompt_ids(tokenizer, prompt.text);
    return chat_prompt_ids(tokenizer, {{"user", prompt.text}});
}

Status compare(const CompareArguments& arguments, Output& out) {
    catch_stop_signals();
    const Result<std::vector<Prompt>> prompts = read_prompts(arguments.prompts);
    if (!prompts) return prompts.error();
    const Result<LoadedModel> loaded = load_base(arguments.model);
    if (!loaded) return loaded.error();
    const Result<Tokenizer> tokenizer = loaded->base->tokenizer();
    if (!tokenizer) return tokenizer.error();
    const Result<std::vector<engine::Variant>> variants = make_variants(arguments, *loaded->model);
    if (!variants) return variants.error();
    Json answers_by_prompt = Json::array();
    for (const Prompt& prompt : *prompts) {
        const Result<std::vector<int32_t>> ids = ids_of(prompt, *tokenizer, arguments.plain);
        if (!ids) return ids.error();
        const auto answers =
            engine::generate(*loaded->model, *tokenizer, *ids, *variants, arguments.sampling,
                             [](const engine::GeneratedToken&) { return !stop_requested(); });
        if (!answers) return answers.error();
        Json list = Json::array();
        out.line("\n> " + prompt.text);
        for (const engine::Generation& answer : *answers) {
            list.push_back(to_json(answer));
            out.line("\n[" + answer.name + ", " + fixed(answer.tokens_per_second(), 1) +
                     " tokens/s, weights " + answer.weights_sha256.substr(0, 12) + "]\n" + answer.text);
        }
        answers_by_prompt.push_back(
            {{"prompt", prompt.text}, {"prompt_tokens", ids->size()}, {"answers", list}});
        if (stop_requested()) return Error{ErrorCode::interrupted, "The comparison was stopped", {}, {}};
    }
    out.document({{"seed", arguments.sampling.seed}, {"prompts", answers_by_prompt}});
    return {};
}

}  // namespace

void register_compare_verb(VerbTable& table) {
    auto arguments = std::make_shared<CompareArguments>();
    CLI::App& verb = table.add("compare", "Answer the same prompts with the base and with each adapter",
                               [arguments](Output& out) { return compare(*arguments, out); });
    arguments->model.add_base(verb);
    arguments->model.add_adapters(verb,
                                  "Adapter in PEFT's layout, DIR or DIR@weight; each answers for itself");
    verb.add_option("--prompts", arguments->prompts,
                    "JSON list, JSON lines, or a text with one prompt a line")
        ->required();
    verb.add_flag("--plain", arguments->plain, "Give prompts as they are instead of as a user's turn");
    add_sampling(verb, arguments->sampling);
    verb.add_flag("--logprobs", arguments->sampling.logprobs,
                  "Also give each token's natural log-probability");
    arguments->model.add_device(verb);
    arguments->model.add_activations(verb);
}

}  // namespace lora::worker
