// SPDX-License-Identifier: Apache-2.0
// Copies of the tiny models under tests/golden/data that a test may damage.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/tensorio/gguf.h"
#include "core/tensorio/safetensors.h"

namespace lora::test {

inline std::filesystem::path golden_model(const std::string& name) {
    return std::filesystem::path(LORA_GOLDEN_DIR) / ("tiny_" + name);
}

/// Without the flush to disk that write_file_atomic makes: tests write thousands. The old file is removed
/// first, since file systems flush one that is cut to nothing and written again.
inline void write_plain(const std::filesystem::path& path, const std::string& bytes) {
    std::filesystem::remove(path);
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(bytes.data(), std::streamsize(bytes.size()));
}

/// A fresh copy of a golden folder inside `parent`.
inline std::filesystem::path copy_model(const std::string& name, const std::filesystem::path& parent,
                                        const std::string& as = "model") {
    const auto to = parent / as;
    std::filesystem::remove_all(to);
    std::filesystem::copy(golden_model(name), to, std::filesystem::copy_options::recursive);
    return to;
}

inline void edit_json(const std::filesystem::path& path, const std::function<void(Json&)>& edit) {
    Json json = *read_json_file(path);
    edit(json);
    write_plain(path, to_text(json));
}

using GgufMetadata = std::vector<std::pair<std::string, GgufValue>>;

/// The golden GGUF model with its metadata and tensors edited.
inline std::filesystem::path edited_gguf(
    const std::filesystem::path& parent,
    const std::function<void(GgufMetadata&, std::vector<TensorView>&)>& edit) {
    const auto file = *GgufFile::open(golden_model("gguf") / "model.gguf");
    GgufMetadata metadata = file.metadata();
    std::vector<TensorView> tensors = file.tensors();
    edit(metadata, tensors);
    const auto path = parent / "edited.gguf";
    const auto written = write_gguf(path, metadata, tensors);
    return written ? path : std::filesystem::path();
}

}  // namespace lora::test
