// SPDX-License-Identifier: Apache-2.0
#include "core/basemodel/base_model.h"
#include "core/contract/run_spec.h"

namespace lora {

Json BaseModel::describe() const {
    Json modules = Json::array();
    for (int layer = 0; layer < geometry_.layers; ++layer) {
        Json linears = Json::object();
        for (const char* module : linear_modules) {
            const TensorView* weight = tensor(module_path(layer, module) + ".weight");
            if (!weight) continue;
            linears[module] = {{"path", module_path(layer, module)},
                               {"shape", weight->shape},
                               {"type", dtype_info(weight->dtype).name}};
        }
        modules.push_back({{"layer", layer}, {"modules", std::move(linears)}});
    }
    Json json{{"name", name_}, {"path", path_.string()}, {"format", is_gguf_ ? "gguf" : "safetensors"}};
    json.update(to_json(geometry_));
    json["tensor_types"] = tensor_types();
    json["weight_bytes"] = weight_bytes();
    const auto found = tokenizer();
    if (found) {
        json["tokenizer"] = {
            {"found", true}, {"summary", found->summary()}, {"vocab_size", found->vocab_size()}};
    } else {
        json["tokenizer"] = {{"found", false}, {"summary", found.error().text()}};
    }
    json["chat_template"] = found && !found->chat_template().empty();
    json["licence"] = licence_;
    json["linear_modules"] = std::move(modules);
    return json;
}

}  // namespace lora
