// SPDX-License-Identifier: Apache-2.0
// Models of one layer written in each of GGUF's types, for the engine's tests.
#pragma once

#include <c10/util/Half.h>

#include <cstring>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "core/tensorio/gguf.h"
#include "tests/kernels/stored_weights.h"

namespace lora::test {

/// Stored elements of the size that a model's are: random but for the scales of their blocks.
inline std::vector<std::byte> small_weights(DType type, int64_t elements, std::mt19937_64& random) {
    std::vector<std::byte> bytes = any_weights(type, elements, random);
    struct Scale {
        DType type;
        size_t at;
        float value;
    };
    constexpr Scale scales[] = {
        {DType::q4_0, 0, 0.01f},    {DType::q4_1, 0, 0.01f},   {DType::q4_1, 2, -0.075f},
        {DType::q5_0, 0, 0.005f},   {DType::q5_1, 0, 0.005f},  {DType::q5_1, 2, -0.075f},
        {DType::q8_0, 0, 0.0006f},  {DType::q4_k, 0, 0.0003f}, {DType::q4_k, 2, 0.002f},
        {DType::q5_k, 0, 0.00015f}, {DType::q5_k, 2, 0.002f},  {DType::q6_k, 208, 2e-5f}};
    const auto block = static_cast<size_t>(dtype_info(type).block_bytes);
    for (const Scale& scale : scales) {
        const c10::Half half(scale.value);
        for (size_t at = scale.at; scale.type == type && at < bytes.size(); at += block)
            std::memcpy(&bytes[at], &half.x, sizeof half.x);
    }
    return bytes;
}

/// A GGUF model of one layer whose matrices are stored as `type` and whose table of words, also its head, as
/// `table`, written to `path`.
inline bool write_model_of(DType type, const std::filesystem::path& path, DType table = DType::f32) {
    constexpr int64_t hidden = 256, wide = 512, keys = 128, words = 64;
    std::mt19937_64 random(5);
    std::vector<std::vector<std::byte>> held;
    std::vector<TensorView> tensors;
    const auto add = [&](const std::string& name, DType of, std::vector<int64_t> shape) {
        TensorView view{name, of, std::move(shape), {}};
        held.push_back(small_weights(of, view.elements(), random));
        view.bytes = held.back();
        tensors.push_back(std::move(view));
    };
    add("token_embd.weight", table, {words, hidden});
    add("output_norm.weight", DType::f32, {hidden});
    add("blk.0.attn_norm.weight", DType::f32, {hidden});
    add("blk.0.ffn_norm.weight", DType::f32, {hidden});
    add("blk.0.attn_q.weight", type, {hidden, hidden});
    add("blk.0.attn_k.weight", type, {keys, hidden});
    add("blk.0.attn_v.weight", type, {keys, hidden});
    add("blk.0.attn_output.weight", type, {hidden, hidden});
    add("blk.0.ffn_gate.weight", type, {wide, hidden});
    add("blk.0.ffn_up.weight", type, {wide, hidden});
    add("blk.0.ffn_down.weight", type, {hidden, wide});
    return write_gguf(path,
                      {{"general.architecture", std::string("llama")},
                       {"llama.block_count", int64_t(1)},
                       {"llama.embedding_length", hidden},
                       {"llama.feed_forward_length", wide},
                       {"llama.context_length", int64_t(256)},
                       {"llama.vocab_size", words},
                       {"llama.attention.head_count", int64_t(4)},
                       {"llama.attention.head_count_kv", int64_t(2)},
                       {"llama.attention.layer_norm_rms_epsilon", 1e-5},
                       {"llama.rope.freq_base", 10000.0}},
                      tensors)
        .ok();
}

}  // namespace lora::test
