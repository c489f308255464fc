// SPDX-License-Identifier: Apache-2.0
// Rooms whose parts begin at a cache line, so that no vector straddles two; and lines asked for early.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/include/read_ahead.h"

namespace lora::kernels {

/// Elements of a cache line: how much longer than its contents a room must be.
template <class T>
inline constexpr std::size_t line_elements = 64 / sizeof(T);

/// The first element from `from` on that begins a cache line.
template <class T>
T* at_line(T* from) {
    const std::size_t past = reinterpret_cast<std::uintptr_t>(from) / sizeof(T) % line_elements<T>;
    return from + (line_elements<T> - past) % line_elements<T>;
}

/// `count` elements and what is left of their last line.
template <class T>
constexpr int64_t whole_lines(int64_t count) {
    constexpr auto line = static_cast<int64_t>(line_elements<T>);
    return (count + line - 1) / line * line;
}

/// Of what is read from end to end, `ahead` beyond `in`, a page: a processor's own guesses end with each page
/// of memory.
[[gnu::always_inline]] inline void ask_ahead(const void* in, int64_t bytes, int64_t ahead = 4096) {
    ask_for(static_cast<const std::byte*>(in) + ahead, bytes);
}

}  // namespace lora::kernels
