// SPDX-License-Identifier: Apache-2.0
#include "app/worker/session_models.h"

#include <filesystem>

namespace lora::worker {
namespace {

namespace fs = std::filesystem;

/// More than a comparison shows at once; the oldest name goes first beyond that.
constexpr size_t adapter_limit = 16;

/// Path and modification time: names the file as it is now.
std::string file_key(const fs::path& path) {
    std::error_code ignored;
    const auto written = fs::last_write_time(path, ignored);
    return fs::weakly_canonical(path, ignored).string() + "\n" +
           std::to_string(ignored ? 0 : written.time_since_epoch().count());
}

}  // namespace

Result<std::shared_ptr<const BaseModel>> SessionModels::header(const std::string& path) {
    if (loaded_.base && file_key(path) == base_key_) return loaded_.base;
    return BaseModel::open(path);
}

Result<SessionModels::Loaded> SessionModels::load(const std::string& path,
                                                  const std::function<bool(int64_t, int64_t)>& progress) {
    const std::string key = file_key(path);
    if (loaded_.model && key == base_key_) return loaded_;
    const Result<std::shared_ptr<const BaseModel>> base = BaseModel::open(path);
    if (!base) return base.error();
    loaded_ = {};  // freed before the next one is expanded
    adapters_.clear();
    Result<std::string> fingerprint = (*base)->fingerprint();
    if (!fingerprint) return fingerprint.error();
    engine::LoadOptions load;
    load.device = options_.device;
    load.dtype = options_.dtype;
    load.threads = options_.threads;
    load.activations = options_.activations;
    load.progress = progress;
    const Result<std::shared_ptr<engine::CausalModel>> model = engine::load_model(*base, load);
    if (!model) return model.error();
    loaded_ = {*base, *model, *fingerprint};
    base_key_ = key;
    return loaded_;
}

Result<std::shared_ptr<const engine::Adapter>> SessionModels::adapter(const Loaded& loaded,
                                                                      const std::string& folder) {
    const std::string key = file_key(fs::path(folder) / "adapter_model.safetensors") + "\n" +
                            file_key(fs::path(folder) / "adapter_config.json");
    if (const auto found = adapters_.find(key); found != adapters_.end()) return found->second;
    const Result<std::shared_ptr<engine::Adapter>> adapter =
        engine::load_adapter(*loaded.model, folder);
    if (!adapter) return adapter.error();
    if (adapters_.size() >= adapter_limit) adapters_.erase(adapters_.begin());
    return adapters_[key] = *adapter;
}

}  // namespace lora::worker
