// SPDX-License-Identifier: Apache-2.0
// The steps of BaseModel::open, one file a format, and what they share.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/basemodel/base_model.h"
#include "core/tensorio/gguf.h"

namespace lora {

/// Has access to BaseModel's fields; each step fills some of them.
struct BaseModelBuilder {
    std::shared_ptr<BaseModel> model{new BaseModel};

    Status read_gguf(const std::filesystem::path& path);
    Status read_folder(const std::filesystem::path& folder);
    /// Tensors against geometry: present, of the right shape and of a type that can be expanded. Drops what
    /// the family does not use, and counts parameters.
    Status check_tensors();
    /// As BaseModel::drawn.
    Status draw(const std::string& shape);

  private:
    Status read_shards(const std::filesystem::path& folder);
};

/// What a Llama model consists of, by transformers' names, with its shapes.
std::vector<std::pair<std::string, std::vector<int64_t>>> expected_tensors(const ModelGeometry& geometry);
/// Elements [first, first + count) of a drawn tensor as blocks of its type: about normal with the deviation
/// 0.02; ones where it is a vector.
void draw_blocks(const TensorView& tensor, int64_t first, int64_t count, std::byte* out);

/// Geometry of a Llama model from config.json. The values that only tensors tell are left alone.
Result<ModelGeometry> llama_geometry_from_config(const Json& config, const std::string& where);
/// The same from GGUF metadata.
Result<ModelGeometry> llama_geometry_from_gguf(const GgufFile& file, const std::string& where);
/// Checks that hold for either source: heads divide, widths are even.
Status check_geometry(const ModelGeometry& geometry, const std::string& where);

}  // namespace lora
