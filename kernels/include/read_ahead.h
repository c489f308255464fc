// SPDX-License-Identifier: Apache-2.0
// Memory asked for before a thread gets there, across what it reads next: steps of decoding read much once,
// in pieces of a few kilobytes, and a processor's own guesses end with each piece and each page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lora::kernels {

/// Asks for `bytes` from `soon` on. Always inline, as what follows, since files of several instruction sets
/// use it.
[[gnu::always_inline]] inline void ask_for(const void* soon, int64_t bytes) {
    constexpr int64_t line = 64;
    for (int64_t i = 0; i < bytes; i += line)
        __builtin_prefetch(static_cast<const std::byte*>(soon) + i);
}

/// Of one thread: stretches of memory in the order in which it reads them, and how far it has come.
class ReadAhead {
  public:
    /// Memory answers while so many bytes are read, and the first-level cache still holds them when their
    /// turn comes.
    static constexpr int64_t distance = 8192;

    /// What is read behind all that was said before. Nothing is asked for yet.
    void follow(const void* begin, int64_t bytes) {
        if (bytes > 0) stretches_.push_back({static_cast<const std::byte*>(begin), bytes});
    }
    /// So many bytes more of it are read now: as many are asked for, `distance` beyond them.
    [[gnu::always_inline]] void read(int64_t bytes) {
        if (owed_ > 0 || left_ < bytes) return catch_up(bytes);
        ask_for(soon_, bytes);
        soon_ += bytes;
        left_ -= bytes;
    }
    /// What was said and not yet read. For tests.
    int64_t unread() const;

  private:
    void catch_up(int64_t bytes);

    struct Stretch {
        const std::byte* begin;
        int64_t bytes;
    };
    std::vector<Stretch> stretches_;  ///< those not begun yet, from next_ on
    size_t next_ = 0;
    const std::byte* soon_ = nullptr;     ///< what is asked for next, of which `left_` bytes are left
    int64_t left_ = 0, owed_ = distance;  ///< owed: what ought to have been asked for
};

}  // namespace lora::kernels
