// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/model_places.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/platform/file_identity.h"
#include "core/base/platform/process.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

constexpr uint64_t settings_limit_bytes = 4u << 20;

fs::path home() {
    const char* set = std::getenv("HOME");
    return set && *set ? fs::path(set) : fs::path();
}

/// A folder's path with a leading ~ replaced; nothing for what is not absolute then, which nobody can mean here.
std::optional<fs::path> absolute_folder(const std::string& text) {
    fs::path path = text;
    if (text == "~" || text.starts_with("~/")) path = home() / text.substr(std::min<size_t>(2, text.size()));
    if (!path.is_absolute()) return std::nullopt;
    return path.lexically_normal();
}

class Places {
  public:
    void add(ModelSource source, const fs::path& folder) {
        if (!folder.is_absolute()) return;
        const auto same = [&](const ModelPlace& place) { return place.folder == folder; };
        if (std::none_of(found_.begin(), found_.end(), same)) found_.push_back({source, folder});
    }
    /// What a variable names, with `below` added.
    void add_from(ModelSource source, const char* variable, const char* below = "") {
        const char* set = std::getenv(variable);
        if (!set || !*set) return;
        if (const auto folder = absolute_folder(set)) add(source, *below ? *folder / below : *folder);
    }
    std::vector<ModelPlace> take() { return std::move(found_); }

  private:
    std::vector<ModelPlace> found_;
};

/// The first line of a small text file, without the blanks around it.
std::string first_line(const fs::path& path) {
    const auto text = read_file(path, 4096);
    if (!text) return {};
    std::string line = text->substr(0, text->find_first_of("\r\n"));
    const size_t from = line.find_first_not_of(" \t"), to = line.find_last_not_of(" \t");
    return from == std::string::npos ? std::string() : line.substr(from, to - from + 1);
}

/// LM Studio names its own folder in a file of the home folder, and its models' folder in its settings, which lie in
/// one of several places by its age.
void add_lm_studio(Places& places) {
    std::vector<fs::path> homes{home() / ".lmstudio", home() / ".cache" / "lm-studio"};
    if (const auto moved = absolute_folder(first_line(home() / ".lmstudio-home-pointer"))) {
        homes.insert(homes.begin(), *moved);
    }
    std::vector<fs::path> settings;
    for (const fs::path& folder : homes) {
        places.add(ModelSource::lm_studio, folder / "models");
        settings.push_back(folder / "settings.json");
    }
    settings.push_back(home() / ".config" / "LM Studio" / "settings.json");
    for (const fs::path& path : settings) {
        if (!file_facts(path)) continue;
        const auto json = read_json_file(path, settings_limit_bytes);
        if (!json || !json->is_object()) continue;
        const auto moved = json->find("downloadsFolder");
        if (moved == json->end() || !moved->is_string()) continue;
        if (const auto folder = absolute_folder(moved->get<std::string>()))
            places.add(ModelSource::lm_studio, *folder);
    }
}

}  // namespace

std::string to_text(ModelSource source) {
    switch (source) {
        case ModelSource::lora_studio:
            return "LoRA Studio";
        case ModelSource::hugging_face:
            return "Hugging Face";
        case ModelSource::llama_cpp:
            return "llama.cpp";
        case ModelSource::lm_studio:
            return "LM Studio";
        case ModelSource::ollama:
            return "Ollama";
    }
    return {};
}

std::vector<ModelPlace> standard_model_places() {
    Places places;
    const fs::path cache = home() / ".cache";
    places.add(ModelSource::lora_studio, program_folder().parent_path() / "share" / "lora-studio" / "models");
    places.add(ModelSource::lora_studio, user_cache_folder() / "models");

    using enum ModelSource;
    places.add_from(hugging_face, "HF_HUB_CACHE");
    places.add_from(hugging_face, "HUGGINGFACE_HUB_CACHE");
    places.add_from(hugging_face, "HF_HOME", "hub");
    places.add_from(hugging_face, "XDG_CACHE_HOME", "huggingface/hub");
    places.add(hugging_face, cache / "huggingface" / "hub");

    places.add_from(llama_cpp, "LLAMA_CACHE");
    places.add_from(llama_cpp, "XDG_CACHE_HOME", "llama.cpp");
    places.add(llama_cpp, cache / "llama.cpp");

    add_lm_studio(places);

    places.add_from(ollama, "OLLAMA_MODELS");
    places.add(ollama, home() / ".ollama" / "models");
    // Where the system's service keeps them: by Ollama's own installer, and by distributions.
    places.add(ollama, "/usr/share/ollama/.ollama/models");
    places.add(ollama, "/var/lib/ollama/models");
    places.add(ollama, "/var/lib/ollama");
    places.add(ollama, "/var/snap/ollama/common/models");
    return places.take();
}

}  // namespace lora
