// SPDX-License-Identifier: Apache-2.0
// The forms of expand_blocks this build has, so that one is picked when the program runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "kernels/include/block_types.h"

namespace lora::kernels {

struct ExpandForm {
    const char* name;
    /// Whether this processor can run it.
    bool (*available)();
    void (*expand)(DType type, const std::byte* in, int64_t elements, float* out);
};

/// Fastest first; the reference form ends the list. Which forms are listed is the build's choice by processor
/// family.
std::span<const ExpandForm> expand_forms();

void expand_blocks_avx2(DType type, const std::byte* in, int64_t elements, float* out);
void expand_blocks_avx512(DType type, const std::byte* in, int64_t elements, float* out);

}  // namespace lora::kernels
