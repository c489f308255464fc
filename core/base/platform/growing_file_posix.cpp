// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "core/base/files.h"
#include "core/base/platform/growing_file.h"

namespace lora {
namespace fs = std::filesystem;

Result<std::optional<FilePart>> read_file_part(const fs::path& path, uint64_t offset, uint64_t limit_bytes) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) return std::optional<FilePart>();
    if (fd < 0) return system_error(errno, "opening a file", path);
    FilePart part;
    struct stat info {};
    int error = ::fstat(fd, &info) != 0 ? errno : S_ISDIR(info.st_mode) ? EISDIR : 0;
    if (!error) {
        part.inode = static_cast<uint64_t>(info.st_ino);
        part.size_bytes = static_cast<uint64_t>(info.st_size);
        const uint64_t there = part.size_bytes > offset ? part.size_bytes - offset : 0;
        part.bytes.resize(static_cast<size_t>(std::min(limit_bytes, there)));
    }
    size_t done = 0;
    while (!error && done < part.bytes.size()) {
        const ssize_t n = ::pread(fd, part.bytes.data() + done, part.bytes.size() - done,
                                  static_cast<off_t>(offset + done));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) error = errno;
        if (n <= 0) break;
        done += static_cast<size_t>(n);
    }
    ::close(fd);
    if (error) return system_error(error, "reading a file", path);
    part.bytes.resize(done);
    return std::optional<FilePart>(std::move(part));
}

Status cut_file(const fs::path& path, uint64_t size_bytes) {
    if (::truncate(path.c_str(), static_cast<off_t>(size_bytes)) != 0)
        return system_error(errno, "cutting a file", path);
    return {};
}

}  // namespace lora
