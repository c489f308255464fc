// SPDX-License-Identifier: Apache-2.0
// Expands stored weights (f32, f16, bf16 and GGUF's block formats) to float32.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/include/block_types.h"

namespace lora::kernels {

/// Whether expand_blocks knows this type.
bool can_expand(DType type);

/// out[i] = value of element i, for i in [0, elements). `elements` is a multiple of the type's block_elements;
/// `in` holds elements / block_elements * block_bytes bytes and may be unaligned; `out` must not alias `in`.
/// Values equal those of ggml's reference (and of the Python package gguf) bit for bit.
/// Thread-safe; uses the fastest form this processor has.
void expand_blocks(DType type, const std::byte* in, int64_t elements, float* out);

/// The same by the reference form, which every faster form must match exactly.
void expand_blocks_reference(DType type, const std::byte* in, int64_t elements, float* out);

/// Name of the form expand_blocks uses here: "reference", "avx2", "avx512".
const char* expand_blocks_form();

}  // namespace lora::kernels
