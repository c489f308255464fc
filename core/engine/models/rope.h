// SPDX-License-Identifier: Apache-2.0
// Rotary position embedding (arXiv:2104.09864) with the scaling variants that transformers knows.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/plan/geometry.h"

namespace lora::engine {

/// Cosine and sine by token: [tokens, head_dim / 2] float32 each, attention scaling (yarn) included.
struct RopeTables {
    at::Tensor cos, sin;
};

class Rope {
  public:
    explicit Rope(const ModelGeometry& geometry);
    /// `positions` [tokens] int64; `starts` as in PackedBatch: the dynamic variant depends on each segment's
    /// length.
    RopeTables tables(const at::Tensor& positions, const std::vector<int64_t>& starts) const;
    /// Angle per position of each rotated pair: [head_dim / 2] float32. `length` matters to the dynamic
    /// variant only.
    at::Tensor inverse_frequencies(int64_t length) const;

  private:
    ModelGeometry geometry_;
    at::Tensor base_frequencies_;
    double attention_scaling_ = 1;
};

/// The tables with angles as numbers of `type` have them.
RopeTables rounded(const RopeTables& tables, at::ScalarType type);

/// Rotates pairs (i, i + head_dim / 2) of x [tokens, heads, head_dim] by each token's angles, rounded to
/// x's type. Differentiable
/// in x.
at::Tensor apply_rope(const at::Tensor& x, const RopeTables& tables);

}  // namespace lora::engine
