// SPDX-License-Identifier: Apache-2.0
#include "core/plan/geometry.h"

#include <string_view>
#include <utility>

namespace lora {
namespace {

Json rope_json(const RopeScaling& rope) {
    Json json{{"type", rope.type}};
    if (rope.type == "none") return json;
    if (rope.type == "factors") {
        json["factors"] = rope.factors.size();
        return json;
    }
    json["factor"] = rope.factor;
    if (rope.original_max_position_embeddings > 0) {
        json["original_max_position_embeddings"] = rope.original_max_position_embeddings;
    }
    if (rope.type == "llama3") {
        json["low_freq_factor"] = rope.low_freq_factor;
        json["high_freq_factor"] = rope.high_freq_factor;
    }
    if (rope.type == "yarn") {
        json["beta_fast"] = rope.beta_fast;
        json["beta_slow"] = rope.beta_slow;
        if (rope.attention_factor > 0) json["attention_factor"] = rope.attention_factor;
    }
    return json;
}

}  // namespace

std::pair<int64_t, int64_t> ModelGeometry::linear_shape(std::string_view module) const {
    const int64_t queries = query_width(), keys = key_width();
    if (module == "q_proj") return {queries, hidden_size};
    if (module == "k_proj" || module == "v_proj") return {keys, hidden_size};
    if (module == "o_proj") return {hidden_size, queries};
    if (module == "gate_proj" || module == "up_proj") return {intermediate_size, hidden_size};
    if (module == "down_proj") return {hidden_size, intermediate_size};
    return {0, 0};
}

std::string module_path(int layer, std::string_view module) {
    const bool in_mlp = module == "gate_proj" || module == "up_proj" || module == "down_proj";
    return "model.layers." + std::to_string(layer) + (in_mlp ? ".mlp." : ".self_attn.") + std::string(module);
}

Json to_json(const ModelGeometry& geometry) {
    return Json{{"family", geometry.family},
                {"layers", geometry.layers},
                {"hidden_size", geometry.hidden_size},
                {"intermediate_size", geometry.intermediate_size},
                {"attention_heads", geometry.attention_heads},
                {"key_value_heads", geometry.key_value_heads},
                {"head_dim", geometry.head_dim},
                {"vocab_size", geometry.vocab_size},
                {"context_length", geometry.context_length},
                {"rms_norm_eps", geometry.rms_norm_eps},
                {"rope_theta", geometry.rope_theta},
                {"rope", rope_json(geometry.rope_scaling)},
                {"tied_head", geometry.tied_head},
                {"attention_bias", geometry.attention_bias},
                {"mlp_bias", geometry.mlp_bias},
                {"parameters", geometry.parameters},
                {"bos_token_id", geometry.bos_token_id},
                {"eos_token_ids", geometry.eos_token_ids}};
}

}  // namespace lora
