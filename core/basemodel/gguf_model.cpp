// SPDX-License-Identifier: Apache-2.0
// A base model in one GGUF file, as llama.cpp's converter writes it.
#include <cmath>

#include "core/basemodel/base_model_builder.h"
#include "kernels/include/expand_blocks.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

/// Reads llama.* keys and keeps the first thing wrong.
class KeyReader {
  public:
    KeyReader(const GgufFile& file, std::string where) : file_(file), where_(std::move(where)) {}

    int integer(const std::string& key, int64_t max, std::optional<int64_t> otherwise = std::nullopt) {
        const auto* value = file_.value(key);
        if (!value && otherwise) return static_cast<int>(*otherwise);
        const auto number = file_.integer(key);
        if (!value) return fail(key, "The field " + key + " is missing"), 0;
        if (!number) return fail(key, "The field " + key + " is not one whole number"), 0;
        if (*number < 1 || *number > max) {
            return fail(key, "The field " + key + " is " + std::to_string(*number) + ", 1 to " +
                                 std::to_string(max) + " was expected"),
                   0;
        }
        return static_cast<int>(*number);
    }
    double number(const std::string& key, double otherwise) {
        const auto* value = file_.value(key);
        if (!value) return otherwise;
        const auto number = file_.number(key);
        if (!number || !std::isfinite(*number) || *number <= 0) {
            return fail(key, "The field " + key + " is not a number above 0"), otherwise;
        }
        return *number;
    }
    void fail(const std::string& key, const std::string& what) {
        if (status_.ok())
            status_ = bad_input(what, where_ + ", " + key, "The header is damaged: download the file again");
    }
    const Status& status() const { return status_; }

  private:
    const GgufFile& file_;
    std::string where_;
    Status status_;
};

Status read_rope(const GgufFile& file, const std::string& where, KeyReader& keys, ModelGeometry& geometry) {
    RopeScaling& rope = geometry.rope_scaling;
    geometry.rope_theta = keys.number("llama.rope.freq_base", 10000);
    if (const std::string* type = file.text("llama.rope.scaling.type")) rope.type = *type;
    rope.factor = keys.number("llama.rope.scaling.factor", 1);
    if (file.value("llama.rope.scale_linear")) {
        rope.type = "linear";
        rope.factor = keys.number("llama.rope.scale_linear", 1);
    }
    rope.original_max_position_embeddings =
        keys.integer("llama.rope.scaling.original_context_length", 1 << 30, geometry.context_length);
    if (rope.type == "yarn") {
        // llama.cpp multiplies what the paper derives from the factor by this one.
        const double attention = keys.number("llama.rope.scaling.attn_factor", 1);
        if (attention != 1)
            rope.attention_factor = attention * (1 + 0.1 * std::log(std::max(rope.factor, 1.0)));
        rope.beta_fast = keys.number("llama.rope.scaling.yarn_beta_fast", 32);
        rope.beta_slow = keys.number("llama.rope.scaling.yarn_beta_slow", 1);
    } else if (rope.type != "none" && rope.type != "linear") {
        return bad_input("The position scaling \"" + rope.type + "\" is not supported",
                         where + ", llama.rope.scaling.type",
                         "Choose a model with linear, yarn or no scaling");
    }
    if (rope.type == "none") rope = {};
    if (const TensorView* factors = file.find("rope_freqs.weight")) {
        if (factors->dtype != DType::f32 || factors->elements() != geometry.head_dim / 2 ||
            rope.type == "yarn") {
            return bad_input("The tensor rope_freqs.weight does not fit the model", where,
                             "The model is of another kind: choose another version of it");
        }
        rope = {};
        rope.type = "factors";
        rope.factors.resize(static_cast<size_t>(factors->elements()));
        kernels::expand_blocks(DType::f32, factors->bytes.data(), factors->elements(), rope.factors.data());
        for (const float factor : rope.factors) {
            if (!std::isfinite(factor) || factor <= 0) {
                return bad_input("The tensor rope_freqs.weight holds a value that is not above 0", where,
                                 "The file is damaged: download it again");
            }
        }
    }
    return {};
}

void read_tokens(const GgufFile& file, ModelGeometry& geometry) {
    const auto id = [&](const char* key) -> std::optional<int> {
        const auto value = file.integer(key);
        if (!value || *value < 0 || *value >= geometry.vocab_size) return std::nullopt;
        return static_cast<int>(*value);
    };
    geometry.bos_token_id = id("tokenizer.ggml.bos_token_id").value_or(-1);
    for (const char* key : {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"}) {
        const auto found = id(key);
        if (found && (geometry.eos_token_ids.empty() || geometry.eos_token_ids[0] != *found)) {
            geometry.eos_token_ids.push_back(*found);
        }
    }
}

/// "blk.3.attn_q.weight" → "model.layers.3.self_attn.q_proj.weight"; empty for what has no counterpart.
std::string transformers_name(const std::string& name) {
    static const std::map<std::string, std::string, std::less<>> parts{
        {"attn_q", "self_attn.q_proj"},          {"attn_k", "self_attn.k_proj"},
        {"attn_v", "self_attn.v_proj"},          {"attn_output", "self_attn.o_proj"},
        {"ffn_gate", "mlp.gate_proj"},           {"ffn_up", "mlp.up_proj"},
        {"ffn_down", "mlp.down_proj"},           {"attn_norm", "input_layernorm"},
        {"ffn_norm", "post_attention_layernorm"}};
    if (name == "token_embd.weight") return "model.embed_tokens.weight";
    if (name == "output_norm.weight") return "model.norm.weight";
    if (name == "output.weight") return "lm_head.weight";
    if (!name.starts_with("blk.")) return {};
    const size_t layer_end = name.find('.', 4), part_end = name.rfind('.');
    if (layer_end == std::string::npos || part_end <= layer_end) return {};
    const auto part = parts.find(std::string_view(name).substr(layer_end + 1, part_end - layer_end - 1));
    if (part == parts.end()) return {};
    return "model.layers." + name.substr(4, layer_end - 4) + "." + part->second + name.substr(part_end);
}

}  // namespace

