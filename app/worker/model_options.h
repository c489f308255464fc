// SPDX-License-Identifier: Apache-2.0
// What most verbs need first: a base model, adapters over it, and where it runs.
#pragma once

#include <CLI/App.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/basemodel/base_model.h"
#include "core/engine/inference/generate.h"
#include "core/engine/models/model.h"
#include "core/text/chat.h"
#include "core/text/tokenizer.h"

namespace lora::worker {

struct ModelOptions {
    std::string base;
    std::vector<std::string> adapters;  ///< DIR or DIR@weight
    std::string device = "auto", dtype = "auto", activations = "float32";
    int threads = 0;

    void add_base(CLI::App& verb);
    void add_adapters(CLI::App& verb, const std::string& meaning);
    void add_device(CLI::App& verb);
    void add_activations(CLI::App& verb);
};

struct LoadedModel {
    std::shared_ptr<const BaseModel> base;
    std::shared_ptr<engine::CausalModel> model;
};

/// Opens the base and expands its weights, with a note on stderr when that takes long.
Result<LoadedModel> load_base(const ModelOptions& options);
/// The same of a base that is open.
Result<LoadedModel> load_base(const ModelOptions& options, std::shared_ptr<const BaseModel> base,
                              engine::Purpose purpose = engine::Purpose::answers);

/// "DIR" or "DIR@weight". A folder whose own name ends in @number is taken as the folder.
struct AdapterArgument {
    std::string folder;
    double weight = 1;
};
AdapterArgument parse_adapter_argument(const std::string& text);

/// The adapters of the command line, in its order.
Result<engine::AdapterMix> load_adapters(const engine::CausalModel& model,
                                         const std::vector<std::string>& arguments);

/// Options of sampling: --seed --temperature --top-p --top-k --max-new-tokens.
void add_sampling(CLI::App& verb, engine::SamplingOptions& options);

/// Ids of a plain prompt, led by bos where the model expects one.
Result<std::vector<int32_t>> plain_prompt_ids(const Tokenizer& tokenizer, const std::string& prompt);
/// Ids of a conversation with the header of the answer to come.
Result<std::vector<int32_t>> chat_prompt_ids(const Tokenizer& tokenizer,
                                             const std::vector<Message>& messages);

/// A list of {"role","content"}, or an object that holds one under "messages".
Result<std::vector<Message>> messages_from_json(const Json& json, const std::string& where);

/// {"name","text","ids","finish_reason","tokens_per_second","weights_sha256"} and, where asked, "logprobs".
Json to_json(const engine::Generation& generation);

/// A number with so many digits behind the point.
std::string fixed(double value, int digits);

}  // namespace lora::worker
