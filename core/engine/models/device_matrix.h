// SPDX-License-Identifier: Apache-2.0
// A frozen matrix in a device's memory, as its file stores it or expanded, and the products with it.
#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/include/block_types.h"

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

/// Rows `ids` [n] int64 of W, in the type `values`, in memory of their own.
at::Tensor gathered_rows(const DeviceMatrix& matrix, const at::Tensor& ids, at::ScalarType values);

/// A module's weight, and its bias [rows] or undefined.
struct FrozenLinear {
    DeviceMatrix weight;
    at::Tensor bias;
};

/// x [n, columns] → x·Wᵀ + bias [n, rows]; bias [rows] or undefined; of a stored W no gradient is right.
/// Where nothing is `training` and n is at most 8, the product reads W as it lies, where our kernels know its
/// type (DeviceOperation::block_gemv); otherwise a stored W is expanded into `room` (see expanded).
at::Tensor linear(const at::Tensor& x, const DeviceMatrix& matrix, const at::Tensor& bias,
                  const at::Tensor& room, bool training);

}  // namespace lora::engine
