// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4) through OpenSSL, as lower-case hexadecimal.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace lora {

class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void add(std::span<const std::byte> bytes);
    void add(std::string_view text);
    /// The digest of all that was added; the object is spent.
    std::string hex();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string sha256_hex(std::string_view bytes);
/// Streams the file; `progress` gets bytes done and in all, and may return false to cancel (ErrorCode::interrupted).
Result<std::string> sha256_file(const std::filesystem::path& path,
                                const std::function<bool(uint64_t, uint64_t)>& progress = {});

}  // namespace lora
