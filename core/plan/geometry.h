// SPDX-License-Identifier: Apache-2.0
// The shape of a decoder: what can be known of a model from its header alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.h"

namespace lora {

/// RoPE (arXiv:2104.09864) and its scaling variants, with Hugging Face's names.
struct RopeScaling {
    std::string type =
        "none";  ///< none, linear, dynamic, llama3, yarn, factors (per-frequency divisors from a GGUF)
    double factor = 1;
    double low_freq_factor = 1, high_freq_factor = 4;  ///< llama3
    int64_t original_max_position_embeddings = 0;      ///< llama3, yarn, dynamic
    double beta_fast = 32, beta_slow = 1;              ///< yarn
    double attention_factor = 0;                       ///< yarn; 0: from factor
    std::vector<float> factors;                        ///< [head_dim / 2], for "factors"
};

struct ModelGeometry {
    std::string family;  ///< "llama"
    int layers = 0;
    int hidden_size = 0;
    int intermediate_size = 0;
    int attention_heads = 0;
    int key_value_heads = 0;
    int head_dim = 0;
    int64_t vocab_size = 0;
    int64_t context_length = 0;  ///< positions the model was made for
    double rms_norm_eps = 1e-5;
    double rope_theta = 10000;
    RopeScaling rope_scaling;
    bool tied_head = false;  ///< the head is the embedding
    bool attention_bias = false;
    bool mlp_bias = false;
    int64_t parameters = 0;
    int bos_token_id = -1;
    std::vector<int> eos_token_ids;

    int64_t query_width() const { return int64_t(attention_heads) * head_dim; }
    int64_t key_width() const { return int64_t(key_value_heads) * head_dim; }  ///< of values too
    /// {outputs, inputs} of a linear module by its short name; {0, 0} for an unknown name.
    std::pair<int64_t, int64_t> linear_shape(std::string_view module) const;
};

/// "model.layers.3.self_attn.q_proj": the name PEFT and transformers use.
std::string module_path(int layer, std::string_view module);

Json to_json(const ModelGeometry& geometry);

}  // namespace lora
