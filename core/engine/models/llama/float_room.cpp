// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/float_room.h"

#include "core/base/platform/memory.h"

namespace lora::engine {

float* FloatRoom::at_least(int64_t count) {
    if (count > size_) {
        floats_.reset();
        floats_.reset(new float[static_cast<size_t>(count)]);  // not zeroed
        // Products write a few columns of many rows at a time: rows on a page each would be looked up each.
        prefer_large_pages(floats_.get(), static_cast<size_t>(count) * sizeof(float));
        size_ = count;
    }
    return floats_.get();
}

float* FloatRoom::at_line(int64_t count) {
    constexpr int64_t line = 16;
    float* begin = at_least(count + line);
    return begin +
           (line - static_cast<int64_t>(reinterpret_cast<uintptr_t>(begin) / sizeof(float)) % line) % line;
}

}  // namespace lora::engine
