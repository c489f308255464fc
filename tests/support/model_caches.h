// SPDX-License-Identifier: Apache-2.0
// Made-up homes in which other programs keep models: the layouts of Hugging Face's hub, Ollama and plain folders, of
// the tiny models under tests/golden/data.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "core/base/json.h"

namespace lora::test {

inline void write_text(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

inline void copy_whole_file(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::filesystem::create_directories(to.parent_path());
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
}

/// One repository of Hugging Face's cache: files lie in blobs, snapshots link to them.
class HubRepository {
  public:
    /// `hub` is the cache's folder; `name` is "org/model".
    HubRepository(const std::filesystem::path& hub, const std::string& name) {
        std::string folder = "models--" + name;
        for (size_t at; (at = folder.find('/')) != std::string::npos;)
            folder.replace(at, 1, "--");
        path = hub / folder;
    }
    std::filesystem::path snapshot(const std::string& commit) const { return path / "snapshots" / commit; }
    void set_ref(const std::string& ref, const std::string& commit) const { write_text(path / "refs" / ref, commit); }
    /// Copies `from` into a blob (once) and links to it from the snapshot.
    void add(const std::string& commit, const std::string& file, const std::filesystem::path& from,
             const std::string& blob) const {
        if (!std::filesystem::exists(path / "blobs" / blob)) copy_whole_file(from, path / "blobs" / blob);
        link(commit, file, blob);
    }
    /// Without a look at whether the blob is there.
    void link(const std::string& commit, const std::string& file, const std::string& blob) const {
        const auto at = snapshot(commit) / file;
        std::filesystem::create_directories(at.parent_path());
        std::filesystem::path up;
        for (const auto& part : at.parent_path().lexically_relative(path))
            up /= part.empty() ? "" : "..";
        std::filesystem::create_symlink(up / "blobs" / blob, at);
    }
    /// Every file of a folder, each in a blob called after it.
    void add_folder(const std::string& commit, const std::filesystem::path& from) const {
        for (const auto& entry : std::filesystem::directory_iterator(from)) {
            const std::string name = entry.path().filename().string();
            if (entry.is_regular_file()) add(commit, name, entry.path(), "0b" + name);
        }
    }
    std::filesystem::path path;
};

/// Puts a model into Ollama's folder: a blob of its content's name and a manifest that names it.
inline std::filesystem::path add_to_ollama(const std::filesystem::path& models, const std::string& name,
                                           const std::filesystem::path& gguf, const std::string& digest) {
    const auto blob = models / "blobs" / ("sha256-" + digest);
    if (!std::filesystem::exists(blob)) copy_whole_file(gguf, blob);
    const Json manifest = {
        {"schemaVersion", 2},
        {"config", {{"mediaType", "application/vnd.docker.container.image.v1+json"}, {"digest", "sha256:c0"}}},
        {"layers",
         {{{"mediaType", "application/vnd.ollama.image.license"}, {"digest", "sha256:11ce"}},
          {{"mediaType", "application/vnd.ollama.image.model"}, {"digest", "sha256:" + digest}, {"size", 1}}}}};
    write_text(models / "manifests" / "registry.ollama.ai" / name, to_text(manifest));
    return blob;
}

}  // namespace lora::test
