// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/file_identity.h"

#include <sys/stat.h>

namespace lora {

std::optional<FileFacts> file_facts(const std::filesystem::path& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return std::nullopt;
    FileFacts facts;
    facts.identity = {static_cast<uint64_t>(info.st_dev), static_cast<uint64_t>(info.st_ino)};
    facts.is_folder = S_ISDIR(info.st_mode);
    facts.is_file = S_ISREG(info.st_mode);
    facts.size_bytes = static_cast<uint64_t>(info.st_size);
    facts.changed_seconds = static_cast<int64_t>(info.st_mtime);
    return facts;
}

}  // namespace lora
