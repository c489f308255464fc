// SPDX-License-Identifier: Apache-2.0
// Loops compiled for each of a few numbers; internal linkage for the reason that blocks_vector.h gives.
#pragma once

#include <cstdint>

namespace lora::kernels {
namespace {

/// Calls run.operator()<N>() with the N of Counts that `count` is.
template <int... Counts, class Run>
[[gnu::always_inline]] inline void with_count(int64_t count, const Run& run) {
    static_cast<void>(((count == Counts && (run.template operator()<Counts>(), true)) || ...));
}

}  // namespace
}  // namespace lora::kernels
