// SPDX-License-Identifier: Apache-2.0
// config.json of a Llama model, with the defaults of transformers' LlamaConfig.
#include <cmath>

#include "core/basemodel/base_model_builder.h"

namespace lora {
namespace {

constexpr const char* damaged_hint = "Download config.json again, or choose another model";

/// What FieldReader found wrong, with something to do about it.
Error with_hint(Error error) {
    if (error.hint.empty()) error.hint = damaged_hint;
    return error;
}

bool is_null(const Json& object, const char* key) {
    const auto it = object.find(key);
    return it == object.end() || it->is_null();
}

std::string text_of(const Json& object, const char* key) {
    const auto it = object.find(key);
    return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

Status check_family(const Json& config, const std::string& where) {
    const std::string type = text_of(config, "model_type");
    bool says_llama = type == "llama";
    if (const auto list = config.find("architectures"); list != config.end() && list->is_array()) {
        for (const Json& entry : *list)
            says_llama = says_llama || entry == "LlamaForCausalLM";
    }
    if (type.empty() && !says_llama) {
        return bad_input("The field model_type is missing", where, "Choose the folder of a language model");
    }
    if (!says_llama) {
        return bad_input("The model family \"" + type + "\" is not supported", where + ", model_type",
                         "Choose a model of the Llama family, such as SmolLM2 or Llama 3");
    }
    if (!is_null(config, "quantization_config")) {
        const Status readable = check_quantization(config.at("quantization_config"), where);
        if (!readable) return readable;
    }
    const std::string activation = text_of(config, "hidden_act");
    if (!activation.empty() && activation != "silu" && activation != "swish") {
        return bad_input("The activation \"" + activation + "\" is not supported", where + ", hidden_act",
                         "Choose a model whose activation is silu");
    }
    return {};
}

/// transformers' get_mscale.
double yarn_mscale(double factor, double mscale) {
    return factor <= 1 ? 1 : 0.1 * mscale * std::log(factor) + 1;
}

void read_yarn(FieldReader& fields, const Json& rope, const ModelGeometry& geometry, RopeScaling& scaling) {
    if (is_null(rope, "factor")) {
        scaling.factor = static_cast<double>(geometry.context_length) /
                         static_cast<double>(std::max<int64_t>(scaling.original_max_position_embeddings, 1));
    }
    fields.number("beta_fast", scaling.beta_fast, 0, 1e9);
    fields.number("beta_slow", scaling.beta_slow, 0, 1e9);
    if (scaling.beta_fast == 0) scaling.beta_fast = 32;
    if (scaling.beta_slow == 0) scaling.beta_slow = 1;
    double mscale = 0, mscale_all_dim = 0;
    fields.number("mscale", mscale, 0, 1e6);
    fields.number("mscale_all_dim", mscale_all_dim, 0, 1e6);
    if (mscale > 0 && mscale_all_dim > 0) {
        scaling.attention_factor =
            yarn_mscale(scaling.factor, mscale) / yarn_mscale(scaling.factor, mscale_all_dim);
    }
    fields.number("attention_factor", scaling.attention_factor, 0, 1e6);
    bool truncate = true;
    fields.boolean("truncate", truncate);
    if (!truncate)
        fields.fail("truncate", "Yarn without truncation is not supported", "Choose another model");
}

/// rope_scaling (transformers 4) or rope_parameters (5), whose names inside are the same.
Status read_rope(const Json& rope, const std::string& where, const ModelGeometry& geometry, double& theta,
                 RopeScaling& scaling) {
    FieldReader fields(rope, where);
    std::string type = text_of(rope, "rope_type");
    if (type.empty()) type = text_of(rope, "type");
    fields.number("rope_theta", theta, 1e-3, 1e15);
    double partial = 1;
    fields.number("partial_rotary_factor", partial, 0, 1);
    if (partial != 1) fields.fail("partial_rotary_factor", "Turning a part of each head is not supported");
    if (!fields.ok()) return fields.status();
    if (type.empty() || type == "default") return {};
    if (type != "linear" && type != "dynamic" && type != "llama3" && type != "yarn") {
        return bad_input("The position scaling \"" + type + "\" is not supported", where + ".rope_type",
                         "Choose a model with linear, dynamic, llama3, yarn or no scaling");
    }
    scaling.type = type;
    if (type != "yarn") fields.require("factor");
    fields.number("factor", scaling.factor, 1e-6, 1e6);
    if (type == "llama3" || type == "yarn") {
        if (type == "llama3") fields.require("original_max_position_embeddings");
        scaling.original_max_position_embeddings = geometry.context_length;
        fields.integer("original_max_position_embeddings", scaling.original_max_position_embeddings, 1,
                       1 << 30);
    }
    if (type == "dynamic") scaling.original_max_position_embeddings = geometry.context_length;
    if (type == "llama3") {
        fields.require("low_freq_factor");
        fields.require("high_freq_factor");
        fields.number("low_freq_factor", scaling.low_freq_factor, 1e-6, 1e6);
        fields.number("high_freq_factor", scaling.high_freq_factor, 1e-6, 1e6);
        if (scaling.high_freq_factor <= scaling.low_freq_factor) {
            fields.fail("high_freq_factor", "high_freq_factor must be above low_freq_factor");
        }
    }
    if (type == "yarn") read_yarn(fields, rope, geometry, scaling);
    return fields.status();
}

void read_tokens(const Json& config, ModelGeometry& geometry) {
    const auto usable = [&](const Json& id) {
        return id.is_number_integer() && id.get<int64_t>() >= 0 && id.get<int64_t>() < geometry.vocab_size;
    };
    const auto bos = config.find("bos_token_id"), eos = config.find("eos_token_id");
    if (bos != config.end() && usable(*bos)) geometry.bos_token_id = bos->get<int>();
    if (eos == config.end()) return;
    if (usable(*eos)) geometry.eos_token_ids.push_back(eos->get<int>());
    if (!eos->is_array()) return;
    for (const Json& id : *eos) {
        if (usable(id)) geometry.eos_token_ids.push_back(id.get<int>());
    }
}

}  // namespace

Result<ModelGeometry> llama_geometry_from_config(const Json& config, const std::string& where) {
    if (!config.is_object()) return bad_input("Expected a JSON object", where, damaged_hint);
    if (auto family = check_family(config, where); !family) return family.error();
    ModelGeometry geometry;
    geometry.family = "llama";
    FieldReader fields(config, where);
    for (const char* key : {"hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads",
                            "vocab_size", "max_position_embeddings"}) {
        fields.require(key);
    }
    fields.integer("hidden_size", geometry.hidden_size, 1, 1 << 20);
    fields.integer("intermediate_size", geometry.intermediate_size, 1, 1 << 24);
    fields.integer("num_hidden_layers", geometry.layers, 1, 4096);
    fields.integer("num_attention_heads", geometry.attention_heads, 1, 8192);
    geometry.key_value_heads = geometry.attention_heads;
    fields.integer("num_key_value_heads", geometry.key_value_heads, 1, 8192);
    fields.integer("vocab_size", geometry.vocab_size, 1, 1 << 24);
    fields.integer("max_position_embeddings", geometry.context_length, 1, 1 << 30);
    geometry.rms_norm_eps = 1e-6;
    fields.number("rms_norm_eps", geometry.rms_norm_eps, 0, 1);
    fields.number("rope_theta", geometry.rope_theta, 1e-3, 1e15);
    fields.boolean("tie_word_embeddings", geometry.tied_head);
    fields.boolean("attention_bias", geometry.attention_bias);
    fields.boolean("mlp_bias", geometry.mlp_bias);
    if (fields.ok() && is_null(config, "head_dim") && geometry.hidden_size % geometry.attention_heads != 0) {
        fields.fail("num_attention_heads", "The width " + std::to_string(geometry.hidden_size) +
                                               " does not divide by " +
                                               std::to_string(geometry.attention_heads) + " attention heads");
    }
    if (fields.ok()) geometry.head_dim = geometry.hidden_size / geometry.attention_heads;
    fields.integer("head_dim", geometry.head_dim, 1, 65536);
    if (!fields.ok()) return with_hint(fields.status().error());
    for (const char* key : {"rope_scaling", "rope_parameters"}) {
        if (is_null(config, key)) continue;
        auto rope = read_rope(config.at(key), where + "." + key, geometry, geometry.rope_theta,
                              geometry.rope_scaling);
        if (!rope) return with_hint(rope.error());
    }
    read_tokens(config, geometry);
    if (auto valid = check_geometry(geometry, where); !valid) return valid.error();
    return geometry;
}

}  // namespace lora
