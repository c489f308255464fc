// SPDX-License-Identifier: Apache-2.0
// The adapters of a batch of few rows as our kernels take them: all of a linear module at once.
#pragma once

#include <ATen/core/Tensor.h>

#include <deque>
#include <span>
#include <string_view>
#include <vector>

#include "core/engine/adapters/adapter_run.h"
#include "core/engine/models/device_matrix.h"
#include "kernels/include/cuda_backend.h"

namespace lora::engine {

/// Adapters' A by rows, for the operation that makes the rows to compute along with them.
struct NarrowedRows {
    kernels::CudaNarrow told;
    at::Tensor h;  ///< what `told` writes; undefined where no adapter acts on the rows
    const kernels::CudaNarrow* asked() const { return h.defined() ? &told : nullptr; }
};

/// Segments of every module of a model in one array on the device. Arrays are kept from pass to pass and
/// never overwritten: one is copied only where the rows, the adapters, their weights or their places in
/// memory are not those of one of the last passes, and a recorded step finds its own where it lay.
class LoraSegments {
  public:
    /// Takes the adapters of the next pass over a model of `layers` layers that computes in `dtype` on
    /// `device`, and says whether products() does their work: nothing is `training`, gradients are off, rows
    /// are few, the kernels agree on this device (DeviceOperation::lora_segments), and the adapters lie there
    /// as whole float32 rows. Otherwise adapted_linears does it.
    bool take(const std::vector<AdapterRun>& runs, int layers, at::Device device, at::ScalarType dtype,
              bool training);

    /// What can be asked of the operation that makes the x of products(). All of this is valid for the pass
    /// last taken, while its adapters live.
    NarrowedRows narrowed(int layer, std::span<const char* const> names, at::Device device) const;

    /// As adapted_linears, of x [rows, inputs] and neighbours in lora::linear_modules. `made_along`: the h
    /// of what was asked with narrowed() of the operation that made x; undefined where nothing was.
    std::vector<at::Tensor> products(const at::Tensor& x, std::span<const FrozenLinear> linears, int layer,
                                     std::span<const char* const> names, const at::Tensor& room,
                                     const at::Tensor& made_along = {}) const;

  private:
    /// Segments that lie behind one another.
    struct Stretch {
        int first = 0, count = 0, max_rank = 0;
        int64_t max_rows = 0;  ///< of a segment
    };
    struct Module {
        Stretch all;
        std::vector<Stretch> calls;  ///< parts of `all` in which no row belongs to two segments
    };
    bool lay(const std::vector<AdapterRun>& runs, int layers, at::Device device);
    bool lay_module(const std::vector<AdapterRun>& runs, int layer, std::string_view module,
                    at::Device device);
    const kernels::CudaLoraSegment* on_device(const Stretch& stretch) const;
    std::span<const Module> modules_of(int layer, std::span<const char* const> names) const;

    std::vector<kernels::CudaLoraSegment> segments_;
    std::vector<Module> modules_;  ///< by layer and module
    int64_t h_numbers_ = 0;        ///< of the layer with most
    /// An array as it lies on the device.
    struct Copied {
        std::vector<kernels::CudaLoraSegment> segments;
        at::Tensor bytes;  ///< uint8
    };
    std::deque<Copied> copied_;
    at::Tensor on_device_;  ///< that of the pass last taken
};

}  // namespace lora::engine
