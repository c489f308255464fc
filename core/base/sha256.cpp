// SPDX-License-Identifier: Apache-2.0
#include "core/base/sha256.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>

#include "core/base/files.h"

namespace lora {
namespace {

/// Called before anything else of OpenSSL's. Without it OpenSSL clears its tables when the program ends, while a thread
/// that has hashed and that nobody joins (Qt's pool detaches its own) may just be ending too and clear its part of the
/// same tables: memory freed twice, a crash at the very end of a program that has done all its work.
EVP_MD_CTX* new_context() {
    [[maybe_unused]] static const int ready = OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
    return EVP_MD_CTX_new();
}

}  // namespace

struct Sha256::State {
    EVP_MD_CTX* context = new_context();
    ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) { EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr); }
Sha256::~Sha256() = default;

void Sha256::add(std::span<const std::byte> bytes) { EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()); }
void Sha256::add(std::string_view text) { EVP_DigestUpdate(state_->context, text.data(), text.size()); }

std::string Sha256::hex() {
    unsigned char digest[32];
    unsigned int size = 0;
    EVP_DigestFinal_ex(state_->context, digest, &size);
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const unsigned char byte : digest) {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

std::string sha256_hex(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

Result<std::string> sha256_file(const std::filesystem::path& path,
                                const std::function<bool(uint64_t, uint64_t)>& progress) {
    auto file = MappedFile::open(path);
    if (!file) return file.error();
    Sha256 hash;
    const auto all = (*file)->bytes();
    constexpr size_t chunk_bytes = 16u << 20;
    for (size_t at = 0; at < all.size(); at += chunk_bytes) {
        hash.add(all.subspan(at, std::min(chunk_bytes, all.size() - at)));
        if (progress && !progress(std::min(at + chunk_bytes, all.size()), all.size())) {
            return Error{ErrorCode::interrupted, "Cancelled while reading a file", path.string(), {}};
        }
    }
    return hash.hex();
}

}  // namespace lora
