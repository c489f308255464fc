// SPDX-License-Identifier: Apache-2.0
// The search's first half: paths that may be models, by their place in a tree alone.
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/base/platform/file_identity.h"
#include "core/discovery/model_places.h"

namespace lora {

struct Candidate {
    std::filesystem::path path;  ///< GGUF file, or folder with a config.json
    std::string name;
    ModelSource source;
    bool is_folder = false;
};

/// Collects candidates of many places. A folder that was looked at is not looked at again, whatever leads there.
class CandidateSearch {
  public:
    explicit CandidateSearch(std::function<bool()> keep_going) : keep_going_(std::move(keep_going)) {}
    void look_in(const ModelPlace& place);
    std::vector<Candidate> take() { return std::move(found_); }

  private:
    void walk(const std::filesystem::path& folder, ModelSource source, int depth);
    void take_file(const std::filesystem::path& file, ModelSource source);
    void walk_hub_repository(const std::filesystem::path& repository, ModelSource source);
    void walk_ollama_manifests(const std::filesystem::path& models, const std::filesystem::path& folder, int depth);
    void take_ollama_manifest(const std::filesystem::path& models, const std::filesystem::path& manifest);
    bool enter(const std::filesystem::path& folder);

    std::function<bool()> keep_going_;
    std::vector<Candidate> found_;
    std::set<FileIdentity> entered_;
    size_t entries_ = 0;
};

/// Names in a folder, sorted, hidden ones left out; none where it cannot be read. At most `limit`.
std::vector<std::filesystem::path> folder_entries(const std::filesystem::path& folder, size_t limit);

/// Snapshots of a repository in Hugging Face's cache: the one that refs/main names first, then other refs', then the
/// rest.
std::vector<std::filesystem::path> hub_snapshots(const std::filesystem::path& repository);

/// The files that hold the weights of a folder's model; empty where there are none or some are missing.
std::vector<std::filesystem::path> folder_weights(const std::filesystem::path& folder);

/// A split GGUF file's parts by the first one's name ("x-00001-of-00003.gguf"), which is among them; one for a file that
/// is whole; none when this is a later part, or a part is missing.
std::vector<std::filesystem::path> gguf_parts(const std::filesystem::path& file);

}  // namespace lora
