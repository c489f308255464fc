// SPDX-License-Identifier: Apache-2.0
// Products of few rows with stored weights, read in the form that the file has them: what decoding spends its
// time on.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/include/block_types.h"

namespace lora::kernels {

/// y[r * y_stride + o] = Σ over c of x[r * x_stride + c] · W[o][c] for r in [0, rows), o in [0, outputs).
/// W: `outputs` rows of `columns` elements of `type` (a multiple of its block_elements; can_expand tells
/// which types there are), laid end to end, as expand_blocks reads them; may be unaligned. x: float32 rows at
/// least `columns` apart. Weights are read once whatever `rows` is, so it pays while rows are few; beyond
/// about 16 expanding them for a blocked product is faster. Sums in float32, in an order that depends on the
/// form: forms agree to rounding, and each is deterministic. y aliases neither input. Thread-safe; callers
/// split outputs over threads.
void block_matmul(DType type, const std::byte* weights, int64_t outputs, int64_t columns, const float* x,
                  int64_t x_stride, int64_t rows, float* y, int64_t y_stride);

/// The same by the reference form: each weight expanded, products added up in float64.
void block_matmul_reference(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                            const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride);

}  // namespace lora::kernels
