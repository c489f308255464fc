// SPDX-License-Identifier: Apache-2.0
// What the first bytes of a GGUF file say it is, for files that are then not opened, or whose opening is refused.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace lora {

struct GgufHead {
    std::string architecture;  ///< general.architecture; empty where it comes late or not at all
    std::string type;          ///< general.type: "model", "adapter", "mmproj", "imatrix"; empty where it is not said
    std::string name;          ///< general.name
    uint64_t tensors = 0;
};

/// Reads 64 KiB at most and allocates no more; nothing where the file is no GGUF file.
std::optional<GgufHead> read_gguf_head(const std::filesystem::path& path);

}  // namespace lora
