// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/base/files.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

/// Closes a descriptor at the end of the scope.
struct Descriptor {
    int fd;
    explicit Descriptor(int f) : fd(f) {}
    Descriptor(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd >= 0) ::close(fd);
    }
};

int write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        bytes.remove_prefix(static_cast<size_t>(n));
    }
    return 0;
}

}  // namespace

Error system_error(int error_number, const std::string& doing, const fs::path& path) {
    const std::string reason = std::strerror(error_number);
    switch (error_number) {
        case ENOSPC:
        case EDQUOT:
            return no_resources("The disk is full while " + doing, path.string(), "Free some space and try again");
        case EACCES:
        case EPERM:
        case EROFS:
            return bad_input("Not allowed while " + doing, path.string(),
                             "Choose a folder you may write to, or change its permissions");
        case ENOENT:
            return bad_input("There is no such file or folder", path.string(), "Check the path");
        default:
            return bad_input("Failed while " + doing + ": " + reason, path.string());
    }
}

Result<std::string> read_file(const fs::path& path, uint64_t limit_bytes) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.fd < 0) return system_error(errno, "opening a file", path);
    struct stat info {};
    if (::fstat(file.fd, &info) != 0) return system_error(errno, "reading a file", path);
    if (S_ISDIR(info.st_mode)) return bad_input("This is a folder, a file was expected", path.string());
    if (static_cast<uint64_t>(info.st_size) > limit_bytes) {
        return bad_input("The file is larger than the limit of " + std::to_string(limit_bytes >> 20) + " MB",
                         path.string());
    }
    std::string bytes;
    bytes.resize(static_cast<size_t>(info.st_size));
    size_t done = 0;
    for (;;) {
        if (done == bytes.size()) {
            // Pipes and growing files: read on until the end, within the limit.
            char extra[4096];
            const ssize_t n = ::read(file.fd, extra, sizeof extra);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) return system_error(errno, "reading a file", path);
            if (n == 0) break;
            bytes.append(extra, static_cast<size_t>(n));
            done = bytes.size();
            if (bytes.size() > limit_bytes) return bad_input("The file is larger than the limit", path.string());
            continue;
        }
        const ssize_t n = ::read(file.fd, bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return system_error(errno, "reading a file", path);
        if (n == 0) {
            bytes.resize(done);
            break;
        }
        done += static_cast<size_t>(n);
    }
    return bytes;
}

Status write_file_atomic(const fs::path& path, std::string_view bytes) {
    const fs::path beside = path.parent_path() / ("." + path.filename().string() + "." + std::to_string(::getpid()) + ".part");
    int error = 0;
    {
        Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        if (file.fd < 0) return system_error(errno, "creating a file", path);
        error = write_all(file.fd, bytes);
        if (!error && ::fsync(file.fd) != 0) error = errno;
    }
    if (!error && ::rename(beside.c_str(), path.c_str()) != 0) error = errno;
    if (error) {
        ::unlink(beside.c_str());
        return system_error(error, "writing a file", path);
    }
    return sync_path(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

Status append_to_file(const fs::path& path, std::string_view bytes, bool durable) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
    if (file.fd < 0) return system_error(errno, "opening a file", path);
    if (const int error = write_all(file.fd, bytes)) return system_error(error, "appending to a file", path);
    if (durable && ::fdatasync(file.fd) != 0) return system_error(errno, "appending to a file", path);
    return {};
}

Status sync_path(const fs::path& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.fd < 0) return system_error(errno, "flushing to disk", path);
    // Some file systems refuse to sync a folder; the rename itself is then all that can be had.
    if (::fsync(file.fd) != 0 && errno != EINVAL && errno != EROFS) return system_error(errno, "flushing to disk", path);
    return {};
}

Status make_folders(const fs::path& path) {
    std::error_code code;
    fs::create_directories(path, code);
    if (code) return system_error(code.value(), "creating a folder", path);
    return {};
}

Result<TemporaryFolder> TemporaryFolder::create(const std::string& prefix) {
    std::error_code code;
    std::string name = (fs::temp_directory_path(code) / (prefix + "XXXXXX")).string();
    if (code || !::mkdtemp(name.data())) return system_error(errno, "creating a temporary folder", name);
    return TemporaryFolder(fs::path(name));
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const fs::path& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.fd < 0) return system_error(errno, "opening a file", path);
    struct stat info {};
    if (::fstat(file.fd, &info) != 0) return system_error(errno, "reading a file", path);
    if (!S_ISREG(info.st_mode)) return bad_input("This is not a regular file", path.string(), "Choose a file");
    std::span<const std::byte> bytes;
    if (info.st_size > 0) {
        const auto size = static_cast<size_t>(info.st_size);
        void* at = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.fd, 0);
        if (at == MAP_FAILED) return system_error(errno, "mapping a file into memory", path);
        bytes = {static_cast<const std::byte*>(at), size};
    }
    return std::shared_ptr<const MappedFile>(new MappedFile(path, bytes));
}

MappedFile::~MappedFile() {
    if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

Result<std::unique_ptr<FileLock>> FileLock::try_lock(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) return system_error(errno, "opening a lock file", path);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        ::close(fd);
        if (error == EWOULDBLOCK) return std::unique_ptr<FileLock>();
        return system_error(error, "locking a file", path);
    }
    return std::unique_ptr<FileLock>(new FileLock(fd));
}

Result<std::unique_ptr<FileLock>> FileLock::lock(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) return system_error(errno, "opening a file to lock it", path);
    while (::flock(fd, LOCK_EX) != 0) {
        if (errno == EINTR) continue;
        const int error = errno;
        ::close(fd);
        return system_error(error, "locking a file", path);
    }
    return std::unique_ptr<FileLock>(new FileLock(fd));
}

bool FileLock::is_held(const fs::path& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.fd < 0) return false;
    if (::flock(file.fd, LOCK_SH | LOCK_NB) == 0) {
        ::flock(file.fd, LOCK_UN);
        return false;
    }
    return errno == EWOULDBLOCK;
}

FileLock::~FileLock() { ::close(descriptor_); }

}  // namespace lora
