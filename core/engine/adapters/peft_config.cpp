// SPDX-License-Identifier: Apache-2.0
#include "core/engine/adapters/peft_config.h"

#include <cmath>

namespace lora::engine {
namespace {

constexpr int64_t rank_limit = 1 << 20;

/// 32 rather than 32.0, as PEFT writes whole numbers.
Json plain_number(double value) {
    if (value == std::floor(value) && std::abs(value) < 1e15) return static_cast<int64_t>(value);
    return value;
}

/// Fields that change what the adapter computes and that must be at rest.
Status refuse_unsupported(const Json& config, const std::string& where) {
    const auto text = [&](const char* key) {
        return config.contains(key) && config[key].is_string() ? config[key].get<std::string>() : "";
    };
    if (text("peft_type") != "LORA") {
        return bad_input("The adapter's method is \"" + text("peft_type") + "\"", where,
                         "Only LORA adapters can be used");
    }
    if (config.contains("bias") && text("bias") != "none") {
        return bad_input("The adapter trains biases (bias = \"" + text("bias") + "\")", where,
                         "Only bias \"none\" can be used");
    }
    for (const char* key : {"use_dora", "fan_in_fan_out", "lora_bias", "use_qalora"}) {
        if (config.contains(key) && config[key].is_boolean() && config[key].get<bool>()) {
            return bad_input("The adapter uses " + std::string(key) + ", which is not supported", where);
        }
    }
    for (const char* key : {"modules_to_save", "layer_replication", "target_parameters",
                            "trainable_token_indices", "exclude_modules", "layers_pattern", "arrow_config",
                            "use_bdlora", "velora_config", "kasa_config"}) {
        if (config.contains(key) && !config[key].is_null() && !config[key].empty() &&
            config[key] != Json(false)) {
            return bad_input("The adapter uses " + std::string(key) + ", which is not supported", where);
        }
    }
    return {};
}

void read_targets(const Json& config, FieldReader& fields, PeftConfig& out) {
    if (config.contains("target_modules") && config["target_modules"].is_string()) {
        out.targets_from_weights = true;
    } else {
        fields.require("target_modules");
        fields.texts("target_modules", out.spec.target_modules);
    }
    out.spec.layers_to_transform.clear();
    if (config.contains("layers_to_transform")) {
        const Json& layers = config["layers_to_transform"];
        if (layers.is_number_integer()) {
            out.spec.layers_to_transform = {layers.get<int>()};
        } else if (!layers.is_null()) {
            fields.integers("layers_to_transform", out.spec.layers_to_transform);
        }
    }
}

void read_patterns(FieldReader& fields, AdapterSpec& spec) {
    if (const Json* ranks = fields.object("rank_pattern")) {
        for (const auto& [key, value] : ranks->items()) {
            if (value.is_number_integer() && value.get<int64_t>() > 0 && value.get<int64_t>() < rank_limit) {
                spec.rank_pattern[key] = value.get<int>();
            } else {
                fields.fail("rank_pattern." + key, "A rank must be a whole number above 0");
            }
        }
    }
    if (const Json* alphas = fields.object("alpha_pattern")) {
        for (const auto& [key, value] : alphas->items()) {
            if (value.is_number()) {
                spec.alpha_pattern[key] = value.get<double>();
            } else {
                fields.fail("alpha_pattern." + key, "An alpha must be a number");
            }
        }
    }
}

}  // namespace

Json peft_config_json(const AdapterSpec& spec, const std::string& base_path) {
    Json ranks = Json::object(), alphas = Json::object();
    for (const auto& [key, rank] : spec.rank_pattern)
        ranks[key] = rank;
    for (const auto& [key, alpha] : spec.alpha_pattern)
        alphas[key] = plain_number(alpha);
    return {{"alpha_pattern", alphas},
            {"auto_mapping", nullptr},
            {"base_model_name_or_path", base_path},
            {"bias", "none"},
            {"exclude_modules", nullptr},
            {"fan_in_fan_out", false},
            {"inference_mode", true},
            {"init_lora_weights", true},
            {"layer_replication", nullptr},
            {"layers_pattern", nullptr},
            {"layers_to_transform",
             spec.layers_to_transform.empty() ? Json(nullptr) : Json(spec.layers_to_transform)},
            {"loftq_config", Json::object()},
            {"lora_alpha", plain_number(spec.lora_alpha)},
            {"lora_bias", false},
            {"lora_dropout", spec.lora_dropout},
            {"modules_to_save", nullptr},
            {"peft_type", "LORA"},
            {"r", spec.r},
            {"rank_pattern", ranks},
            {"revision", nullptr},
            {"target_modules", spec.target_modules},
            {"task_type", "CAUSAL_LM"},
            {"use_dora", false},
            {"use_rslora", spec.use_rslora}};
}

Result<PeftConfig> read_peft_config(const std::filesystem::path& folder) {
    const std::filesystem::path path = folder / peft_config_file;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        return bad_input("The folder holds no adapter: " + std::string(peft_config_file) + " is missing",
                         folder.string(), "Choose a folder in PEFT's layout");
    }
    const Result<Json> config = read_json_file(path);
    if (!config) return config.error();
    if (!config->is_object())
        return bad_input("The adapter's configuration is not a JSON object", path.string());
    if (const Status status = refuse_unsupported(*config, path.string()); !status) return status.error();
    PeftConfig out;
    FieldReader fields(*config, path.string());
    fields.require("r");
    fields.integer("r", out.spec.r, 1, rank_limit);
    fields.number("lora_alpha", out.spec.lora_alpha);
    out.spec.lora_dropout = 0;
    fields.number("lora_dropout", out.spec.lora_dropout, 0, 0.999);
    fields.boolean("use_rslora", out.spec.use_rslora);
    read_targets(*config, fields, out);
    read_patterns(fields, out.spec);
    if (!fields.ok()) return fields.status().error();
    return out;
}

Json adapter_record_json(const std::string& base_path, const std::string& base_fingerprint) {
    return {{"format", adapter_record_format},
            {"base", {{"path", base_path}, {"fingerprint", base_fingerprint}}}};
}

Result<std::string> recorded_fingerprint(const std::filesystem::path& folder) {
    const std::filesystem::path path = folder / adapter_record_file;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) return std::string();
    const Result<Json> record = read_json_file(path, 1 << 20);
    if (!record) return record.error();
    if (!record->is_object()) return bad_input("The adapter's record is not a JSON object", path.string());
    int format = 0;
    FieldReader fields(*record, path.string());
    fields.require("format");
    fields.integer("format", format, 1, std::numeric_limits<int>::max());
    if (!fields.ok()) return fields.status().error();
    if (format > adapter_record_format) {
        return bad_input(
            "The adapter's record has format " + std::to_string(format) + ", written by a newer program",
            path.string(), "Update LoRA Studio");
    }
    std::string fingerprint;
    if (const Json* base = fields.object("base")) {
        FieldReader base_fields(*base, fields.path("base"));
        base_fields.text("fingerprint", fingerprint);
        if (!base_fields.ok()) return base_fields.status().error();
    }
    if (!fields.ok()) return fields.status().error();
    return fingerprint;
}

}  // namespace lora::engine
