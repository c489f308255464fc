// SPDX-License-Identifier: Apache-2.0
// What a session keeps between requests: the base model in memory, its tokenizer, and adapters.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "app/worker/model_options.h"
#include "core/base/result.h"

namespace lora::worker {

class SessionModels {
  public:
    struct Loaded {
        std::shared_ptr<const BaseModel> base;
        std::shared_ptr<engine::CausalModel> model;
        std::string fingerprint;
    };
    explicit SessionModels(const ModelOptions& options) : options_(options) {}
    /// The base at `path`, loaded once and again only when the file changed. One base is kept at a time:
    /// weights are the largest thing in memory. `progress` may cancel (interrupted).
    Result<Loaded> load(const std::string& path, const std::function<bool(int64_t, int64_t)>& progress);
    /// The base's header alone, without its weights.
    Result<std::shared_ptr<const BaseModel>> header(const std::string& path);
    /// An adapter over the loaded base, read again only when its files changed.
    Result<std::shared_ptr<const engine::Adapter>> adapter(const Loaded& loaded, const std::string& folder);

  private:
    ModelOptions options_;
    std::string base_key_;
    Loaded loaded_;
    std::map<std::string, std::shared_ptr<const engine::Adapter>> adapters_;
};

}  // namespace lora::worker
