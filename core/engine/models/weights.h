// SPDX-License-Identifier: Apache-2.0
// A base model's stored weights, expanded once to the type that computes.
#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/basemodel/base_model.h"
#include "core/engine/models/model.h"

namespace lora::engine {

using Weights = std::map<std::string, at::Tensor>;

/// Every named tensor in `dtype` on `device`, several at a time. NaN or infinity is bad_input and names the
/// tensor; `options.progress` may cancel (interrupted). The result asks for no gradients.
Result<Weights> expand_weights(const BaseModel& base, const std::vector<std::string>& names,
                               at::Device device, at::ScalarType dtype, int threads,
                               const LoadOptions& options);

}  // namespace lora::engine
