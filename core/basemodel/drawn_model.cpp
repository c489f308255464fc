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

ModelGeometry shape_8b() {
    ModelGeometry g;
    g.layers = 32;
    g.hidden_size = 4096;
    g.intermediate_size = 14336;
    g.attention_heads = 32;
    g.key_value_heads = 8;
    g.head_dim = 128;
    g.vocab_size = 128256;
    g.context_length = 8192;
    g.rope_theta = 500000;
    return g;
}

/// SmolLM2-135M's.
ModelGeometry shape_135m() {
    ModelGeometry g;
    g.layers = 30;
    g.hidden_size = 576;
    g.intermediate_size = 1536;
    g.attention_heads = 9;
    g.key_value_heads = 3;
    g.head_dim = 64;
    g.vocab_size = 49152;
    g.context_length = 8192;
    g.rope_theta = 100000;
    g.tied_head = true;
    return g;
}

ModelGeometry shape_tiny() {
    ModelGeometry g;
    g.layers = 3;
    g.hidden_size = 64;
    g.intermediate_size = 192;
    g.attention_heads = 4;
    g.key_value_heads = 2;
    g.head_dim = 16;
    g.vocab_size = 512;
    g.context_length = 2048;
    return g;
}

constexpr std::pair<const char*, ModelGeometry (*)()> shapes[] = {
    {"8b", shape_8b}, {"135m", shape_135m}, {"tiny", shape_tiny}};

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
    const auto* const known = std::find_if(std::begin(shapes), std::end(shapes),
                                           [&](const auto& one) { return size == one.first; });
    if (known == std::end(shapes) || (type != "bf16" && type != "nf4")) {
        return usage_error(
            "There is no shape \"" + shape + "\" to draw weights for", "--base",
            "Write random:8b, random:135m or random:tiny, and :nf4 behind it for four-bit weights");
    }
    model->is_drawn_ = true;
    model->path_ = "random:" + shape;
    model->name_ = "drawn weights, " + shape;
    model->geometry_ = known->second();
    model->geometry_.family = "llama";
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
