// SPDX-License-Identifier: Apache-2.0
// PEFT's layout with a model card.
#include <set>
#include <sstream>

#include "core/base/files.h"
#include "core/engine/exporters/exporter.h"

namespace lora::engine {
namespace {

std::string model_card(const Adapter& adapter, const BaseModel& base, const ExportRequest& request,
                       const std::string& fingerprint) {
    const AdapterSpec& spec = adapter.spec();
    std::set<int> ranks, layers;
    std::set<std::string> modules;
    int64_t parameters = 0;
    for (const AdapterModule& module : adapter.modules()) {
        ranks.insert(module.target.rank);
        layers.insert(module.target.layer);
        modules.insert(module.target.module);
        parameters += module.a.numel() + module.b.numel();
    }
    std::ostringstream card;
    card << "---\nlibrary_name: peft\nbase_model: " << Json(base.name()).dump() << "\ntags:\n- lora\n---\n\n"
         << "# LoRA adapter for " << base.name() << "\n\n"
         << "| | |\n| --- | --- |\n"
         << "| Base model | " << base.name() << " (`" << base.path().filename().string() << "`) |\n"
         << "| Base fingerprint (SHA-256 of its weights and configuration) | `" << fingerprint << "` |\n"
         << "| Base licence | " << (base.licence().empty() ? "not stated by the model" : base.licence())
         << " |\n"
         << "| Training data (SHA-256) | "
         << (request.data_sha256.empty() ? "not recorded" : "`" + request.data_sha256 + "`") << " |\n"
         << "| Adapter weights (SHA-256) | `" << adapter.sha256() << "` |\n| Ranks |";
    for (const int rank : ranks)
        card << " " << rank;
    card << " |\n| Alpha | " << Json(spec.lora_alpha).dump()
         << (spec.use_rslora ? ", divided by the square root of the rank" : "") << " |\n| Modules |";
    for (const std::string& module : modules)
        card << " " << module;
    card << " |\n| Layers | " << layers.size() << " of " << base.geometry().layers << " |\n| Parameters | "
         << parameters << " |\n\nLoad it with PEFT:\n\n```python\nfrom peft import PeftModel\n"
         << "model = PeftModel.from_pretrained(base_model, \"this folder\")\n```\n\n"
         << "A GGUF base must be loaded with the file this adapter was trained on, so that both see the same "
            "weights.\n";
    return card.str();
}

}  // namespace

Status write_peft(const Adapter& adapter, const BaseModel& base, const ExportRequest& request,
                  const std::filesystem::path& folder) {
    const Result<std::string> fingerprint = base.fingerprint();
    if (!fingerprint) return fingerprint.error();
    if (const Status status = adapter.save(folder, base.path().string(), *fingerprint); !status)
        return status;
    return write_file_atomic(folder / "README.md", model_card(adapter, base, request, *fingerprint));
}

}  // namespace lora::engine
