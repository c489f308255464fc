// SPDX-License-Identifier: Apache-2.0
// adapter_config.json as PEFT 0.21 writes it, and our own record beside it, which PEFT passes over.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/contract/run_spec.h"

namespace lora::engine {

inline constexpr const char* peft_config_file = "adapter_config.json";
inline constexpr const char* peft_weights_file = "adapter_model.safetensors";
/// PEFT warns about keys of adapter_config.json it does not know, so the base's fingerprint has a file of its
/// own.
inline constexpr const char* adapter_record_file = "lora_studio.json";
inline constexpr int adapter_record_format = 1;

struct PeftConfig {
    AdapterSpec spec;
    /// target_modules was a regular expression: the weights say which modules there are.
    bool targets_from_weights = false;
};

Json peft_config_json(const AdapterSpec& spec, const std::string& base_path);
/// Refuses what the engine cannot apply: other methods, DoRA, biases, modules saved whole.
Result<PeftConfig> read_peft_config(const std::filesystem::path& folder);

Json adapter_record_json(const std::string& base_path, const std::string& base_fingerprint);
/// Fingerprint of the base the adapter in `folder` was trained on; empty where there is no record.
Result<std::string> recorded_fingerprint(const std::filesystem::path& folder);

}  // namespace lora::engine
