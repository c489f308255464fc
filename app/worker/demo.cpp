// SPDX-License-Identifier: Apache-2.0
// lora-worker demo: the main job in the terminal. Trains on the demo project, shows base and adapter side by side,
// exports the adapter.
#include <filesystem>

#include "app/worker/train_run.h"
#include "app/worker/verb.h"
#include "core/base/clock.h"
#include "core/base/platform/process.h"
#include "core/data/prepare.h"
#include "core/engine/exporters/exporter.h"
#include "core/engine/inference/generate.h"
#include "core/text/chat.h"

namespace lora::worker {
namespace {

namespace fs = std::filesystem;

struct DemoArguments {
    std::string base, out;
};

constexpr const char* default_base_name = "SmolLM2-135M-Instruct.Q4_1.gguf";
constexpr size_t shown_prompts = 3;

/// bin/../share/lora-studio, in a build tree and where it is installed.
fs::path share_folder() { return program_folder().parent_path() / "share" / "lora-studio"; }

Result<fs::path> find_base(const std::string& given) {
    if (!given.empty()) return fs::absolute(given);
    std::error_code code;
    const fs::path cached = user_cache_folder() / "models" / default_base_name;
    for (const auto& path : {cached, share_folder() / "models" / default_base_name}) {
        if (fs::exists(path, code)) return path;
    }
    return bad_input("The default base model is not there", cached.string(),
                     "Run ./installer/bootstrap.sh, or name a model with --base");
}

Result<RunSpec> demo_spec(const fs::path& base) {
    const fs::path demo = share_folder() / "demo";
    auto spec = read_run_spec(demo / "project.json");
    if (!spec) return spec.error();
    spec->base.path = base.string();
    spec->data.paths = {fs::absolute(demo / "bank_support.jsonl").lexically_normal().string()};
    return spec;
}

/// What the user asks in the first held-out examples.
Result<std::vector<std::string>> held_out_prompts(const RunSpec& spec, const Tokenizer& tokenizer) {
    auto prepared = prepare_data(spec.data, spec.training.seed, tokenizer);
    if (!prepared) return prepared.error();
    auto data = read_dataset(spec.data.paths, spec.data.mapping, spec.data.skip_broken_rows);
    if (!data) return data.error();
    std::vector<std::string> prompts;
    for (const auto& example : prepared->eval) {
        for (const auto& message : data->examples[example.example].messages) {
            if (message.role != "user") continue;
            prompts.push_back(message.content);
            break;
        }
        if (prompts.size() == shown_prompts) break;
    }
    return prompts;
}

Status compare_answers(engine::CausalModel& model, const Tokenizer& tokenizer, const engine::AdapterMix& mix,
                       const std::string& prompt, Output& out) {
    auto text = render_chat(tokenizer, {{"user", prompt}}, true);
    if (!text) return text.error();
    auto ids = tokenizer.encode(*text);
    if (!ids) return ids.error();
    engine::SamplingOptions options;
    options.temperature = 0;
    options.max_new_tokens = 96;
    auto answers = engine::generate(model, tokenizer, *ids, {{"base", {}}, {"adapter", mix}}, options);
    if (!answers) return answers.error();
    Json document = {{"type", "comparison"}, {"prompt", prompt}};
    out.line("\nAsked:   " + prompt);
    for (const auto& answer : *answers) {
        document[answer.name] = answer.text;
        out.line((answer.name == "base" ? "Base:    " : "Adapter: ") + answer.text);
    }
    out.document(document);
    return {};
}

/// Answers side by side, then the export.
Result<engine::ExportResult> show_and_export(const RunSpec& spec, const RunFolder& run, const fs::path& target, Output& out) {
    auto base = BaseModel::open(spec.base.path);
    if (!base) return base.error();
    auto tokenizer = (*base)->tokenizer();
    if (!tokenizer) return tokenizer.error();
    engine::LoadOptions load;
    load.device = spec.training.device;
    load.dtype = spec.training.dtype;
    auto model = engine::load_model(*base, load);
    if (!model) return model.error();
    auto adapter = engine::load_adapter(**model, run.result());
    if (!adapter) return adapter.error();
    auto prompts = held_out_prompts(spec, *tokenizer);
    if (!prompts) return prompts.error();
    for (const auto& prompt : *prompts) {
        if (auto status = compare_answers(**model, *tokenizer, {{*adapter, 1.0}}, prompt, out); !status) return status.error();
    }
    engine::ExportRequest request;
    request.adapter = run.result();
    request.out = target;
    return engine::export_adapter(**model, request);
}

Status demo(const DemoArguments& arguments, Output& out) {
    const double began = now_seconds();
    auto base = find_base(arguments.base);
    if (!base) return base.error();
    auto spec = demo_spec(*base);
    if (!spec) return spec.error();
    std::string name = now_iso8601().substr(0, 19);
    for (char& c : name) c = c == ':' ? '-' : c;
    const fs::path folder =
        arguments.out.empty() ? user_data_folder() / "demo" / name : fs::absolute(arguments.out).lexically_normal();
    const RunFolder run{folder / "run"};

    out.line("Training on " + spec->data.paths.front() + "\nwith " + spec->base.path + "\ninto " + run.path.string());
    Json end;
    const Status trained = start_run(run.path, *spec, out, [&](const Event& event) {
        if (event.ends_run()) end = event.body;
    });
    if (!trained) return trained;
    auto exported = show_and_export(*spec, run, folder / "export", out);
    if (!exported) return exported.error();

    const Json summary = {{"eval_loss_before", end["eval_loss_before"]},
                          {"eval_loss_after", end["eval_loss"]},
                          {"seconds", now_seconds() - began},
                          {"peak_memory_bytes", peak_resident_memory_bytes()},
                          {"run", run.path.string()},
                          {"export", exported->out.string()}};
    out.document(summary);
    out.line("\nHeld-out loss before: " + to_text(summary["eval_loss_before"]) +
             "\nHeld-out loss after:  " + to_text(summary["eval_loss_after"]) + "\nRun:     " + run.path.string() +
             "\nAdapter: " + exported->out.string() + (exported->verified ? " (verified)" : ""));
    return {};
}

}  // namespace

void register_demo_verb(VerbTable& table) {
    auto arguments = std::make_shared<DemoArguments>();
    auto& verb = table.add("demo", "Train on the demo project, compare and export", [arguments](Output& out) {
        return demo(*arguments, out);
    });
    verb.add_option("--base", arguments->base, "Base model instead of the default one");
    verb.add_option("--out", arguments->out, "Folder for the run and the export");
}

}  // namespace lora::worker
