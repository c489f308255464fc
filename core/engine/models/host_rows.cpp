// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/host_rows.h"

#include <ATen/ATen.h>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <utility>

namespace lora::engine {

using c10::impl::VirtualGuardImpl;

HostRows::HostRows(at::Device device)
    : device_(device),
      copies_(VirtualGuardImpl(device.type()).getStreamFromGlobalPool(device)),
      copied_(device.type()) {}

HostRows::~HostRows() {
    try {
        let_go();
        for (Row& row : rows_)
            if (row.there.defined()) row.came->block(current());  // asked for, and never taken
    } catch (const c10::Error&) {
        // The device has failed, and whoever computes on it is told.
    }
}

void HostRows::let_go() {
    if (!held_.defined()) return;
    copied_.block(current());
    held_ = at::Tensor();
}

c10::Stream HostRows::current() const {
    return VirtualGuardImpl(device_.type()).getStream(device_);
}

void HostRows::follow() const {
    c10::Event now(device_.type());
    now.record(current());
    now.block(copies_);
}

std::optional<size_t> HostRows::put(const at::Tensor& x) {
    Row row;
    try {
        row.here = at::empty(x.sizes(), x.options().device(at::kCPU).pinned_memory(true));
    } catch (const c10::Error&) {
        return std::nullopt;  // the host has less to spare than the device
    }
    let_go();
    const at::NoGradGuard no_gradients;
    follow();
    {
        const c10::StreamGuard on(copies_);
        row.here.copy_(x, /*non_blocking=*/true);
    }
    copied_.record(copies_);
    held_ = x.detach();
    rows_.push_back(std::move(row));
    return rows_.size() - 1;
}

void HostRows::fetch(Row& row) {
    const at::NoGradGuard no_gradients;
    // Of the current stream's memory, which what it did before may still be using.
    row.there = at::empty(row.here.sizes(), row.here.options().device(device_).pinned_memory(false));
    follow();
    {
        const c10::StreamGuard on(copies_);
        row.there.copy_(row.here, /*non_blocking=*/true);
    }
    row.came.emplace(device_.type());
    row.came->record(copies_);
}

at::Tensor HostRows::take(size_t number) {
    let_go();
    Row& row = rows_.at(number);
    if (!row.there.defined()) fetch(row);
    row.came->block(current());
    const at::Tensor out = std::exchange(row.there, at::Tensor());
    if (number > 0 && !rows_[number - 1].there.defined()) fetch(rows_[number - 1]);
    return out;
}

}  // namespace lora::engine
