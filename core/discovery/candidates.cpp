// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/candidates.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/discovery/found_model.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

constexpr int depth_limit = 8;  ///< the deepest layout has five
// A models' folder that somebody set to a whole disk must not keep the search busy for minutes.
constexpr size_t entries_limit = 200'000;
constexpr uint64_t index_limit_bytes = 64u << 20;
constexpr uint64_t manifest_limit_bytes = 1u << 20;

bool has_gguf_suffix(const fs::path& path) {
    std::string suffix = path.extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return suffix == ".gguf";
}

bool is_file(const fs::path& path) {
    const auto facts = file_facts(path);
    return facts && facts->is_file;
}

bool is_folder(const fs::path& path) {
    const auto facts = file_facts(path);
    return facts && facts->is_folder;
}

/// 40 or 64 hexadecimal digits, as git and Ollama name things.
bool is_hexadecimal(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

/// manifests/HOST/NAMESPACE/MODEL/TAG is called as Ollama lists it: without what is the default.
std::string ollama_name(const fs::path& models, const fs::path& manifest) {
    std::vector<std::string> parts;
    for (const fs::path& part : manifest.lexically_relative(models / "manifests"))
        parts.push_back(part.string());
    if (parts.size() < 2) return manifest.filename().string();
    const std::string tag = parts.back();
    parts.pop_back();
    if (parts.size() > 1 && parts.front() == "registry.ollama.ai") parts.erase(parts.begin());
    if (parts.size() > 1 && parts.front() == "library") parts.erase(parts.begin());
    std::string name;
    for (const std::string& part : parts)
        name += (name.empty() ? "" : "/") + part;
    return name + ":" + tag;
}

}  // namespace

