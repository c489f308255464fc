// SPDX-License-Identifier: Apache-2.0
// Rooms whose parts begin at a cache line, so that no vector straddles two.
#pragma once

#include <cstddef>
#include <cstdint>

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

}  // namespace lora::kernels
