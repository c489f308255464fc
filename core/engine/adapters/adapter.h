// SPDX-License-Identifier: Apache-2.0
// An adapter in memory: what a linear module adds for it, and how it is read from and written to PEFT's
// layout.
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/contract/run_spec.h"
#include "core/plan/adapter_plan.h"
#include "core/plan/geometry.h"
#include "kernels/include/row_ops.h"

namespace lora::engine {

/// One adapted linear module. LoRA: y += scaling · (dropout(x) · Aᵀ) · Bᵀ.
struct AdapterModule {
    AdapterTarget target;
    at::Tensor a;  ///< [rank, inputs] float32
    at::Tensor b;  ///< [outputs, rank] float32
    /// A and B once more, in the adapter's memory, for steps of decoding, whose time is that of reading them: as
    /// kernels::shorten_rows and shorten_outputs lay them; null unless the adapter was shortened.
    const std::byte *short_a = nullptr, *short_b = nullptr;
};

class Adapter {
  public:
    /// Fresh: A Kaiming-uniform with a = sqrt(5) as PEFT, B zero; reproducible from `seed` alone.
    static Result<std::shared_ptr<Adapter>> create(const AdapterSpec& spec, const ModelGeometry& geometry,
                                                   uint64_t seed);
    /// From a folder in PEFT's layout (adapter_config.json, adapter_model.safetensors). Refuses shapes that
    /// do not fit, NaN, and an adapter whose recorded base fingerprint differs from `base_fingerprint` (when
    /// both are known).
    static Result<std::shared_ptr<Adapter>> load(const std::filesystem::path& folder,
                                                 const ModelGeometry& geometry,
                                                 const std::string& base_fingerprint);
    /// Writes PEFT's layout; the base's path and fingerprint are recorded. Not sealed, not atomic as a whole:
    /// callers write into a folder of their own and rename it.
    Status save(const std::filesystem::path& folder, const std::string& base_path,
                const std::string& base_fingerprint) const;

    const AdapterSpec& spec() const { return spec_; }
    const std::vector<AdapterModule>& modules() const { return modules_; }
    /// The module at (layer, short name), or null.
    const AdapterModule* find(int layer, std::string_view module) const;
    /// A and B of every module, in module order: what the optimiser steps over.
    std::vector<at::Tensor> parameters() const;
    /// On: what may change has no copies in 16 bits any more.
    void set_requires_grad(bool on);
    /// Makes the copies in 16 bits of an adapter on the CPU that does not change any more: each element is
    /// within 2^-16 of its row's greatest.
    void shorten();
    /// A and B of every module, where the model that uses them computes. Made and read on the CPU.
    void move_to(at::Device device);
    double dropout() const { return spec_.lora_dropout; }
    /// SHA-256 of adapter_model.safetensors as save would write it.
    std::string sha256() const;

  private:
    AdapterSpec spec_;
    ModelGeometry geometry_;
    std::vector<AdapterModule> modules_;
    std::vector<int> index_;  ///< layer × module → position in modules_, or -1
    at::Tensor shortened_;    ///< all rows in 16 bits, bytes
};

/// Adapters that act together on one sequence, each with a weight. Empty: the base alone.
struct WeightedAdapter {
    std::shared_ptr<const Adapter> adapter;
    double weight = 1.0;
};
using AdapterMix = std::vector<WeightedAdapter>;

/// Names the weights that answer: SHA-256 over the base's fingerprint and each adapter's SHA-256 and weight;
/// the base's own fingerprint when the mix is empty.
std::string weights_sha256(const std::string& base_fingerprint, const AdapterMix& mix);

}  // namespace lora::engine
