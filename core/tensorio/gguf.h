// SPDX-License-Identifier: Apache-2.0
// GGUF files, versions 2 and 3 (ggml's specification), as memory-mapped views, and a writer for fixtures and exports.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/files.h"
#include "core/base/result.h"
#include "core/tensorio/tensor_view.h"

namespace lora {

/// A metadata value. Integers of any width become int64_t (uint64_t above its range is refused), floats double.
using GgufValue = std::variant<int64_t, double, bool, std::string, std::vector<int64_t>, std::vector<double>,
                               std::vector<bool>, std::vector<std::string>>;

class GgufFile {
  public:
    /// Checks magic, version, counts, string lengths, types, and that every tensor lies within the file.
    static Result<GgufFile> open(const std::filesystem::path& path);
    const std::vector<TensorView>& tensors() const { return tensors_; }
    const TensorView* find(std::string_view name) const;
    const std::vector<std::pair<std::string, GgufValue>>& metadata() const { return metadata_; }
    const GgufValue* value(std::string_view key) const;
    std::optional<int64_t> integer(std::string_view key) const;
    std::optional<double> number(std::string_view key) const;   ///< integers too
    std::optional<bool> boolean(std::string_view key) const;
    const std::string* text(std::string_view key) const;
    const std::vector<std::string>* texts(std::string_view key) const;
    const std::vector<int64_t>* integers(std::string_view key) const;
    const std::vector<double>* numbers(std::string_view key) const;
    const std::shared_ptr<const MappedFile>& file() const { return file_; }

  private:
    std::shared_ptr<const MappedFile> file_;
    std::vector<std::pair<std::string, GgufValue>> metadata_;
    std::vector<TensorView> tensors_;
};

/// Writes a version 3 file atomically, tensors aligned to 32 bytes.
Status write_gguf(const std::filesystem::path& path, const std::vector<std::pair<std::string, GgufValue>>& metadata,
                  const std::vector<TensorView>& tensors);

}  // namespace lora
