// SPDX-License-Identifier: Apache-2.0
// A and B of a pass's adapters as its products take them.
#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <vector>

#include "core/engine/adapters/adapter_run.h"

namespace lora::engine {

class RoundedFactors {
  public:
    RoundedFactors() = default;  ///< of none
    /// Rounds A and B of every module of the runs' adapters to `type`, those that lie in one piece of memory
    /// (FlatParameters) at once: by themselves they are hundreds of launches. They must not change while this
    /// serves.
    RoundedFactors(const std::vector<AdapterRun>& runs, at::ScalarType type);
    /// `factor` in `type`, without gradient; rounded here where it is none of those.
    at::Tensor of(const at::Tensor& factor, at::ScalarType type) const;

  private:
    std::map<const void*, at::Tensor> copies_;  ///< by where the memory of the original begins
};

}  // namespace lora::engine
