// SPDX-License-Identifier: Apache-2.0
// Byte-pair encoding (arXiv:1508.07909) of one word: bytes, merged by rank until no pair is left.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lora {

/// Lets a map keyed by std::string be asked with a std::string_view.
struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using TokenIndex = std::unordered_map<std::string, int32_t, TextHash, std::equal_to<>>;

/// Pair of token ids → rank and the token they merge into. Open addressing: hundreds of thousands of pairs
/// are looked up for every word.
class MergeTable {
  public:
    struct Merge {
        uint64_t pair = empty;
        int32_t rank = 0;
        int32_t token = 0;
    };
    void reserve(size_t merges);
    /// The first merge of a pair wins; `reserve` must have made room.
    void add(int32_t left, int32_t right, int32_t rank, int32_t token);
    const Merge* find(int32_t left, int32_t right) const;
    size_t size() const { return size_; }

  private:
    static constexpr uint64_t empty = ~uint64_t(0);
    size_t slot(uint64_t pair) const;
    std::vector<Merge> slots_;
    size_t size_ = 0;
};

class BpeModel {
  public:
    std::array<int32_t, 256> byte_token{};  ///< -1: the vocabulary has no token for this byte
    MergeTable merges;
    TokenIndex index;  ///< bytes of a token → id; ordinary tokens only
    int32_t unknown_token =
        -1;  ///< stands for bytes without a token; -1: they are left out, as tokenizers does
    bool fuse_unknown = false;   ///< one unknown token for a run of such bytes
    bool ignore_merges = false;  ///< a word that is itself a token is taken whole

    /// Appends the tokens of a word. Thread-safe; short words are remembered.
    void encode(std::string_view word, std::vector<int32_t>& out) const;

  private:
    void merge(std::string_view word, std::vector<int32_t>& out) const;

    struct Cache {
        std::mutex mutex;
        std::unordered_map<std::string, std::vector<int32_t>, TextHash, std::equal_to<>> words;
    };
    std::shared_ptr<Cache> cache_ = std::make_shared<Cache>();
};

}  // namespace lora
