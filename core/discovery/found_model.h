// SPDX-License-Identifier: Apache-2.0
// Base models that lie on this machine already, wherever another program put them. They are used there: nothing is
// copied, moved or written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/discovery/model_places.h"

namespace lora {

struct FoundModel {
    std::filesystem::path path;  ///< what to choose as the base: a GGUF file, a blob that is one, or a folder
    std::string name;            ///< as its program calls it: "org/model", "model:tag", a file's stem
    ModelSource source = ModelSource::lora_studio;
    bool is_gguf = false;
    std::string family;           ///< "llama", "qwen2", …; as the file says, empty if it does not
    std::string stored_as;        ///< the element type of most of its bytes, "Q4_K"; empty if unknown
    uint64_t size_bytes = 0;      ///< of its weights on disk
    int64_t parameters = 0;       ///< 0: unknown
    std::optional<Error> refusal; ///< why it cannot be a base model here; it is listed so that nobody wonders
    bool usable() const { return !refusal; }
};

/// What `lora-worker models --json` prints of one.
Json to_json(const FoundModel& model);

/// Every language model under `places`: those that can be used first, by source and name. Reads headers alone.
/// Links are followed, circles of them noticed; a file that several paths lead to is listed once. Left out: what is
/// still being downloaded, parts of a model (vocabularies, projectors, adapters, later files of a split one), and what
/// cannot be read. `progress` (may be empty) hears how many candidates are done of how many; the search ends with what
/// it has when it returns false.
std::vector<FoundModel> find_models(const std::vector<ModelPlace>& places,
                                    const std::function<bool(uint64_t done, uint64_t total)>& progress = {});

/// The name that people know of a model in Hugging Face's cache ("org/model" of a snapshot's folder); else the folder's
/// or file's own, a GGUF file's without its suffix.
std::string name_from_path(const std::filesystem::path& path);

}  // namespace lora
