// SPDX-License-Identifier: Apache-2.0
// The model families the engine can run: a family's folder and one line in families.cpp.
#pragma once

#include <memory>
#include <string_view>

#include "core/engine/models/device.h"
#include "core/engine/models/model.h"

namespace lora::engine {

struct Family {
    std::string_view name;  ///< ModelGeometry::family
    Result<std::shared_ptr<CausalModel>> (*load)(std::shared_ptr<const BaseModel> base,
                                                 const ComputeChoice& compute, const LoadOptions& options);
};

/// Null for an unknown name.
const Family* find_family(std::string_view name);

Result<std::shared_ptr<CausalModel>> load_llama(std::shared_ptr<const BaseModel> base,
                                                const ComputeChoice& compute, const LoadOptions& options);

}  // namespace lora::engine
