// SPDX-License-Identifier: Apache-2.0
#include "core/engine/evaluation/bench.h"

#include "app/worker/model_options.h"
#include "app/worker/verb.h"

namespace lora::worker {
namespace {

struct BenchArguments {
    ModelOptions model;
    std::string what;
    engine::BenchOptions options;
    bool adapter = false;
};

Status check(const BenchArguments& arguments) {
    const engine::BenchOptions& options = arguments.options;
    for (const auto& [value, name] :
         {std::pair(options.seq_length, "--seq-length"), std::pair(options.batch, "--batch"),
          std::pair(options.max_new_tokens, "--max-new-tokens"), std::pair(options.steps, "--steps"),
          std::pair(options.variants, "--variants")}) {
        if (value < 1) return usage_error(std::string(name) + " must be at least 1", name);
    }
    if (options.example_length < 0)
        return usage_error("--example-length must not be below 0", "--example-length");
    if (!(options.lora_dropout >= 0 && options.lora_dropout < 1))
        return usage_error("--lora-dropout must be at least 0 and below 1", "--lora-dropout");
    return {};
}

constexpr std::string_view drawn_prefix = "random:";

Result<std::shared_ptr<const BaseModel>> open_base(const std::string& base) {
    return base.starts_with(drawn_prefix) ? BaseModel::drawn(base.substr(drawn_prefix.size()))
                                          : BaseModel::open(base);
}

Result<Json> measure(const BenchArguments& arguments) {
    if (const Status status = check(arguments); !status) return status.error();
    const engine::BenchOptions& options = arguments.options;
    if (arguments.what == "load") {
        engine::LoadOptions load;
        load.device = arguments.model.device;
        load.dtype = arguments.model.dtype;
        load.threads = arguments.model.threads;
        load.activations = arguments.model.activations;
        return engine::bench_load(arguments.model.base, load);
    }
    const auto base = open_base(arguments.model.base);
    if (!base) return base.error();
    const Result<LoadedModel> loaded =
        load_base(arguments.model, *base,
                  arguments.what == "train" ? engine::Purpose::training : engine::Purpose::answers);
    if (!loaded) return loaded.error();
    engine::CausalModel& model = *loaded->model;
    const int64_t generated = arguments.what == "decode" || arguments.what == "compare"
                                  ? options.max_new_tokens * options.steps + 8
                                  : 0;
    if (options.seq_length + generated > model.geometry().context_length) {
        return bad_input(
            "This model's context is " + std::to_string(model.geometry().context_length) + " tokens",
            arguments.model.base, "Lower --seq-length, --max-new-tokens or --steps");
    }
    if (arguments.what == "train") return engine::bench_train(model, options);
    if (arguments.what == "prompt") return engine::bench_prompt(model, options);
    if (arguments.what == "compare") return engine::bench_compare(model, options);
    return engine::bench_decode(model, options, arguments.adapter);
}

Status bench(const BenchArguments& arguments, Output& out) {
    Result<Json> measured = measure(arguments);
    if (!measured) return measured.error();
    (*measured)["bench"] = arguments.what;
    out.document(*measured);
    for (const auto& [key, value] : measured->items()) {
        if (!value.is_object())
            out.line(key + ": " + (value.is_string() ? value.get<std::string>() : value.dump()));
    }
    double total = 0;
    const Json phases = measured->value("phases", Json::object());
    for (const auto& [phase, seconds] : phases.items())
        total += seconds.get<double>();
    for (const auto& [phase, seconds] : phases.items())
        out.line("  " + phase + ": " + fixed(100 * seconds.get<double>() / total, 1) + " %");
    return {};
}

}  // namespace

void register_bench_verb(VerbTable& table) {
    auto arguments = std::make_shared<BenchArguments>();
    CLI::App& verb =
        table.add("bench", "Measure speed and memory of training, reading, writing, comparing or opening",
                  [arguments](Output& out) { return bench(*arguments, out); });
    verb.add_option("what", arguments->what, "train, prompt, decode, compare or load")
        ->required()
        ->check(CLI::IsMember({"train", "prompt", "decode", "compare", "load"}));
    verb.add_option(
            "--base", arguments->model.base,
            "Base model: a GGUF file, a Hugging Face folder, or weights drawn on the device: random:8b (the "
            "shape of Llama 3 8B), random:135m (SmolLM2's), random:tiny; random:8b:nf4 draws four-bit ones")
        ->required();
    arguments->model.add_device(verb);
    arguments->model.add_activations(verb);
    engine::BenchOptions& options = arguments->options;
    verb.add_option("--seq-length", options.seq_length, "Tokens of a sequence, or of the prompt");
    verb.add_option("--batch", options.batch, "Sequences of a training step");
    verb.add_option("--example-length", options.example_length,
                    "Pack examples of about this many tokens; 0: do not");
    verb.add_option("--activation-recompute", options.activation_recompute,
                    "train: activations made again in the backward pass instead of kept")
        ->check(CLI::IsMember({"auto", "off", "selective", "full"}))
        ->capture_default_str();
    verb.add_option("--r", options.rank, "Rank of the adapter");
    verb.add_option("--lora-dropout", options.lora_dropout, "train: as lora_dropout of a run");
    verb.add_option("--target-modules", options.target_modules, "Modules to adapt; all when left out")
        ->delimiter(',');
    verb.add_option("--max-new-tokens", options.max_new_tokens, "Tokens written a step");
    verb.add_option("--steps", options.steps, "Steps measured");
    verb.add_option("--variants", options.variants, "Variants of one batch in compare, the base among them");
    verb.add_flag("--adapter", arguments->adapter, "decode through an adapter left unmerged");
}

}  // namespace lora::worker
