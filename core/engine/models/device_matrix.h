// SPDX-License-Identifier: Apache-2.0
// A frozen matrix in a device's memory, as its file stores it or expanded, and the products with it.
#pragma once

#include <ATen/core/Tensor.h>

#include <span>
#include <vector>

#include "kernels/include/block_types.h"
#include "kernels/include/cuda_backend.h"

namespace lora::engine {

/// W [rows, columns], rows in transformers' order. Copies share its memory.
struct DeviceMatrix {
    DType type = DType::f32;  ///< of the elements in `data`
    /// [rows, columns] in the compute type; or, stored, [rows, bytes of a row] uint8: blocks of `type`.
    at::Tensor data;

    bool stored() const { return data.scalar_type() == at::kByte; }
    int64_t rows() const { return data.size(0); }
    int64_t columns() const {
        const DTypeInfo info = dtype_info(type);
        return stored() ? data.size(1) / info.block_bytes * info.block_elements : data.size(1);
    }
};

/// The whole of W [rows, columns] in the compute type. A stored one is expanded into `room`, one line of at
/// least rows · columns numbers of that type, and lives there until the next is.
at::Tensor expanded(const DeviceMatrix& matrix, const at::Tensor& room);

/// Moves W to memory of the host that the GPU reads over its bus: enough for gathered_rows, far too slow for
/// products. Stays where it is if that memory cannot be had.
void move_to_host(DeviceMatrix& matrix);

/// Rows `ids` [n] int64 of W, in the type `values`, in memory of their own.
at::Tensor gathered_rows(const DeviceMatrix& matrix, const at::Tensor& ids, at::ScalarType values);

/// A module's weight, and its bias [rows] or undefined.
struct FrozenLinear {
    DeviceMatrix weight;
    at::Tensor bias;
};

/// Whether x·Wᵀ is a product of few rows (block_gemv_rows) that our kernels have with W as it lies
/// (DeviceOperation::block_gemv).
bool reads_as_stored(const at::Tensor& x, const DeviceMatrix& matrix);

/// What adapters add to a product: `count` segments in the device's memory.
struct RowSegments {
    const kernels::CudaLoraSegment* first = nullptr;
    int count = 0;
};

/// x·Wᵀ + bias of up to block_gemv_products modules by one launch, each with what its `segments` (one for
/// each, or none at all) add out of `h`, as the backend's block_gemv says. Weights are of one type, and
/// reads_as_stored.
std::vector<at::Tensor> few_rows_products(const at::Tensor& x, std::span<const FrozenLinear> linears,
                                          std::span<const RowSegments> segments, const at::Tensor& h);

/// x [n, columns] → x·Wᵀ + bias [n, rows]; of a stored W no gradient is right. Where nothing is `training`,
/// W is read as it lies if it can be; otherwise a stored one is expanded into `room` (see expanded).
at::Tensor linear(const at::Tensor& x, const FrozenLinear& frozen, const at::Tensor& room, bool training);

}  // namespace lora::engine
