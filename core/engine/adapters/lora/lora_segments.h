// SPDX-License-Identifier: Apache-2.0
// The adapters of a batch of few rows as our kernels take them: all of a linear module at once.
#pragma once

#include <ATen/core/Tensor.h>

#include <string_view>
#include <vector>

#include "core/engine/adapters/adapter_run.h"
#include "kernels/include/cuda_backend.h"

namespace lora::engine {

/// Segments of every module of a model in one array on the device. Kept from pass to pass: what is there is
/// copied again only where the rows, the adapters, their weights or their places in memory have changed.
class LoraSegments {
  public:
    /// Takes the adapters of the next pass over a model of `layers` layers that computes in `dtype` on
    /// `device`, and says whether add() does their work: nothing is `training`, gradients are off, rows are
    /// few, the kernels agree on this device (DeviceOperation::lora_segments), and the adapters lie there as
    /// whole float32 rows. Otherwise add_adapters does it.
    bool take(const std::vector<AdapterRun>& runs, int layers, at::Device device, at::ScalarType dtype,
              bool training);

    /// y [rows, outputs] += Σ weight · scaling · (x·Aᵀ)·Bᵀ of each row's adapters of (layer, module), in
    /// place; x [rows, inputs]. Valid for the pass last taken, while its adapters live.
    void add(const at::Tensor& y, const at::Tensor& x, int layer, std::string_view module) const;

  private:
    /// What one call of the kernels takes: no row belongs to two of its segments.
    struct Call {
        int first = 0, count = 0, max_rank = 0;
    };
    bool lay(const std::vector<AdapterRun>& runs, int layers, at::Device device);
    bool lay_module(const std::vector<AdapterRun>& runs, int layer, std::string_view module,
                    at::Device device);

    std::vector<kernels::CudaLoraSegment> segments_;
    std::vector<std::vector<Call>> calls_;  ///< by layer and module
    at::Tensor on_device_;                  ///< [bytes] uint8: what lies there now
    std::vector<kernels::CudaLoraSegment> copied_;
};

}  // namespace lora::engine
