// SPDX-License-Identifier: Apache-2.0
// A base model of no file: a known shape, and weights that are a function of their tensor's name and place.
#include <algorithm>
#include <bit>
#include <cstring>

#include "core/basemodel/base_model_builder.h"

namespace lora {
namespace {

constexpr float deviation = 0.02f;

/// splitmix64's output function (Steele, Lea and Flood, 2014).
uint64_t mixed(uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/// 64 random bits of a tensor's place.
uint64_t bits_at(uint64_t seed, int64_t at) {
    return mixed(seed + static_cast<uint64_t>(at) * 0x9e3779b97f4a7c15u);
}

/// FNV-1a.
uint64_t seed_of(const std::string& name) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return hash;
}

/// The sum of four uniform numbers, which is nearly normal, as the upper half of a float32.
uint16_t normal_bf16(uint64_t bits) {
    constexpr float mean = 4 * 32767.5f, spread = 37837.0f;  // 65536 / sqrt(3)
    float sum = 0;
    for (int part = 0; part < 4; ++part)
        sum += static_cast<float>((bits >> (16 * part)) & 0xffffu);
    return static_cast<uint16_t>((std::bit_cast<uint32_t>((sum - mean) / spread * deviation) + 0x8000u) >>
                                 16);
}

void draw_nf4(uint64_t seed, int64_t first, int64_t count, std::byte* out) {
    const DTypeInfo info = dtype_info(DType::nf4);
    // Codes of equal chance are about normal; their numbers' own deviation is 0.521.
    constexpr float absmax = deviation / 0.521f;
    for (int64_t block = 0; block < count / info.block_elements; ++block, out += info.block_bytes) {
        std::memcpy(out, &absmax, sizeof absmax);
        for (int64_t word = 0; word < 4; ++word) {
            const uint64_t codes = bits_at(seed, (first / info.block_elements + block) * 4 + word);
            std::memcpy(out + sizeof absmax + 8 * word, &codes, sizeof codes);
        }
    }
}

struct DrawnShape {
    const char* name;
    int layers, hidden_size, intermediate_size, attention_heads, key_value_heads, head_dim;
    int64_t vocab_size, context_length;
    double rope_theta;
    bool tied_head;

    ModelGeometry geometry() const {
        ModelGeometry g;
        g.family = "llama";
        g.layers = layers;
        g.hidden_size = hidden_size;
        g.intermediate_size = intermediate_size;
        g.attention_heads = attention_heads;
        g.key_value_heads = key_value_heads;
        g.head_dim = head_dim;
        g.vocab_size = vocab_size;
        g.context_length = context_length;
        g.rope_theta = rope_theta;
        g.tied_head = tied_head;
        return g;
    }
};

/// Llama 3 8B's, SmolLM2-135M's, and one for tests.
constexpr DrawnShape shapes[] = {{"8b", 32, 4096, 14336, 32, 8, 128, 128256, 8192, 500000, false},
                                 {"135m", 30, 576, 1536, 9, 3, 64, 49152, 8192, 100000, true},
                                 {"tiny", 3, 64, 192, 4, 2, 16, 512, 2048, 10000, false}};

bool is_linear(const std::string& name) {
    return name.find("_proj.") != std::string::npos;
}

}  // namespace

void draw_blocks(const TensorView& tensor, int64_t first, int64_t count, std::byte* out) {
    const uint64_t seed = seed_of(tensor.name);
    if (tensor.dtype == DType::nf4) return draw_nf4(seed, first, count, out);
    constexpr uint16_t one = 0x3f80;  // of bfloat16
    for (int64_t i = 0; i < count; ++i, out += sizeof one) {
        const uint16_t value = tensor.shape.size() == 1 ? one : normal_bf16(bits_at(seed, first + i));
        std::memcpy(out, &value, sizeof value);
    }
}

Status BaseModelBuilder::draw(const std::string& shape) {
    const size_t colon = shape.find(':');
    const std::string size = shape.substr(0, colon);
    const std::string type = colon == std::string::npos ? "bf16" : shape.substr(colon + 1);
    const auto* const known =
        std::find_if(std::begin(shapes), std::end(shapes), [&](const auto& one) { return size == one.name; });
    if (known == std::end(shapes) || (type != "bf16" && type != "nf4")) {
        return usage_error(
            "There is no shape \"" + shape + "\" to draw weights for", "--base",
            "Write random:8b, random:135m or random:tiny, and :nf4 behind it for four-bit weights");
    }
    model->is_drawn_ = true;
    model->path_ = "random:" + shape;
    model->name_ = "drawn weights, " + shape;
    model->geometry_ = known->geometry();
    for (const auto& [name, extents] : expected_tensors(model->geometry_)) {
        const DType held = type == "nf4" && is_linear(name) ? DType::nf4 : DType::bf16;
        model->tensors_.emplace(name, TensorView{name, held, extents, {}});
    }
    return {};
}

Result<std::shared_ptr<const BaseModel>> BaseModel::drawn(const std::string& shape) {
    BaseModelBuilder builder;
    if (auto made = builder.draw(shape); !made) return made.error();
    if (auto checked = builder.check_tensors(); !checked) return checked.error();
    return std::shared_ptr<const BaseModel>(std::move(builder.model));
}

}  // namespace lora
