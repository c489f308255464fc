// SPDX-License-Identifier: Apache-2.0
// A part of a model whose activations are made again in the backward pass instead of kept (arXiv:1604.06174).
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <vector>

#include "core/engine/models/host_rows.h"

namespace lora::engine {

/// run(x), of which only x is kept: where a gradient is asked for, `run` runs again, recorded, with the
/// dropout seeds that it drew first. It must give the same for the same x, and keep alive what it reads; it
/// is let go with the graph. `parameters`: the leaves that it reads and that may ask for gradients, each
/// once. x waits in `host`, the pass's, where that is not null.
at::Tensor recomputed(const at::Tensor& x, const std::vector<at::Tensor>& parameters,
                      std::function<at::Tensor(const at::Tensor&)> run,
                      const std::shared_ptr<HostRows>& host = nullptr);

}  // namespace lora::engine
