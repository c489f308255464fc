// SPDX-License-Identifier: Apache-2.0
// Reading a file that another process appends to, from where the last reading stopped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/base/result.h"

namespace lora {

struct FilePart {
    std::string bytes;        ///< from the offset asked for; shorter than asked at the end of the file
    uint64_t inode = 0;       ///< tells a replaced file from one that grew
    uint64_t size_bytes = 0;  ///< of the whole file when it was opened
};

/// At most `limit_bytes` from `offset`; identity, size and bytes belong to the same opened file. Nothing if
/// there is no such file. An offset behind the end gives no bytes.
Result<std::optional<FilePart>> read_file_part(const std::filesystem::path& path, uint64_t offset,
                                               uint64_t limit_bytes);

/// Cuts the file to `size_bytes`.
Status cut_file(const std::filesystem::path& path, uint64_t size_bytes);

}  // namespace lora
