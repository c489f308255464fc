// SPDX-License-Identifier: Apache-2.0
#include "app/worker/model_options.h"

#include <charconv>
#include <cstdio>
#include <filesystem>

#include "app/worker/output.h"
#include "core/base/log.h"

namespace lora::worker {

namespace fs = std::filesystem;

void ModelOptions::add_base(CLI::App& verb) {
    verb.add_option("--base", base, "Base model: a GGUF file or a Hugging Face folder")->required();
}

void ModelOptions::add_adapters(CLI::App& verb, const std::string& meaning) {
    verb.add_option("--adapter", adapters, meaning)->allow_extra_args(false);
}

void ModelOptions::add_device(CLI::App& verb) {
    verb.add_option("--device", device, "auto, cpu or cuda")->capture_default_str();
    verb.add_option("--dtype", dtype, "auto, float32, bfloat16 or int16")->capture_default_str();
    verb.add_option("--threads", threads, "Threads to compute with; 0: all cores")->capture_default_str();
}

void ModelOptions::add_activations(CLI::App& verb) {
    verb.add_option(
            "--activations", activations,
            "float32; or int8: faster on a processor, and no longer word for word what float32 answers")
        ->capture_default_str();
}

Result<LoadedModel> load_base(const ModelOptions& options) {
    const Result<std::shared_ptr<const BaseModel>> base = BaseModel::open(options.base);
    if (!base) return base.error();
    return load_base(options, *base);
}

Result<LoadedModel> load_base(const ModelOptions& options, std::shared_ptr<const BaseModel> base,
                              engine::Purpose purpose) {
    engine::LoadOptions load;
    load.device = options.device;
    load.dtype = options.dtype;
    load.purpose = purpose;
    load.threads = options.threads;
    load.activations = options.activations;
    load.progress = [](int64_t, int64_t) { return !stop_requested(); };
    Result<std::shared_ptr<engine::CausalModel>> model = engine::load_model(base, load);
    if (!model) return model.error();
    return LoadedModel{std::move(base), *model};
}

AdapterArgument parse_adapter_argument(const std::string& text) {
    std::error_code ignored;
    const size_t at = text.rfind('@');
    if (at == std::string::npos || fs::is_directory(text, ignored)) return {text, 1};
    double weight = 1;
    const char* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data() + at + 1, end, weight);
    if (problem != std::errc() || stop != end) return {text, 1};
    return {text.substr(0, at), weight};
}

Result<engine::AdapterMix> load_adapters(const engine::CausalModel& model,
                                         const std::vector<std::string>& arguments) {
    engine::AdapterMix mix;
    for (const std::string& argument : arguments) {
        const AdapterArgument parsed = parse_adapter_argument(argument);
        Result<std::shared_ptr<engine::Adapter>> adapter = engine::load_adapter(model, parsed.folder);
        if (!adapter) return adapter.error();
        mix.push_back({*adapter, parsed.weight});
    }
    return mix;
}

void add_sampling(CLI::App& verb, engine::SamplingOptions& options) {
    verb.add_option("--seed", options.seed, "Equal seeds give equal texts")->capture_default_str();
    verb.add_option("--temperature", options.temperature, "0 takes the likeliest token always")
        ->capture_default_str();
    verb.add_option("--top-p", options.top_p, "Sample among the likeliest tokens that hold this share")
        ->capture_default_str();
    verb.add_option("--top-k", options.top_k, "Sample among so many likeliest tokens; 0: off")
        ->capture_default_str();
    verb.add_option("--max-new-tokens", options.max_new_tokens, "Tokens to generate at most")
        ->capture_default_str();
}

Result<std::vector<int32_t>> plain_prompt_ids(const Tokenizer& tokenizer, const std::string& prompt) {
    Result<std::vector<int32_t>> ids = tokenizer.encode(prompt);
    if (ids && tokenizer.adds_bos() && tokenizer.bos_id() >= 0) ids->insert(ids->begin(), tokenizer.bos_id());
    return ids;
}

Result<std::vector<int32_t>> chat_prompt_ids(const Tokenizer& tokenizer,
                                             const std::vector<Message>& messages) {
    const Result<std::string> text = render_chat(tokenizer, messages, true);
    if (!text) return text.error();
    return tokenizer.encode(*text);
}

Result<std::vector<Message>> messages_from_json(const Json& json, const std::string& where) {
    const Json* list = &json;
    if (json.is_object() && json.contains("messages")) list = &json["messages"];
    if (!list->is_array() || list->empty()) {
        return bad_input("This is not a conversation", where,
                         R"(Give a list of messages: [{"role": "user", "content": "…"}])");
    }
    std::vector<Message> messages;
    for (size_t i = 0; i < list->size(); ++i) {
        const std::string place = where + ": message " + std::to_string(i + 1);
        if (!(*list)[i].is_object())
            return bad_input("A message must be an object with role and content", place);
        Message message;
        FieldReader fields((*list)[i], place);
        fields.require("role");
        fields.require("content");
        fields.text("role", message.role);
        fields.text("content", message.content);
        if (!fields.ok()) return fields.status().error();
        messages.push_back(std::move(message));
    }
    return messages;
}

Json to_json(const engine::Generation& generation) {
    Json json{{"name", generation.name},
              {"text", generation.text},
              {"ids", generation.ids},
              {"finish_reason", generation.finish_reason},
              {"tokens_per_second", generation.tokens_per_second()},
              {"weights_sha256", generation.weights_sha256}};
    if (!generation.logprobs.empty()) json["logprobs"] = generation.logprobs;
    return json;
}

std::string fixed(double value, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

}  // namespace lora::worker
