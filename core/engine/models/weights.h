// SPDX-License-Identifier: Apache-2.0
// A base model's weights in the memory of the device that computes.
#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/basemodel/base_model.h"
#include "core/engine/models/device_matrix.h"
#include "core/engine/models/model.h"

namespace lora::engine {

/// How quantised matrices are held; everything else is expanded to the compute type.
enum class QuantisedForm {
    expanded,  ///< as everything else
    stored,    ///< as the file's blocks, which products expand as they need them: the same values
};

struct Weights {
    std::map<std::string, DeviceMatrix> matrices;
    std::map<std::string, at::Tensor> vectors;
    /// Where a stored matrix is expanded, of the compute type and of the largest one's size; undefined where
    /// none is stored.
    at::Tensor room;
};

/// Every named tensor for `dtype` on `device`, several at a time. NaN or infinity is bad_input and names the
/// tensor; more than the device has free is no_resources; `options.progress` may cancel (interrupted). The
/// result asks for no gradients.
Result<Weights> load_weights(const BaseModel& base, const std::vector<std::string>& names, at::Device device,
                             at::ScalarType dtype, QuantisedForm form, int threads,
                             const LoadOptions& options);

}  // namespace lora::engine
