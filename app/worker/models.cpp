// SPDX-License-Identifier: Apache-2.0
// lora-worker models: which base models lie on this machine already, for people without a window to list them.
#include "app/worker/verb.h"
#include "core/discovery/found_model.h"

namespace lora::worker {
namespace {

std::string megabytes(uint64_t bytes) {
    return bytes < 9'950'000'000 ? std::to_string((bytes + 500'000) / 1'000'000) + " MB"
                                 : std::to_string((bytes + 500'000'000) / 1'000'000'000) + " GB";
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) {
        if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
    }
    return text;
}

Status list_models(Output& out) {
    const auto models = find_models(standard_model_places());
    Json list = Json::array();
    for (const FoundModel& model : models) {
        list.push_back(to_json(model));
        out.line(model.name + "\n    " +
                 joined({model.family, model.stored_as, megabytes(model.size_bytes), to_text(model.source)}) + "\n    " +
                 model.path.string());
        if (model.refusal) out.line("    cannot be used: " + model.refusal->what);
    }
    out.document({{"models", std::move(list)}});
    if (models.empty())
        out.line(
            "No model was found in the folders of LoRA Studio, Hugging Face, llama.cpp, LM Studio and Ollama.\n"
            "Any other is named with --base: a GGUF file or a Hugging Face folder.");
    return {};
}

}  // namespace

void register_models_verb(VerbTable& table) {
    table.add("models", "List the base models that lie on this machine already", list_models);
}

}  // namespace lora::worker
