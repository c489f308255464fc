// SPDX-License-Identifier: Apache-2.0
// What a session's requests do.
#include <new>

#include "app/worker/session_server.h"
#include "core/contract/session_messages.h"
#include "core/engine/exporters/exporter.h"
#include "core/text/chat.h"

namespace lora::worker {
namespace {

Status read_sampling(const Json& request, engine::SamplingOptions& sampling) {
    FieldReader fields(request, "generate");
    fields.boolean("logprobs", sampling.logprobs);
    sampling.base_logprobs = sampling.logprobs;
    if (const Json* object = fields.object("sampling")) {
        FieldReader inner(*object, "generate.sampling");
        inner.integer("seed", sampling.seed, 0, std::numeric_limits<uint64_t>::max());
        inner.number("temperature", sampling.temperature, 0, 100);
        inner.number("top_p", sampling.top_p, 0, 1);
        inner.integer("top_k", sampling.top_k, 0, 1 << 30);
        inner.integer("max_new_tokens", sampling.max_new_tokens, 1, 1 << 30);
        if (!inner.ok()) return inner.status();
    }
    return fields.status();
}

/// Messages, or a prompt as it is.
Result<std::vector<int32_t>> request_ids(const Json& request, const Tokenizer& tokenizer) {
    if (request.contains("messages")) {
        const Result<std::vector<Message>> messages =
            messages_from_json(request["messages"], "generate.messages");
        if (!messages) return messages.error();
        return chat_prompt_ids(tokenizer, *messages);
    }
    std::string prompt;
    FieldReader fields(request, "generate");
    fields.require("prompt");
    fields.text("prompt", prompt);
    if (!fields.ok()) return fields.status().error();
    return plain_prompt_ids(tokenizer, prompt);
}

Result<engine::AdapterMix> read_mix(const Json& variant, const SessionModels::Loaded& loaded,
                                    SessionModels& models) {
    engine::AdapterMix mix;
    FieldReader fields(variant, "generate.variants");
    const Json* adapters = fields.array("adapters");
    if (!fields.ok()) return fields.status().error();
    if (!adapters) return mix;
    for (const Json& entry : *adapters) {
        std::string path;
        double weight = 1;
        if (!entry.is_object())
            return usage_error("An adapter must be an object", "generate.variants.adapters");
        FieldReader inner(entry, "generate.variants.adapters");
        inner.require("path");
        inner.text("path", path);
        inner.number("weight", weight);
        if (!inner.ok()) return inner.status().error();
        const auto adapter = models.adapter(loaded, path);
        if (!adapter) return adapter.error();
        mix.push_back({*adapter, weight});
    }
    return mix;
}

Result<std::vector<engine::Variant>> read_variants(const Json& request, const SessionModels::Loaded& loaded,
                                                   SessionModels& models) {
    FieldReader fields(request, "generate");
    fields.require("variants");
    const Json* list = fields.array("variants");
    if (!fields.ok()) return fields.status().error();
    std::vector<engine::Variant> variants;
    for (const Json& item : *list) {
        if (!item.is_object()) return usage_error("A variant must be an object", "generate.variants");
        engine::Variant variant;
        FieldReader inner(item, "generate.variants");
        inner.text("name", variant.name);
        if (!inner.ok()) return inner.status().error();
        Result<engine::AdapterMix> mix = read_mix(item, loaded, models);
        if (!mix) return mix.error();
        variant.mix = std::move(*mix);
        variants.push_back(std::move(variant));
    }
    if (variants.empty()) return usage_error("There is no variant to answer", "generate.variants");
    return variants;
}

/// The answer to a generate request that was cancelled before its first token.
Json nothing_generated(const Json& request) {
    Json list = Json::array();
    for (const Json& variant : request.value("variants", Json::array())) {
        engine::Generation nothing;
        nothing.name = variant.is_object() && variant.contains("name") && variant["name"].is_string()
                           ? variant["name"].get<std::string>()
                           : "";
        nothing.finish_reason = "cancelled";
        list.push_back(to_json(nothing));
    }
    return {{"variants", list}};
}

}  // namespace

void SessionServer::answer(int64_t id, const Json& request) {
    const std::string type = request["type"].get<std::string>();
    const auto dispatch = [&]() -> Result<Json> {
        if (is_cancelled(id)) return Error{ErrorCode::interrupted, "The request was cancelled", {}, {}};
        if (type == "open") return open(id, request);
        if (type == "generate") return generate(id, request);
        if (type == "tokenize") return tokenize(request);
        if (type == "export") return export_adapter(id, request);
        return usage_error("Unknown request \"" + type + "\"", "type",
                           "Install both programs from the same release");
    };
    Result<Json> result = Json();
    try {
        result = dispatch();
    } catch (const std::bad_alloc&) {
        result =
            no_resources("There is not enough memory", {}, "Close other programs or choose a smaller model");
    } catch (const std::exception& problem) {
        result = bug(problem.what());
    }
    if (result) return send(id, "result", *result);
    if (type == "generate" && result.error().code == ErrorCode::interrupted) {
        return send(id, "result", nothing_generated(request));
    }
    out_.document(error_message(id, result.error()));
}

Result<SessionModels::Loaded> SessionServer::load(int64_t id, const Json& request) {
    std::string base;
    FieldReader fields(request, "request");
    fields.require("base");
    fields.text("base", base);
    if (!fields.ok()) return fields.status().error();
    return models_.load(base,
                        [&](int64_t done, int64_t total) { return progress(id, "loading", done, total); });
}

Result<Json> SessionServer::open(int64_t id, const Json& request) {
    const Result<SessionModels::Loaded> loaded = load(id, request);
    if (!loaded) return loaded.error();
    return Json{{"geometry", lora::to_json(loaded->base->geometry())}, {"fingerprint", loaded->fingerprint}};
}

Result<Json> SessionServer::generate(int64_t id, const Json& request) {
    engine::SamplingOptions sampling;
    if (const Status status = read_sampling(request, sampling); !status) return status.error();
    const Result<SessionModels::Loaded> loaded = load(id, request);
    if (!loaded) return loaded.error();
    const Result<Tokenizer> tokenizer = loaded->base->tokenizer();
    if (!tokenizer) return tokenizer.error();
    const Result<std::vector<int32_t>> ids = request_ids(request, *tokenizer);
    if (!ids) return ids.error();
    const Result<std::vector<engine::Variant>> variants = read_variants(request, *loaded, models_);
    if (!variants) return variants.error();
    Json started = Json::array();
    for (const engine::Variant& variant : *variants) {
        started.push_back({{"name", variant.name},
                           {"weights_sha256", engine::weights_sha256(loaded->fingerprint, variant.mix)}});
    }
    send(id, "started", {{"variants", started}, {"prompt_tokens", ids->size()}});
    const auto on_token = [&](const engine::GeneratedToken& token) {
        Json body{{"variant", token.variant}, {"text", token.text}, {"token_id", token.id}};
        if (sampling.logprobs) {
            body["logprob"] = token.logprob;
            body["base_logprob"] = token.base_logprob;
        }
        send(id, "token", std::move(body));
        return !is_cancelled(id);
    };
    const auto answers = engine::generate(*loaded->model, *tokenizer, *ids, *variants, sampling, on_token);
    if (!answers) return answers.error();
    Json list = Json::array();
    for (const engine::Generation& answer : *answers)
        list.push_back(to_json(answer));
    return Json{{"variants", list}};
}

Result<Json> SessionServer::tokenize(const Json& request) {
    std::string path;
    FieldReader fields(request, "tokenize");
    fields.require("base");
    fields.require("messages");
    fields.text("base", path);
    if (!fields.ok()) return fields.status().error();
    const Result<std::shared_ptr<const BaseModel>> base = models_.header(path);
    if (!base) return base.error();
    const Result<Tokenizer> tokenizer = (*base)->tokenizer();
    if (!tokenizer) return tokenizer.error();
    const Result<std::vector<Message>> messages =
        messages_from_json(request["messages"], "tokenize.messages");
    if (!messages) return messages.error();
    const Result<TokenizedChat> chat = tokenize_chat(*tokenizer, *messages);
    if (!chat) return chat.error();
    Json pieces = Json::array();
    for (const int32_t token : chat->ids)
        pieces.push_back(tokenizer->piece(token));
    return Json{{"ids", chat->ids}, {"pieces", pieces}, {"text", chat->text}, {"loss_mask", chat->loss_mask}};
}

Result<Json> SessionServer::export_adapter(int64_t id, const Json& request) {
    engine::ExportRequest wanted;
    std::string adapter, out;
    FieldReader fields(request, "export");
    fields.require("adapter");
    fields.require("out");
    fields.text("adapter", adapter);
    fields.text("out", out);
    fields.text("format", wanted.format);
    fields.text("data_sha256", wanted.data_sha256);
    if (!fields.ok()) return fields.status().error();
    const Result<SessionModels::Loaded> loaded = load(id, request);
    if (!loaded) return loaded.error();
    wanted.adapter = adapter;
    wanted.out = out;
    wanted.progress = [&](const std::string& phase, int64_t done, int64_t total) {
        return progress(id, phase, done, total);
    };
    const Result<engine::ExportResult> result = engine::export_adapter(*loaded->model, wanted);
    if (!result) return result.error();
    return engine::to_json(*result);
}

}  // namespace lora::worker
