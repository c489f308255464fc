// SPDX-License-Identifier: Apache-2.0
#include "core/engine/evaluation/score.h"
#include "app/worker/model_options.h"
#include "app/worker/verb.h"
#include "core/data/dataset.h"
#include "core/data/prepare.h"
#include "core/tensorio/safetensors.h"

namespace lora::worker {
namespace {

struct ScoreArguments {
    ModelOptions model;
    std::vector<std::string> data;
    std::vector<int32_t> ids;
    std::string logits;
    int64_t max_seq_length = 0;
    bool skip_broken_rows = false;
};

struct Sequences {
    std::vector<TokenizedExample> tokens;
    std::vector<Json> places;  ///< {"file","line"} of each; empty objects for raw ids
};

Sequences from_ids(const std::vector<int32_t>& ids) {
    TokenizedExample example;
    example.ids = ids;
    example.loss_mask.assign(ids.size(), 1);
    example.full_length = static_cast<int64_t>(ids.size());
    return {{example}, {Json::object()}};
}

Result<Sequences> from_data(const ScoreArguments& arguments, const BaseModel& base) {
    const Result<Tokenizer> tokenizer = base.tokenizer();
    if (!tokenizer) return tokenizer.error();
    const Result<Dataset> data = read_dataset(arguments.data, {}, arguments.skip_broken_rows);
    if (!data) return data.error();
    const int64_t limit =
        arguments.max_seq_length > 0 ? arguments.max_seq_length : base.geometry().context_length;
    Sequences sequences;
    for (const Example& example : data->examples) {
        Result<TokenizedExample> tokens = tokenize_example(example, *tokenizer, limit);
        if (!tokens) return tokens.error();
        sequences.tokens.push_back(std::move(*tokens));
        sequences.places.push_back({{"file", data->paths[example.file]}, {"line", example.line}});
    }
    return sequences;
}

/// One tensor "logits" [tokens of all sequences, vocabulary].
Status write_logits(engine::CausalModel& model, const engine::AdapterMix& mix, const Sequences& sequences,
                    const std::string& path) {
    int64_t tokens = 0;
    for (const TokenizedExample& example : sequences.tokens)
        tokens += static_cast<int64_t>(example.ids.size());
    if (tokens > model.geometry().context_length) {
        return usage_error("The logits of " + std::to_string(tokens) + " tokens would be too large a file",
                           "--logits", "Score fewer examples at a time");
    }
    std::vector<at::Tensor> parts;
    for (const TokenizedExample& example : sequences.tokens) {
        const Result<at::Tensor> part = engine::sequence_logits(model, mix, example.ids);
        if (!part) return part.error();
        parts.push_back(*part);
    }
    const at::Tensor all = at::cat(parts).contiguous();
    const auto values = std::span(all.const_data_ptr<float>(), static_cast<size_t>(all.numel()));
    return write_safetensors(path, {{"logits", DType::f32, all.sizes().vec(), std::as_bytes(values)}}, {});
}

void report(const std::vector<engine::ExampleScore>& scores, const Sequences& sequences,
            const std::string& weights, Output& out) {
    engine::ExampleScore all;
    Json examples = Json::array();
    for (size_t i = 0; i < scores.size(); ++i) {
        const engine::ExampleScore& score = scores[i];
        all.loss_sum += score.loss_sum;
        all.tokens += score.tokens;
        Json example = sequences.places[i];
        example["loss"] = score.loss();
        example["perplexity"] = engine::perplexity(score.loss());
        example["tokens"] = score.tokens;
        example["truncated"] = sequences.tokens[i].truncated();
        examples.push_back(example);
        out.line(std::to_string(i + 1) + "\tloss " + fixed(score.loss(), 4) + "\tperplexity " +
                 fixed(engine::perplexity(score.loss()), 3) + "\t" + std::to_string(score.tokens) +
                 " tokens");
    }
    out.document({{"loss", all.loss()},
                  {"perplexity", engine::perplexity(all.loss())},
                  {"tokens", all.tokens},
                  {"weights_sha256", weights},
                  {"examples", examples}});
    out.line("all\tloss " + fixed(all.loss(), 4) + "\tperplexity " +
             fixed(engine::perplexity(all.loss()), 3) + "\t" + std::to_string(all.tokens) + " tokens");
}

Status score(const ScoreArguments& arguments, Output& out) {
    catch_stop_signals();
    if (arguments.max_seq_length < 0)
        return usage_error("--max-seq-length must not be below 0", "--max-seq-length");
    const Result<LoadedModel> loaded = load_base(arguments.model);
    if (!loaded) return loaded.error();
    Result<Sequences> sequences = arguments.ids.empty() ? from_data(arguments, *loaded->base)
                                                        : Result<Sequences>(from_ids(arguments.ids));
    if (!sequences) return sequences.error();
    const Result<engine::AdapterMix> mix = load_adapters(*loaded->model, arguments.model.adapters);
    if (!mix) return mix.error();
    const Result<std::string> fingerprint = loaded->base->fingerprint();
    if (!fingerprint) return fingerprint.error();
    const auto scores = engine::score_examples(*loaded->model, *mix, sequences->tokens,
                                               [](int64_t, int64_t) { return !stop_requested(); });
    if (!scores) return scores.error();
    if (!arguments.logits.empty()) {
        const Status written = write_logits(*loaded->model, *mix, *sequences, arguments.logits);
        if (!written) return written;
    }
    report(*scores, *sequences, engine::weights_sha256(*fingerprint, *mix), out);
    return {};
}

}  // namespace

void register_score_verb(VerbTable& table) {
    auto arguments = std::make_shared<ScoreArguments>();
    CLI::App& verb = table.add("score", "Loss and perplexity of examples, over the tokens that carry loss",
                               [arguments](Output& out) { return score(*arguments, out); });
    arguments->model.add_base(verb);
    arguments->model.add_adapters(verb, "Adapter in PEFT's layout, DIR or DIR@weight; several act together");
    CLI::Option_group* input = verb.add_option_group("input");
    input->add_option("--data", arguments->data, "Examples: JSON, JSONL or text");
    input->add_option("--ids", arguments->ids, "Token ids, separated by commas, all of which carry loss")
        ->delimiter(',');
    input->require_option(1);
    verb.add_option("--logits", arguments->logits,
                    "Write the logits [sequence, vocabulary] to this safetensors file");
    verb.add_option("--max-seq-length", arguments->max_seq_length,
                    "Cut examples here; 0: the model's context");
    verb.add_flag("--skip-broken-rows", arguments->skip_broken_rows, "Go on with the rows that can be read");
    arguments->model.add_device(verb);
}

}  // namespace lora::worker
