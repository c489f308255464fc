// SPDX-License-Identifier: Apache-2.0
// Tiny models of tests/golden, adapters that change them, and one-line forward passes, for the engine's
// tests.
#pragma once

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cstring>
#include <string>
#include <vector>

#include "core/engine/models/model.h"
#include "core/tensorio/safetensors.h"
#include "tests/support/golden.h"
#include "tests/support/test_main.h"

namespace lora::test {

inline std::string golden(const std::string& name) {
    return (golden_folder() / name).string();
}

/// Null, and the test failed, when the model cannot be loaded.
inline std::shared_ptr<engine::CausalModel> load_model(const std::string& path) {
    const auto base = BaseModel::open(path);
    if (!base) {
        QTest::qFail(base.error().text().c_str(), __FILE__, __LINE__);
        return nullptr;
    }
    const auto model = engine::load_model(*base, {});
    if (!model) {
        QTest::qFail(model.error().text().c_str(), __FILE__, __LINE__);
        return nullptr;
    }
    return *model;
}

/// The head's weight [vocab_size, hidden_size] as the file has it.
inline at::Tensor head_weight(const engine::CausalModel& model) {
    const ModelGeometry& geometry = model.geometry();
    const char* name = geometry.tied_head ? "model.embed_tokens.weight" : "lm_head.weight";
    at::Tensor weight = at::empty({geometry.vocab_size, geometry.hidden_size}, at::kFloat);
    if (!expand_rows(model.base(), name, 0, geometry.vocab_size, weight.mutable_data_ptr<float>()).ok())
        QTest::qFail("the head cannot be read", __FILE__, __LINE__);
    return weight;
}

/// An adapter that changes every answer: B is drawn too.
inline std::shared_ptr<engine::Adapter> strong_adapter(const ModelGeometry& geometry, uint64_t seed,
                                                       int rank = 4) {
    AdapterSpec spec;
    spec.r = rank;
    spec.lora_alpha = 2 * rank;
    spec.lora_dropout = 0;
    auto adapter = engine::Adapter::create(spec, geometry, seed);
    if (!adapter) {
        QTest::qFail(adapter.error().text().c_str(), __FILE__, __LINE__);
        return nullptr;
    }
    at::manual_seed(seed);
    for (const engine::AdapterModule& module : (*adapter)->modules())
        at::Tensor(module.b).normal_(0, 0.1);
    return *adapter;
}

inline std::vector<int32_t> some_ids(const ModelGeometry& geometry, int length, int start = 7) {
    std::vector<int32_t> ids;
    for (int i = 0; i < length; ++i) {
        ids.push_back(static_cast<int32_t>((start + i * 37 + i * i * 11) % geometry.vocab_size));
    }
    return ids;
}

/// Sequences laid end to end, each with its own mix (or one for all).
inline engine::PackedBatch pack(const std::vector<std::vector<int32_t>>& sequences,
                                std::vector<engine::AdapterMix> mixes = {}) {
    engine::PackedBatch batch;
    std::vector<int64_t> ids, positions;
    for (const auto& sequence : sequences) {
        batch.starts.push_back(static_cast<int64_t>(ids.size()));
        for (size_t i = 0; i < sequence.size(); ++i) {
            ids.push_back(sequence[i]);
            positions.push_back(static_cast<int64_t>(i));
        }
    }
    batch.starts.push_back(static_cast<int64_t>(ids.size()));
    batch.input_ids = at::tensor(ids, at::kLong);
    batch.positions = at::tensor(positions, at::kLong);
    batch.adapters = std::move(mixes);
    return batch;
}

inline at::Tensor logits_of(engine::CausalModel& model, const std::vector<int32_t>& ids,
                            const engine::AdapterMix& mix = {}) {
    const at::NoGradGuard no_gradients;
    return model.logits(model.hidden_states(pack({ids}, {mix}), false));
}

inline double max_difference(const at::Tensor& a, const at::Tensor& b) {
    return (a - b).abs().max().item<double>();
}

/// A tensor of a fixture as float32 (or int64 for integers).
inline at::Tensor fixture_tensor(const std::string& path, const std::string& name) {
    const auto file = SafetensorsFile::open(path);
    const TensorView* view = file ? file->find(name) : nullptr;
    if (!view) {
        QTest::qFail(("no tensor " + name + " in " + path).c_str(), __FILE__, __LINE__);
        return {};
    }
    at::Tensor tensor = at::empty(view->shape, view->dtype == DType::i32 ? at::kInt : at::kFloat);
    std::memcpy(tensor.data_ptr(), view->bytes.data(), view->bytes.size());
    return tensor;
}

}  // namespace lora::test
