// SPDX-License-Identifier: Apache-2.0
// Files that are whole or absent: reading with a limit, writing beside and renaming, mapping.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace lora {

/// Whole file as bytes. Refuses a folder, and files above `limit_bytes`, by name.
Result<std::string> read_file(const std::filesystem::path& path, uint64_t limit_bytes = uint64_t(4) << 30);

/// Writes beside, flushes to disk, renames over `path`: readers see the old file or the new one, never a part.
/// On failure nothing is left behind. A full disk is ErrorCode::no_resources, a read-only folder bad_input.
Status write_file_atomic(const std::filesystem::path& path, std::string_view bytes);

/// Appends in one write call and flushes to the operating system; `durable` also to disk.
Status append_to_file(const std::filesystem::path& path, std::string_view bytes, bool durable);

/// Flushes one file, or a folder's entries, to disk.
Status sync_path(const std::filesystem::path& path);

/// mkdir -p with the reason when it fails.
Status make_folders(const std::filesystem::path& path);

/// Names a system error (errno) the way our messages do: a full disk is no_resources, the rest bad_input.
Error system_error(int error_number, const std::string& doing, const std::filesystem::path& path);

/// A fresh folder under the system's temporary folder, removed with all it holds by the destructor.
class TemporaryFolder {
  public:
    static Result<TemporaryFolder> create(const std::string& prefix = "lora-");
    TemporaryFolder(TemporaryFolder&& other) noexcept;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder();
    const std::filesystem::path& path() const { return path_; }

  private:
    explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

/// Read-only memory map of a whole file. Shared: views into it stay valid while any copy of the handle lives.
/// A file that another program truncates while mapped ends the process (SIGBUS), as everywhere.
class MappedFile {
  public:
    static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    std::span<const std::byte> bytes() const { return bytes_; }
    const std::filesystem::path& path() const { return path_; }

  private:
    MappedFile(std::filesystem::path path, std::span<const std::byte> bytes) : path_(std::move(path)), bytes_(bytes) {}
    std::filesystem::path path_;
    std::span<const std::byte> bytes_;
};

/// Exclusive advisory lock on a file, freed by the kernel when the process dies, however it dies.
class FileLock {
  public:
    /// An empty pointer when another process holds it.
    static Result<std::unique_ptr<FileLock>> try_lock(const std::filesystem::path& path);
    /// Waits until nobody else holds it: for writers that hold it only while they append a line. Makes the file.
    static Result<std::unique_ptr<FileLock>> lock(const std::filesystem::path& path);
    /// Whether somebody holds it now; false where the file does not exist.
    static bool is_held(const std::filesystem::path& path);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

  private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace lora
