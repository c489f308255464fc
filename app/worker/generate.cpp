// SPDX-License-Identifier: Apache-2.0
#include "app/worker/model_options.h"
#include "app/worker/verb.h"

namespace lora::worker {
namespace {

struct GenerateArguments {
    ModelOptions model;
    std::string prompt, chat;
    engine::SamplingOptions sampling;
};

Result<std::vector<int32_t>> prompt_ids(const GenerateArguments& arguments, const Tokenizer& tokenizer) {
    if (arguments.chat.empty()) return plain_prompt_ids(tokenizer, arguments.prompt);
    const Result<Json> json = read_json_file(arguments.chat);
    if (!json) return json.error();
    const Result<std::vector<Message>> messages = messages_from_json(*json, arguments.chat);
    if (!messages) return messages.error();
    return chat_prompt_ids(tokenizer, *messages);
}

Status run_generate(const GenerateArguments& arguments, Output& out) {
    catch_stop_signals();
    const Result<LoadedModel> loaded = load_base(arguments.model);
    if (!loaded) return loaded.error();
    const Result<Tokenizer> tokenizer = loaded->base->tokenizer();
    if (!tokenizer) return tokenizer.error();
    const Result<std::vector<int32_t>> ids = prompt_ids(arguments, *tokenizer);
    if (!ids) return ids.error();
    const Result<engine::AdapterMix> mix = load_adapters(*loaded->model, arguments.model.adapters);
    if (!mix) return mix.error();
    const auto on_token = [&](const engine::GeneratedToken& token) {
        out.stream(token.text);
        return !stop_requested();
    };
    const Result<std::vector<engine::Generation>> answers =
        engine::generate(*loaded->model, *tokenizer, *ids, {{"answer", *mix}}, arguments.sampling, on_token);
    if (!answers) return answers.error();
    const engine::Generation& answer = answers->front();
    Json document = to_json(answer);
    document.erase("name");
    document["prompt_tokens"] = ids->size();
    document["seed"] = arguments.sampling.seed;
    document["activations"] = arguments.model.activations;
    out.document(document);
    out.line("\n[" + answer.finish_reason + ", " + std::to_string(answer.ids.size()) + " tokens, " +
             fixed(answer.tokens_per_second(), 1) + " tokens/s, weights " +
             answer.weights_sha256.substr(0, 12) + "]");
    return {};
}

}  // namespace

void register_generate_verb(VerbTable& table) {
    auto arguments = std::make_shared<GenerateArguments>();
    CLI::App& verb = table.add("generate", "Go on with a prompt, or answer a conversation",
                               [arguments](Output& out) { return run_generate(*arguments, out); });
    arguments->model.add_base(verb);
    arguments->model.add_adapters(verb, "Adapter in PEFT's layout, DIR or DIR@weight; several act together");
    CLI::Option_group* input = verb.add_option_group("input");
    input->add_option("--prompt", arguments->prompt, "Text to go on with, as it is");
    input->add_option("--chat", arguments->chat, "JSON file with a list of messages to answer");
    input->require_option(1);
    add_sampling(verb, arguments->sampling);
    verb.add_flag("--logprobs", arguments->sampling.logprobs,
                  "Also give each token's natural log-probability");
    arguments->model.add_device(verb);
    arguments->model.add_activations(verb);
}

}  // namespace lora::worker
