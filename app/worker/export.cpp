// SPDX-License-Identifier: Apache-2.0
#include "app/worker/model_options.h"
#include "app/worker/verb.h"
#include "core/engine/exporters/exporter.h"

namespace lora::worker {
namespace {

struct ExportArguments {
    ModelOptions model;
    std::string adapter, out, data_sha256, format = "peft";
};

Status run_export(const ExportArguments& arguments, Output& out) {
    catch_stop_signals();
    const Result<LoadedModel> loaded = load_base(arguments.model);
    if (!loaded) return loaded.error();
    engine::ExportRequest request;
    request.adapter = arguments.adapter;
    request.format = arguments.format;
    request.out = arguments.out;
    request.data_sha256 = arguments.data_sha256;
    request.progress = [](const std::string&, int64_t, int64_t) { return !stop_requested(); };
    const Result<engine::ExportResult> result = engine::export_adapter(*loaded->model, request);
    if (!result) return result.error();
    out.document(engine::to_json(*result));
    out.line("Exported to " + result->out.string() + "; read back, the logits agree");
    return {};
}

}  // namespace

void register_export_verb(VerbTable& table) {
    auto arguments = std::make_shared<ExportArguments>();
    CLI::App& verb = table.add("export", "Write an adapter for other tools, and verify what was written",
                               [arguments](Output& out) { return run_export(*arguments, out); });
    arguments->model.add_base(verb);
    verb.add_option("--adapter", arguments->adapter, "Adapter in PEFT's layout")->required();
    verb.add_option("--format", arguments->format, "peft")->capture_default_str();
    verb.add_option("--out", arguments->out, "New folder to write")->required();
    verb.add_option("--data-sha256", arguments->data_sha256, "Hash of the training data, for the model card");
    arguments->model.add_device(verb);
}

}  // namespace lora::worker
