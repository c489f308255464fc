// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "core/basemodel/base_model_builder.h"
#include "core/contract/run_spec.h"
#include "kernels/include/expand_blocks.h"

namespace lora {
namespace {

using Shape = std::vector<int64_t>;

std::string shape_text(const Shape& shape) {
    std::string text;
    for (const int64_t extent : shape)
        text += (text.empty() ? "" : " × ") + std::to_string(extent);
    return text;
}

}  // namespace

std::vector<std::pair<std::string, Shape>> expected_tensors(const ModelGeometry& geometry) {
    std::vector<std::pair<std::string, Shape>> expected;
    const int64_t hidden = geometry.hidden_size;
    expected.emplace_back("model.embed_tokens.weight", Shape{geometry.vocab_size, hidden});
    expected.emplace_back("model.norm.weight", Shape{hidden});
    if (!geometry.tied_head) expected.emplace_back("lm_head.weight", Shape{geometry.vocab_size, hidden});
    for (int layer = 0; layer < geometry.layers; ++layer) {
        const std::string prefix = "model.layers." + std::to_string(layer) + ".";
        expected.emplace_back(prefix + "input_layernorm.weight", Shape{hidden});
        expected.emplace_back(prefix + "post_attention_layernorm.weight", Shape{hidden});
        for (const char* module : linear_modules) {
            const auto [outputs, inputs] = geometry.linear_shape(module);
            const std::string path = module_path(layer, module);
            const bool in_mlp = path.find(".mlp.") != std::string::npos;
            expected.emplace_back(path + ".weight", Shape{outputs, inputs});
            if (in_mlp ? geometry.mlp_bias : geometry.attention_bias) {
                expected.emplace_back(path + ".bias", Shape{outputs});
            }
        }
    }
    return expected;
}

Status BaseModelBuilder::check_tensors() {
    const std::string where = model->path_.string();
    std::map<std::string, TensorView> used;
    model->geometry_.parameters = 0;
    for (const auto& [name, shape] : expected_tensors(model->geometry_)) {
        const auto it = model->tensors_.find(name);
        if (it == model->tensors_.end()) {
            return bad_input("The model lacks the tensor " + name, where,
                             "The model is incomplete or of another kind: download it again");
        }
        if (it->second.shape != shape) {
            return bad_input("The tensor " + name + " has the shape " + shape_text(it->second.shape) +
                                 ", the configuration says " + shape_text(shape),
                             where,
                             "The configuration does not belong to these weights: download both again");
        }
        if (!kernels::can_expand(it->second.dtype)) {
            return bad_input(
                "The tensor " + name + " holds " + dtype_info(it->second.dtype).name + ", not weights", where,
                "Use a version of the model in float32, float16 or bfloat16");
        }
        model->geometry_.parameters += it->second.elements();
        used.emplace(name, std::move(it->second));
    }
    model->tensors_ = std::move(used);
    return {};
}

}  // namespace lora