std::vector<fs::path> folder_entries(const fs::path& folder, size_t limit) {
    std::vector<fs::path> entries;
    std::error_code problem;
    fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, problem);
    for (; !problem && entry != fs::directory_iterator() && entries.size() < limit; entry.increment(problem)) {
        if (!entry->path().filename().string().starts_with(".")) entries.push_back(entry->path());
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

bool CandidateSearch::enter(const fs::path& folder) {
    if (entries_ >= entries_limit || !keep_going_()) return false;
    const auto facts = file_facts(folder);
    return facts && facts->is_folder && entered_.insert(facts->identity).second;
}

void CandidateSearch::look_in(const ModelPlace& place) {
    if (place.source == ModelSource::ollama)
        walk_ollama_manifests(place.folder, place.folder / "manifests", 0);
    else
        walk(place.folder, place.source, 0);
}

void CandidateSearch::walk(const fs::path& folder, ModelSource source, int depth) {
    if (depth > depth_limit || !enter(folder)) return;
    const auto entries = folder_entries(folder, entries_limit - entries_);
    entries_ += entries.size();
    for (const fs::path& entry : entries) {
        const std::string name = entry.filename().string();
        const auto facts = file_facts(entry);
        if (!facts) continue;
        if (facts->is_file) {
            if (name == "config.json") found_.push_back({folder, name_from_path(folder), source, true});
            if (has_gguf_suffix(entry)) take_file(entry, source);
        } else if (name.starts_with("models--") && is_folder(entry / "snapshots")) {
            walk_hub_repository(entry, source);
        } else if (facts->is_folder && !name.starts_with("datasets--") && !name.starts_with("spaces--")) {
            walk(entry, source, depth + 1);
        }
    }
}

void CandidateSearch::take_file(const fs::path& file, ModelSource source) {
    found_.push_back({file, name_from_path(file), source, false});
}

std::vector<fs::path> hub_snapshots(const fs::path& repository) {
    std::vector<fs::path> snapshots;
    const auto add = [&](const std::string& commit) {
        const fs::path snapshot = repository / "snapshots" / commit;
        if (!is_hexadecimal(commit) || !is_folder(snapshot)) return;
        if (std::find(snapshots.begin(), snapshots.end(), snapshot) == snapshots.end())
            snapshots.push_back(snapshot);
    };
    const auto add_ref = [&](const fs::path& ref) {
        const auto commit = is_file(ref) ? read_file(ref, 1024) : Result<std::string>(std::string());
        if (commit) add(commit->substr(0, commit->find_first_of("\r\n ")));
    };
    add_ref(repository / "refs" / "main");
    for (const fs::path& ref : folder_entries(repository / "refs", 1000))
        add_ref(ref);
    for (const fs::path& snapshot : folder_entries(repository / "snapshots", 1000))
        add(snapshot.filename().string());
    return snapshots;
}

void CandidateSearch::walk_hub_repository(const fs::path& repository, ModelSource source) {
    // An older snapshot counts only for what newer ones lack: two versions of one file are one model to people.
    std::set<fs::path> known;
    for (const fs::path& snapshot : hub_snapshots(repository)) {
        std::vector<Candidate> before = std::exchange(found_, {});
        walk(snapshot, source, depth_limit - 4);
        std::set<fs::path> here;
        for (Candidate& candidate : found_) {
            const fs::path part = candidate.path.lexically_relative(snapshot);
            if (known.contains(part)) continue;
            if (candidate.is_folder && folder_weights(candidate.path).empty()) continue;
            here.insert(part);
            before.push_back(std::move(candidate));
        }
        known.merge(here);
        found_ = std::move(before);
    }
}

void CandidateSearch::walk_ollama_manifests(const fs::path& models, const fs::path& folder, int depth) {
    if (depth > depth_limit || !enter(folder)) return;
    const auto entries = folder_entries(folder, entries_limit - entries_);
    entries_ += entries.size();
    for (const fs::path& entry : entries) {
        const auto facts = file_facts(entry);
        if (!facts) continue;
        if (facts->is_folder) walk_ollama_manifests(models, entry, depth + 1);
        if (facts->is_file && facts->size_bytes <= manifest_limit_bytes) take_ollama_manifest(models, entry);
    }
}

void CandidateSearch::take_ollama_manifest(const fs::path& models, const fs::path& manifest) {
    const auto json = read_json_file(manifest, manifest_limit_bytes);
    if (!json || !json->is_object()) return;
    const auto layers = json->find("layers");
    if (layers == json->end() || !layers->is_array()) return;
    for (const Json& layer : *layers) {
        if (!layer.is_object() || !layer.contains("digest") || !layer["digest"].is_string()) continue;
        if (layer.value("mediaType", Json()) != "application/vnd.ollama.image.model") continue;
        const std::string digest = layer["digest"].get<std::string>();
        if (!digest.starts_with("sha256:") || !is_hexadecimal(digest.substr(7))) continue;
        // Early versions wrote the colon into the file's name.
        for (const char* separator : {"-", ":"}) {
            const fs::path blob = models / "blobs" / ("sha256" + std::string(separator) + digest.substr(7));
            if (!is_file(blob)) continue;
            found_.push_back({blob, ollama_name(models, manifest), ModelSource::ollama, false});
            break;
        }
    }
}

std::vector<fs::path> folder_weights(const fs::path& folder) {
    std::vector<fs::path> files;
    if (is_file(folder / "model.safetensors.index.json")) {
        const auto index = read_json_file(folder / "model.safetensors.index.json", index_limit_bytes);
        if (!index || !index->is_object() || !index->contains("weight_map")) return {};
        std::set<std::string> names;
        for (const Json& name : (*index)["weight_map"])
            if (name.is_string()) names.insert(name.get<std::string>());
        for (const std::string& name : names) {
            if (fs::path(name).filename() != fs::path(name) || !is_file(folder / name)) return {};
            files.push_back(folder / name);
        }
        return files;
    }
    if (is_file(folder / "model.safetensors")) return {folder / "model.safetensors"};
    // Weights that cannot be read here, so that the list can say so.
    for (const fs::path& entry : folder_entries(folder, 1000)) {
        if (entry.filename().string().starts_with("pytorch_model") && entry.extension() == ".bin")
            files.push_back(entry);
    }
    return files;
}

std::vector<fs::path> gguf_parts(const fs::path& file) {
    // "-00001-of-00003" before the suffix, as llama.cpp's gguf-split names them.
    const std::string stem = file.stem().string();
    constexpr size_t mark_length = 15;
    const size_t at = stem.size() < mark_length ? std::string::npos : stem.size() - mark_length;
    const auto number = [&](size_t from) {
        const std::string digits = stem.substr(from, 5);
        return digits.find_first_not_of("0123456789") == std::string::npos ? std::stoi(digits) : 0;
    };
    if (at == std::string::npos || stem[at] != '-' || stem.substr(at + 6, 4) != "-of-") return {file};
    const int part = number(at + 1), count = number(at + 10);
    if (part == 0 || count < 2) return {file};
    if (part != 1) return {};
    std::vector<fs::path> parts;
    for (int i = 1; i <= count; ++i) {
        std::string digits = std::to_string(i);
        digits.insert(0, 5 - std::min<size_t>(5, digits.size()), '0');
        const fs::path path =
            file.parent_path() / (stem.substr(0, at + 1) + digits + stem.substr(at + 6) + file.extension().string());
        if (!is_file(path)) return {};
        parts.push_back(path);
    }
    return parts;
}

std::string name_from_path(const fs::path& path) {
    const bool gguf = has_gguf_suffix(path);
    if (!gguf) {
        for (fs::path above = path; above.has_relative_path(); above = above.parent_path()) {
            const std::string repository = above.parent_path().parent_path().filename().string();
            if (above.parent_path().filename() != "snapshots" || !repository.starts_with("models--")) continue;
            std::string name = repository.substr(8);
            for (size_t at; (at = name.find("--")) != std::string::npos;)
                name.replace(at, 2, "/");
            const fs::path below = path.lexically_relative(above);
            return below == "." || below.empty() ? name : name + "/" + below.generic_string();
        }
    }
    const fs::path own = path.has_filename() ? path.filename() : path.parent_path().filename();
    return gguf ? own.stem().string() : own.string();
}

}  // namespace lora