Result<ModelGeometry> llama_geometry_from_gguf(const GgufFile& file, const std::string& where) {
    const std::string* architecture = file.text("general.architecture");
    if (!architecture) {
        return bad_input("The file does not say what model it holds: general.architecture is missing", where,
                         "Choose a GGUF file of a language model of the Llama family");
    }
    if (*architecture != "llama") {
        return bad_input("The model family \"" + *architecture + "\" is not supported", where,
                         "Choose a model of the Llama family, such as SmolLM2 or Llama 3");
    }
    if (file.integer("split.count").value_or(1) > 1) {
        return bad_input("The model is split over several GGUF files", where,
                         "Join them with llama.cpp's llama-gguf-split --merge, and choose the joined file");
    }
    if (file.integer("llama.expert_count").value_or(0) > 0) {
        return bad_input("Models with experts (mixture of experts) are not supported", where,
                         "Choose a dense model of the Llama family");
    }
    ModelGeometry geometry;
    KeyReader keys(file, where);
    geometry.family = "llama";
    geometry.layers = keys.integer("llama.block_count", 4096);
    geometry.hidden_size = keys.integer("llama.embedding_length", 1 << 20);
    geometry.intermediate_size = keys.integer("llama.feed_forward_length", 1 << 24);
    geometry.attention_heads = keys.integer("llama.attention.head_count", 8192);
    geometry.key_value_heads = keys.integer("llama.attention.head_count_kv", 8192, geometry.attention_heads);
    geometry.context_length = keys.integer("llama.context_length", 1 << 30);
    geometry.rms_norm_eps = keys.number("llama.attention.layer_norm_rms_epsilon", 1e-5);
    if (!keys.status().ok()) return keys.status().error();

    const std::string dim_key = "llama.attention.key_length", rotary_key = "llama.rope.dimension_count";
    if (!file.value(dim_key) && geometry.hidden_size % geometry.attention_heads != 0) {
        return bad_input("The width " + std::to_string(geometry.hidden_size) + " does not divide by " +
                             std::to_string(geometry.attention_heads) + " attention heads",
                         where, "The header is damaged: download the file again");
    }
    geometry.head_dim = keys.integer(dim_key, 65536, geometry.hidden_size / geometry.attention_heads);
    const int value_dim = keys.integer("llama.attention.value_length", 65536, geometry.head_dim);
    const int rotary_dim = keys.integer(rotary_key, 65536, geometry.head_dim);
    if (keys.status().ok() && (value_dim != geometry.head_dim || rotary_dim != geometry.head_dim)) {
        return bad_input(
            "The model turns or widens only a part of each attention head, which is not supported", where,
            "Choose another model of the Llama family");
    }
    const TensorView* embedding = file.find("token_embd.weight");
    if (!embedding || embedding->shape.size() != 2) {
        return bad_input("The model lacks the tensor token_embd.weight", where,
                         "The model is incomplete or of another kind: download it again");
    }
    geometry.vocab_size = embedding->shape[0];
    const int claimed_vocab = keys.integer("llama.vocab_size", INT32_MAX, geometry.vocab_size);
    const auto* tokens = file.texts("tokenizer.ggml.tokens");
    if (keys.status().ok() && (claimed_vocab != geometry.vocab_size ||
                               (tokens && static_cast<int64_t>(tokens->size()) > geometry.vocab_size))) {
        return bad_input("The vocabulary and the embedding disagree: " + std::to_string(geometry.vocab_size) +
                             " rows of weights",
                         where, "The header is damaged: download the file again");
    }
    if (auto rope = read_rope(file, where, keys, geometry); !rope) return rope.error();
    if (!keys.status().ok()) return keys.status().error();
    geometry.tied_head = file.find("output.weight") == nullptr;
    geometry.attention_bias = file.find("blk.0.attn_q.bias") != nullptr;
    geometry.mlp_bias = file.find("blk.0.ffn_gate.bias") != nullptr;
    read_tokens(file, geometry);
    if (auto valid = check_geometry(geometry, where); !valid) return valid.error();
    return geometry;
}

Status BaseModelBuilder::read_gguf(const fs::path& path) {
    if (path.extension() == ".safetensors" || path.extension() == ".json") {
        return bad_input("This is one file of a Hugging Face folder", path.string(),
                         "Choose the folder that holds it, with config.json and the weights");
    }
    auto file = GgufFile::open(path);
    if (!file) return file.error();
    auto geometry = llama_geometry_from_gguf(*file, path.string());
    if (!geometry) return geometry.error();
    model->is_gguf_ = true;
    model->rope_rows_interleaved_ = true;
    model->geometry_ = std::move(*geometry);
    const auto text = [&](const char* key) {
        const std::string* found = file->text(key);
        return found ? *found : std::string();
    };
    model->name_ = text("general.name");
    if (model->name_.empty()) model->name_ = path.stem().string();
    model->licence_ = text("general.license");
    for (const TensorView& tensor : file->tensors()) {
        std::string name = transformers_name(tensor.name);
        if (name.empty()) continue;
        TensorView view = tensor;
        view.name = name;
        model->tensors_.emplace(std::move(name), std::move(view));
    }
    model->files_.push_back(file->file());
    model->gguf_ = std::make_shared<const GgufFile>(std::move(*file));
    return {};
}

}  // namespace lora
