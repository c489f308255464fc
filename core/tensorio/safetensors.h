// SPDX-License-Identifier: Apache-2.0
// Safetensors files (huggingface/safetensors format) as memory-mapped views, and a writer.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/base/result.h"
#include "core/tensorio/tensor_view.h"

namespace lora {

class SafetensorsFile {
  public:
    /// Checks the header against the file: size, JSON, types, shapes, offsets in range, without overlap or holes.
    static Result<SafetensorsFile> open(const std::filesystem::path& path);
    const std::vector<TensorView>& tensors() const { return tensors_; }
    const TensorView* find(std::string_view name) const;
    const std::map<std::string, std::string>& metadata() const { return metadata_; }
    /// Keeps the mapping alive.
    const std::shared_ptr<const MappedFile>& file() const { return file_; }

  private:
    std::shared_ptr<const MappedFile> file_;
    std::vector<TensorView> tensors_;
    std::map<std::string, std::string> metadata_;
};

/// Writes atomically, tensors in the given order one after the other (the format allows no holes), the first aligned to
/// 8 bytes: equal input gives equal bytes.
Status write_safetensors(const std::filesystem::path& path, const std::vector<TensorView>& tensors,
                         const std::map<std::string, std::string>& metadata);

/// The bytes that write_safetensors would write.
Result<std::string> safetensors_bytes(const std::vector<TensorView>& tensors,
                                      const std::map<std::string, std::string>& metadata);

/// Name of the first float tensor (f32, f16, bf16, f64) that holds NaN or infinity; empty if none.
std::string find_non_finite(const std::vector<TensorView>& tensors);

}  // namespace lora
