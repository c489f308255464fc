// SPDX-License-Identifier: Apache-2.0
#include "app/worker/verb.h"
#include "core/basemodel/base_model.h"

namespace lora::worker {

void register_describe_verb(VerbTable& table) {
    auto path = std::make_shared<std::string>();
    CLI::App& verb = table.add("describe", "Say what a base model is", [path](Output& out) -> Status {
        const Result<std::shared_ptr<const BaseModel>> base = BaseModel::open(*path);
        if (!base) return base.error();
        const Json description = (*base)->describe();
        out.document(description);
        out.stream(to_pretty_text(description));
        return {};
    });
    verb.add_option("--base", *path, "Base model: a GGUF file or a Hugging Face folder")->required();
}

}  // namespace lora::worker
