// SPDX-License-Identifier: Apache-2.0
#include "core/plan/adapter_plan.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/plan/module_pattern.h"

namespace lora {
namespace {

/// Whether PEFT would adapt this module. A whole name counts whatever layers_to_transform says, as there.
bool is_target(const AdapterSpec& spec, int layer, const std::string& path) {
    const auto& entries = spec.target_modules;
    if (std::find(entries.begin(), entries.end(), path) != entries.end()) return true;
    const bool named = std::any_of(entries.begin(), entries.end(),
                                   [&](const std::string& entry) { return ends_at_dot(path, entry); });
    if (!named || spec.layers_to_transform.empty()) return named;
    const auto& layers = spec.layers_to_transform;
    return std::find(layers.begin(), layers.end(), layer) != layers.end();
}

/// Value of the first key, in the map's order, that matches; PEFT too takes the first.
template <class T>
T pattern_value(const std::map<std::string, T>& pattern, const std::string& path, T otherwise) {
    for (const auto& [key, value] : pattern) {
        if (pattern_key_matches(key, path)) return value;
    }
    return otherwise;
}

template <class Match>
bool any_module(const ModelGeometry& geometry, Match match) {
    for (int layer = 0; layer < geometry.layers; ++layer) {
        for (const char* module : linear_modules) {
            if (match(module_path(layer, module))) return true;
        }
    }
    return false;
}

std::string layers_text(const ModelGeometry& geometry) {
    return "the model has layers 0 to " + std::to_string(geometry.layers - 1);
}

template <class T>
Status check_pattern(const std::map<std::string, T>& pattern, const char* field,
                     const ModelGeometry& geometry) {
    for (const auto& entry : pattern) {
        const std::string& key = entry.first;
        const std::string where = std::string("adapter.") + field + "." + key;
        if (auto valid = check_pattern_key(key, where); !valid) return valid;
        if (!any_module(geometry, [&](const std::string& path) { return pattern_key_matches(key, path); })) {
            return bad_input("No linear module of the model is called \"" + key + "\"", where,
                             "Check the module's name and the layer's number: " + layers_text(geometry));
        }
    }
    return {};
}

Status check_names(const AdapterSpec& spec, const ModelGeometry& geometry) {
    if (spec.method != "lora") {
        return bad_input("The adapter method \"" + spec.method + "\" is not known", "adapter.method",
                         "Use lora");
    }
    if (spec.use_dora) return bad_input("DoRA is not supported yet", "adapter.use_dora", "Set it to false");
    if (spec.bias != "none") {
        return bad_input("Training biases (\"" + spec.bias + "\") is not supported", "adapter.bias",
                         "Set it to none");
    }
    if (spec.target_modules.empty()) {
        return bad_input(
            "No module is chosen to adapt", "adapter.target_modules",
            "Choose at least one of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj");
    }
    for (const int layer : spec.layers_to_transform) {
        if (layer < 0 || layer >= geometry.layers) {
            return bad_input("Layer " + std::to_string(layer) + " does not exist",
                             "adapter.layers_to_transform", "Layers count from 0: " + layers_text(geometry));
        }
    }
    for (const std::string& entry : spec.target_modules) {
        if (!any_module(geometry,
                        [&](const std::string& p) { return p == entry || ends_at_dot(p, entry); })) {
            return bad_input("No linear module of the model is called \"" + entry + "\"",
                             "adapter.target_modules",
                             "Use q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj or down_proj; " +
                                 layers_text(geometry));
        }
    }
    if (auto valid = check_pattern(spec.rank_pattern, "rank_pattern", geometry); !valid) return valid;
    return check_pattern(spec.alpha_pattern, "alpha_pattern", geometry);
}

Result<AdapterTarget> make_target(const AdapterSpec& spec, const ModelGeometry& geometry, int layer,
                                  const std::string& module, const std::string& path) {
    AdapterTarget target{layer, module, pattern_value(spec.rank_pattern, path, spec.r),
                         pattern_value(spec.alpha_pattern, path, spec.lora_alpha), 0};
    const auto [outputs, inputs] = geometry.linear_shape(module);
    const int64_t widest = std::min(outputs, inputs);
    if (target.rank < 1 || target.rank > widest) {
        return bad_input(
            "Rank " + std::to_string(target.rank) + " cannot be used for " + path,
            spec.rank_pattern.empty() ? "adapter.r" : "adapter.r or adapter.rank_pattern",
            "Choose a rank from 1 to " + std::to_string(widest) + ", the module's smaller width");
    }
    if (!std::isfinite(target.alpha)) {
        return bad_input("Alpha is not a number for " + path, "adapter.lora_alpha",
                         "Choose a number such as 32");
    }
    target.scaling =
        target.alpha / (spec.use_rslora ? std::sqrt(static_cast<double>(target.rank)) : target.rank);
    return target;
}

}  // namespace

Result<std::vector<AdapterTarget>> resolve_adapter(const AdapterSpec& spec, const ModelGeometry& geometry) {
    if (auto valid = check_names(spec, geometry); !valid) return valid.error();
    std::vector<AdapterTarget> targets;
    for (int layer = 0; layer < geometry.layers; ++layer) {
        for (const char* module : linear_modules) {
            const std::string path = module_path(layer, module);
            if (!is_target(spec, layer, path)) continue;
            auto target = make_target(spec, geometry, layer, module, path);
            if (!target) return target.error();
            targets.push_back(std::move(*target));
        }
    }
    if (targets.empty()) {
        return bad_input("No module is chosen to adapt", "adapter.target_modules",
                         "The chosen modules do not lie in the layers of layers_to_transform");
    }
    return targets;
}

int64_t trainable_parameters(const std::vector<AdapterTarget>& targets, const ModelGeometry& geometry) {
    int64_t sum = 0;
    for (const AdapterTarget& target : targets) {
        const auto [outputs, inputs] = geometry.linear_shape(target.module);
        sum += target.rank * (outputs + inputs);
    }
    return sum;
}

uint64_t adapter_file_bytes(const std::vector<AdapterTarget>& targets, const ModelGeometry& geometry) {
    // PEFT's layout: two tensors a module, each with a line of header of about this shape.
    uint64_t bytes = 8 + 32 + static_cast<uint64_t>(trainable_parameters(targets, geometry)) * 4;
    uint64_t offset = 0;
    for (const AdapterTarget& target : targets) {
        const auto [outputs, inputs] = geometry.linear_shape(target.module);
        const auto entry = [&](const char* part, int64_t rows, int64_t columns) {
            const uint64_t end = offset + static_cast<uint64_t>(rows * columns) * 4;
            bytes += ("\"base_model.model." + module_path(target.layer, target.module) + part +
                      ".weight\":{\"dtype\":\"F32\",\"shape\":[" + std::to_string(rows) + "," +
                      std::to_string(columns) + "],\"data_offsets\":[" + std::to_string(offset) + "," +
                      std::to_string(end) + "]},")
                         .size();
            offset = end;
        };
        entry(".lora_A", target.rank, inputs);
        entry(".lora_B", outputs, target.rank);
    }
    return bytes;
}

}  // namespace lora
