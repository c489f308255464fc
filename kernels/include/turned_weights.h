// SPDX-License-Identifier: Apache-2.0
// Stored weights laid out once more, so that few rows are multiplied by them as fast as memory gives them:
// outputs lie side by side, one in each lane of a vector, and nothing is added up across lanes.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/include/block_matmul_q8.h"
#include "kernels/include/block_types.h"
#include "kernels/include/read_ahead.h"

namespace lora::kernels {

/// Outputs that lie side by side: where turned weights may be cut.
inline constexpr int64_t turned_outputs = 32;

/// Whether this processor multiplies few rows by weights of `type` faster when they are turned.
bool gains_by_turning(DType type);

/// Bytes of `outputs` rows of `columns` weights, turned; 0 where `type` cannot be turned. Those of a multiple
/// of turned_outputs rows are a multiple of a cache line's, and rows from such a multiple on begin there.
int64_t turned_bytes(DType type, int64_t outputs, int64_t columns);

/// Weights as block_matmul reads them (`columns` a multiple of the type's block_elements) to `out`,
/// turned_bytes of it, which begins at a cache line and aliases nothing. No number changes: what is laid out
/// are the codes, steps and offsets of the file.
void turn_weights(DType type, const std::byte* weights, int64_t outputs, int64_t columns, std::byte* out);

/// Rows of x made ready for products with turned weights of `type`, once for all of them: `rows` rows of
/// turned_row_bytes each to `out`, which begins at a cache line. Floats become whole numbers of 24 bits that
/// each 32 of them share a scale of, as fine as float32 is for the largest; NaN and infinity spoil theirs.
/// Only where gains_by_turning(type).
void ready_rows(DType type, const float* x, int64_t x_stride, int64_t rows, int64_t columns, std::byte* out);
/// Rows in eight bits, of columns / 32 blocks laid end to end, as they are.
void ready_rows(DType type, const Q8Block* x, int64_t rows, int64_t columns, std::byte* out);
int64_t turned_row_bytes(int64_t columns);

/// y[r * y_stride + o] as block_matmul computes it, or, for rows in eight bits, as block_matmul_q8 does, by
/// turned weights and rows made ready for their type. `turned` may begin at any multiple of turned_outputs
/// rows; callers split outputs there. A row's answer has the same bits in every batch and split. `ahead` is
/// told what of `turned` is read; it may be null. Thread-safe.
void turned_matmul(DType type, const std::byte* turned, int64_t outputs, int64_t columns,
                   const std::byte* ready, bool eight_bits, int64_t rows, ReadAhead* ahead, float* y,
                   int64_t y_stride);

}  // namespace lora::kernels
