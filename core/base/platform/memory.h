// SPDX-License-Identifier: Apache-2.0
// What the system can be asked to do with memory that is ours.
#pragma once

#include <cstddef>

namespace lora {

/// Asks for large pages behind `bytes` at `memory`, for what is read from end to end again and again: fewer pages
/// to look up. A wish: where the system has none, or the range holds no whole one, nothing changes.
void prefer_large_pages(void* memory, size_t bytes);

}  // namespace lora
