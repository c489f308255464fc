// SPDX-License-Identifier: Apache-2.0
// The adapters of a batch of few rows as our kernels take them: all of a linear module at once.
#pragma once

#include <ATen/core/Tensor.h>

#include <deque>
#include <string_view>
#include <vector>

#include "core/engine/adapters/adapter_run.h"
#include "kernels/include/cuda_backend.h"

namespace lora::engine {

/// Segments of every module of a model in one array on the device. Arrays are kept from pass to pass and
/// never overwritten: one is copied only where the rows, the adapters, their weights or their places in
/// memory are not those of one of the last passes, and a recorded step finds its own where it lay.
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
    /// An array as it lies on the device.
    struct Copied {
        std::vector<kernels::CudaLoraSegment> segments;
        at::Tensor bytes;  ///< uint8
    };
    std::deque<Copied> copied_;
    at::Tensor on_device_;  ///< that of the pass last taken
};

}  // namespace lora::engine
