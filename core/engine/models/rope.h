// SPDX-License-Identifier: Apache-2.0
// Rotary position embedding (arXiv:2104.09864) with the scaling variants that transformers knows.
#pragma once

#include <ATen/core/Tensor.h>

#include <mutex>
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
    /// length. Angles are computed once for each position that was ever asked for, but the dynamic variant's:
    /// for one token, a decoded one, that takes longer than all else between its products. Thread-safe.
    RopeTables tables(const at::Tensor& positions, const std::vector<int64_t>& starts) const;
    /// Angle per position of each rotated pair: [head_dim / 2] float32. `length` matters to the dynamic
    /// variant only.
    at::Tensor inverse_frequencies(int64_t length) const;

  private:
    RopeTables of_angles(const at::Tensor& angles) const;
    /// Of all positions below `count` and maybe more.
    RopeTables known(int64_t count) const;

    ModelGeometry geometry_;
    at::Tensor base_frequencies_;
    double attention_scaling_ = 1;
    mutable std::mutex mutex_;  // guards known_
    mutable RopeTables known_;  ///< [positions, head_dim / 2]; replaced when more are asked for, never changed
};

/// The tables with angles as numbers of `type` have them.
RopeTables rounded(const RopeTables& tables, at::ScalarType type);

/// Rotates pairs (i, i + head_dim / 2) of x [tokens, heads, head_dim] by each token's angles, rounded to
/// x's type. Differentiable
/// in x.
at::Tensor apply_rope(const at::Tensor& x, const RopeTables& tables);

}  // namespace lora::engine
