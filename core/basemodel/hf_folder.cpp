// SPDX-License-Identifier: Apache-2.0
// A base model in a Hugging Face folder: config.json and one or many safetensors files.
#include <algorithm>
#include <set>
#include <system_error>

#include "core/basemodel/base_model_builder.h"
#include "core/tensorio/safetensors.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

constexpr uint64_t config_limit_bytes = 1u << 20;
constexpr uint64_t index_limit_bytes = 64u << 20;

/// The value of `license:` in the front matter of README.md, where a Hugging Face folder states it.
std::string licence_from_readme(const fs::path& folder) {
    std::error_code ignored;
    if (!fs::is_regular_file(folder / "README.md", ignored)) return {};
    const auto text = read_file(folder / "README.md", 4u << 20);
    if (!text || !text->starts_with("---")) return {};
    const size_t end = text->find("\n---", 3);
    size_t at = text->find("\nlicense:");
    if (at == std::string::npos || (end != std::string::npos && at > end)) return {};
    at += 9;
    std::string value = text->substr(at, text->find('\n', at) - at);
    value.erase(
        std::remove_if(value.begin(), value.end(), [](char c) { return c == '"' || c == '\'' || c == '\r'; }),
        value.end());
    const size_t first = value.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return value.substr(first, value.find_last_not_of(' ') - first + 1);
}

/// Tensor name → file name, from model.safetensors.index.json.
Result<std::map<std::string, std::string>> read_index(const fs::path& path) {
    const std::string where = path.string();
    auto text = read_file(path, index_limit_bytes);
    if (!text) return text.error();
    // A sorted map: an index can hold many thousands of names.
    const auto index = nlohmann::json::parse(*text, nullptr, /*allow_exceptions=*/false);
    if (index.is_discarded() || !index.is_object() || !index.contains("weight_map") ||
        !index["weight_map"].is_object()) {
        return bad_input("The index of the weights is not a JSON object with a weight_map", where,
                         "Download model.safetensors.index.json again");
    }
    std::map<std::string, std::string> files;
    for (const auto& [name, value] : index["weight_map"].items()) {
        const std::string file = value.is_string() ? value.get<std::string>() : std::string();
        if (file.empty() || file.find('\0') != std::string::npos ||
            fs::path(file).filename() != fs::path(file) || fs::path(file).extension() != ".safetensors") {
            return bad_input("The index names a file that is no safetensors file of this folder",
                             where + ", " + name, "Download model.safetensors.index.json again");
        }
        files.emplace(name, file);
    }
    return files;
}

/// eos ids of generation_config.json are added: chat models end a turn with a token that config.json may not
/// name.
void add_generation_eos(const fs::path& folder, ModelGeometry& geometry) {
    const fs::path path = folder / "generation_config.json";
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) return;
    const auto config = read_json_file(path, config_limit_bytes);
    if (!config || !config->is_object()) return;
    const auto eos = config->find("eos_token_id");
    if (eos == config->end()) return;
    const Json ids = eos->is_array() ? *eos : Json::array({*eos});
    auto& known = geometry.eos_token_ids;
    for (const Json& id : ids) {
        if (!id.is_number_integer() || id.get<int64_t>() < 0 || id.get<int64_t>() >= geometry.vocab_size)
            continue;
        if (std::find(known.begin(), known.end(), id.get<int>()) == known.end())
            known.push_back(id.get<int>());
    }
}

}  // namespace

Status BaseModelBuilder::read_shards(const fs::path& folder) {
    std::error_code ignored;
    std::map<std::string, std::string> file_of;
    std::set<std::string> names;
    if (fs::exists(folder / "model.safetensors.index.json", ignored)) {
        auto index = read_index(folder / "model.safetensors.index.json");
        if (!index) return index.error();
        file_of = std::move(*index);
        for (const auto& [tensor, file] : file_of)
            names.insert(file);
    } else {
        names.insert("model.safetensors");
    }
    for (const std::string& name : names) {
        if (!fs::exists(folder / name, ignored)) {
            return bad_input("The folder lacks the weights " + name, folder.string(),
                             "Download them; weights in other formats (pytorch_model.bin) are not read");
        }
        auto file = SafetensorsFile::open(folder / name);
        if (!file) return file.error();
        for (const TensorView& tensor : file->tensors()) {
            const auto listed = file_of.find(tensor.name);
            if (!file_of.empty() && (listed == file_of.end() || listed->second != name)) continue;
            model->tensors_.emplace(tensor.name, tensor);
        }
        model->files_.push_back(file->file());
    }
    return {};
}

Status BaseModelBuilder::read_folder(const fs::path& folder) {
    std::error_code ignored;
    const fs::path config_path = folder / "config.json";
    if (!fs::exists(config_path, ignored)) {
        return bad_input("The folder holds no config.json, so it is no Hugging Face model", folder.string(),
                         "Choose a folder with config.json and model.safetensors, or a GGUF file");
    }
    auto config = read_json_file(config_path, config_limit_bytes);
    if (!config) return config.error();
    auto geometry = llama_geometry_from_config(*config, config_path.string());
    if (!geometry) return geometry.error();
    add_generation_eos(folder, *geometry);
    model->geometry_ = std::move(*geometry);
    model->name_ = folder.filename().string();
    if (model->name_.empty()) model->name_ = folder.parent_path().filename().string();
    model->licence_ = licence_from_readme(folder);
    if (auto read = read_shards(folder); !read) return read;
    auto quantised = find_bitsandbytes(model->tensors_, folder.string());
    if (!quantised) return quantised.error();
    model->quantised_ = std::move(*quantised);
    return {};
}

}  // namespace lora
