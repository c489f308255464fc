// SPDX-License-Identifier: Apache-2.0
// The Llama family on the processor in float32, products on request of factors in bfloat16: the weights stay
// in the file, in its few bits, and are expanded a stretch at a time as products need them. Opening costs a
// look at every weight, no copy.
#pragma once

#include "core/engine/models/llama/llama_pass.h"
#include "core/engine/models/model.h"

namespace lora::engine {

/// Errors as of stored_llama.
Result<std::shared_ptr<CausalModel>> load_llama_cpu(std::shared_ptr<const BaseModel> base,
                                                    const ComputeChoice& compute, const LoadOptions& options);

}  // namespace lora::engine
