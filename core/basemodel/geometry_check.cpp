// SPDX-License-Identifier: Apache-2.0
#include "core/basemodel/base_model_builder.h"

namespace lora {

Status check_geometry(const ModelGeometry& geometry, const std::string& where) {
    const auto wrong = [&](const std::string& what) {
        return bad_input(what, where, "The configuration is damaged: download it again");
    };
    if (geometry.head_dim < 2 || geometry.head_dim % 2 != 0) {
        return wrong("The width of an attention head is " + std::to_string(geometry.head_dim) +
                     ", an even number was expected");
    }
    if (geometry.attention_heads % geometry.key_value_heads != 0) {
        return wrong(std::to_string(geometry.attention_heads) + " attention heads cannot share " +
                     std::to_string(geometry.key_value_heads) + " key and value heads");
    }
    return {};
}

}  // namespace lora
