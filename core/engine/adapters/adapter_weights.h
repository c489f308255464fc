// SPDX-License-Identifier: Apache-2.0
// adapter_model.safetensors: PEFT's tensor names, shapes checked against the base.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/engine/adapters/adapter.h"
#include "core/tensorio/safetensors.h"

namespace lora::engine {

class AdapterWeights {
  public:
    /// Refuses NaN and infinity, naming the tensor.
    static Result<AdapterWeights> open(const std::filesystem::path& path);
    /// Which modules the file adapts, ranks from the shapes, alphas from `spec`.
    Result<std::vector<AdapterTarget>> targets(const AdapterSpec& spec, const ModelGeometry& geometry) const;
    /// A and B of every target; a missing tensor, a wrong shape or a tensor of no target is bad_input.
    Result<std::vector<AdapterModule>> modules(const std::vector<AdapterTarget>& targets,
                                               const ModelGeometry& geometry) const;

  private:
    explicit AdapterWeights(SafetensorsFile file, std::string where)
        : file_(std::move(file)), where_(std::move(where)) {}
    Result<at::Tensor> read(const std::string& name, int64_t rows, int64_t columns) const;
    SafetensorsFile file_;
    std::string where_;
};

Status write_adapter_weights(const std::filesystem::path& path, const std::vector<AdapterModule>& modules);

/// SHA-256 of the file that write_adapter_weights would write.
std::string adapter_weights_sha256(const std::vector<AdapterModule>& modules);

}  // namespace lora::engine
