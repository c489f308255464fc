// SPDX-License-Identifier: Apache-2.0
// Layers' inputs that wait in the host's memory from the forward to the backward pass, so that a GPU need not
// hold them.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Event.h>
#include <c10/core/Stream.h>

#include <memory>
#include <optional>
#include <vector>

namespace lora::engine {

/// Copies of one pass, made on a stream of their own while the device computes, in pinned memory that
/// LibTorch hands on from pass to pass. Of one thread at a time.
class HostRows {
  public:
    /// For tensors of `device`, a GPU.
    explicit HostRows(at::Device device);
    HostRows(const HostRows&) = delete;
    HostRows& operator=(const HostRows&) = delete;
    ~HostRows();

    /// Copies x as it is now, and gives the copy's number; nothing where the host has no such memory to
    /// spare. x is held until the next call.
    std::optional<size_t> put(const at::Tensor& x);

    /// The tensor that was put there, in the device's memory; the one put before it comes meanwhile, since
    /// that is what a backward pass asks for next.
    at::Tensor take(size_t number);

  private:
    struct Row {
        at::Tensor here;   ///< in pinned memory
        at::Tensor there;  ///< asked for by take(), until it is taken
        std::optional<c10::Event> came;
    };
    c10::Stream current() const;
    /// Lets the copying stream wait for what the current one has been asked to do.
    void follow() const;
    void fetch(Row& row);
    /// Lets go of what was put last. The current stream waits for its copy, so that what is computed there
    /// next may lie where it lay: an allocator told of two streams would keep its memory until the device,
    /// which is far behind, is done with it.
    void let_go();

    at::Device device_;
    c10::Stream copies_;
    std::vector<Row> rows_;
    at::Tensor held_;  ///< what was put last
    c10::Event copied_;
};

}  // namespace lora::engine
