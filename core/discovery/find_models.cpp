// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <system_error>
#include <tuple>

#include "core/basemodel/base_model.h"
#include "core/discovery/candidates.h"
#include "core/discovery/found_model.h"
#include "core/tensorio/gguf_head.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

constexpr uint64_t config_limit_bytes = 1u << 20;

/// Whether the head says that this is a part of some model, or of none, rather than a model.
bool is_only_a_part(const GgufHead& head) {
    if (!head.type.empty() && head.type != "model") return true;
    return head.tensors == 0 || head.architecture == "clip" || head.architecture == "imatrix";
}

/// model_type of a folder's config.json; nothing where it names none, as configurations of other things do.
std::optional<std::string> folder_family(const fs::path& folder) {
    const auto config = read_json_file(folder / "config.json", config_limit_bytes);
    if (!config || !config->is_object()) return std::nullopt;
    const auto type = config->find("model_type");
    if (type == config->end() || !type->is_string()) return std::nullopt;
    return type->get<std::string>();
}

std::string largest_type(const BaseModel& model) {
    std::map<std::string, uint64_t> bytes;
    for (const auto& [name, tensor] : model.tensors())
        bytes[dtype_info(tensor.dtype).name] += tensor.bytes.size();
    const auto most = std::max_element(bytes.begin(), bytes.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == bytes.end() ? std::string() : most->first;
}

/// The engine's own verdict, by opening the model as training would.
void judge(FoundModel& found) {
    const auto model = BaseModel::open(found.path);
    if (!model) {
        found.refusal = model.error();
        return;
    }
    std::error_code ignored;
    if (!found.is_gguf && !fs::exists(found.path / "tokenizer.json", ignored)) {
        if (const auto tokenizer = (*model)->tokenizer(); !tokenizer) found.refusal = tokenizer.error();
    }
    found.family = (*model)->geometry().family;
    found.parameters = (*model)->geometry().parameters;
    found.stored_as = largest_type(**model);
}

class Found {
  public:
    void take(const Candidate& candidate) {
        FoundModel model{candidate.path, candidate.name, candidate.source, !candidate.is_folder, {}, {}, 0, 0, {}};
        const auto files = candidate.is_folder ? folder_weights(candidate.path) : gguf_parts(candidate.path);
        if (files.empty()) return;
        const auto first = file_facts(files.front());
        if (!first || known_.contains(first->identity)) return;
        if (candidate.is_folder) {
            const auto family = folder_family(candidate.path);
            if (!family) return;
            model.family = *family;
        } else {
            const auto head = read_gguf_head(candidate.path);
            if (!head || is_only_a_part(*head)) return;
            model.family = head->architecture;
        }
        known_.insert(first->identity);
        for (const fs::path& file : files) {
            const auto facts = file_facts(file);
            model.size_bytes += facts ? facts->size_bytes : 0;
        }
        judge(model);
        models_.push_back(std::move(model));
    }
    std::vector<FoundModel> take_all() {
        std::stable_sort(models_.begin(), models_.end(), [](const FoundModel& a, const FoundModel& b) {
            return std::tuple(!a.usable(), a.source, a.name) < std::tuple(!b.usable(), b.source, b.name);
        });
        return std::move(models_);
    }

  private:
    std::set<FileIdentity> known_;
    std::vector<FoundModel> models_;
};

}  // namespace

std::vector<FoundModel> find_models(const std::vector<ModelPlace>& places,
                                    const std::function<bool(uint64_t, uint64_t)>& progress) {
    bool wanted = true;
    const auto tell = [&](uint64_t done, uint64_t total) {
        wanted = wanted && (!progress || progress(done, total));
        return wanted;
    };
    CandidateSearch search([&] { return tell(0, 1); });
    for (const ModelPlace& place : places)
        search.look_in(place);
    const std::vector<Candidate> candidates = search.take();
    Found found;
    for (size_t i = 0; i < candidates.size() && tell(i, candidates.size()); ++i)
        found.take(candidates[i]);
    tell(candidates.size(), candidates.size());
    return found.take_all();
}

Json to_json(const FoundModel& model) {
    Json json{{"path", model.path.string()},
              {"name", model.name},
              {"source", to_text(model.source)},
              {"format", model.is_gguf ? "gguf" : "safetensors"},
              {"family", model.family},
              {"stored_as", model.stored_as},
              {"size_bytes", model.size_bytes},
              {"parameters", model.parameters},
              {"usable", model.usable()}};
    if (model.refusal) json["refusal"] = {{"what", model.refusal->what}, {"hint", model.refusal->hint}};
    return json;
}

}  // namespace lora
