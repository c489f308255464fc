// SPDX-License-Identifier: Apache-2.0
// Tells whether two paths lead to the same file, however many links lie between.
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace lora {

struct FileIdentity {
    uint64_t device = 0, inode = 0;
    auto operator<=>(const FileIdentity&) const = default;
};

struct FileFacts {
    FileIdentity identity;
    bool is_folder = false, is_file = false;  ///< neither: a socket, a device, …
    uint64_t size_bytes = 0;
    int64_t changed_seconds = 0;  ///< last change of its bytes, since 1970
};

/// Of what the path leads to, links followed; nothing where that is not there, cannot be reached, or goes in a circle.
std::optional<FileFacts> file_facts(const std::filesystem::path& path);

}  // namespace lora
