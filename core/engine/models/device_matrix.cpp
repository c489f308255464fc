// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/device_matrix.h"

#include <ATen/Parallel.h>

#include "core/engine/models/device_kernels.h"
#include "kernels/include/expand_blocks.h"

namespace lora::engine {
namespace {

/// `out` [rows, columns] becomes the values of `blocks` [rows, bytes of a row].
void expand_into(DType type, const at::Tensor& blocks, at::Tensor out) {
    if (const auto* own = device_kernels(DeviceOperation::expand_blocks, out)) {
        check_launch(own->expand_blocks(type, blocks.const_data_ptr(), out.numel(), device_type_of(out),
                                        out.mutable_data_ptr(), device_stream_of(out)));
        return;
    }
    const at::Tensor here = blocks.to(at::kCPU);
    const bool in_place = out.is_cpu() && out.scalar_type() == at::kFloat;
    at::Tensor wide = in_place ? out : at::empty(out.sizes(), at::kFloat);
    const auto* in = static_cast<const std::byte*>(here.const_data_ptr());
    auto* values = wide.mutable_data_ptr<float>();
    at::parallel_for(0, out.size(0), 16, [&](int64_t first, int64_t end) {
        kernels::expand_blocks(type, in + first * here.size(1), (end - first) * out.size(1),
                               values + first * out.size(1));
    });
    if (!in_place) out.copy_(wide);
}

/// The table, where x·Wᵀ is a product of few rows that it has.
const kernels::CudaBackend* few_rows_backend(const at::Tensor& x, const DeviceMatrix& matrix) {
    const bool fits = x.size(0) >= 1 && x.size(0) <= kernels::block_gemv_rows && x.stride(1) == 1 &&
                      (x.size(0) == 1 || x.stride(0) >= x.size(1)) && matrix.data.is_contiguous() &&
                      kernels::block_gemv_takes(matrix.type);
    return fits ? device_kernels(DeviceOperation::block_gemv, x) : nullptr;
}

}  // namespace

at::Tensor expanded(const DeviceMatrix& matrix, const at::Tensor& room) {
    if (!matrix.stored()) return matrix.data;
    const int64_t rows = matrix.rows(), columns = matrix.columns();
    const at::Tensor out = room.narrow(0, 0, rows * columns).view({rows, columns});
    expand_into(matrix.type, matrix.data, out);
    return out;
}

at::Tensor gathered_rows(const DeviceMatrix& matrix, const at::Tensor& ids, at::ScalarType values) {
    if (!matrix.stored()) return at::embedding(matrix.data, ids);
    at::Tensor out = at::empty({ids.size(0), matrix.columns()}, matrix.data.options().dtype(values));
    expand_into(matrix.type, matrix.data.index_select(0, ids), out);
    return out;
}

at::Tensor linear(const at::Tensor& x, const DeviceMatrix& matrix, const at::Tensor& bias,
                  const at::Tensor& room, bool training) {
    if (const auto* own = training ? nullptr : few_rows_backend(x, matrix)) {
        at::Tensor y = at::empty({x.size(0), matrix.rows()}, x.options());
        const kernels::CudaGemv product{matrix.data.const_data_ptr(),
                                        matrix.rows(),
                                        nullptr,
                                        y.mutable_data_ptr(),
                                        y.stride(0),
                                        nullptr,
                                        0};
        check_launch(own->block_gemv(matrix.type, &product, 1, x.size(1), device_type_of(x),
                                     x.const_data_ptr(), x.stride(0), static_cast<int>(x.size(0)), nullptr,
                                     device_stream_of(x)));
        return bias.defined() ? y.add_(bias) : y;
    }
    const at::Tensor weight = expanded(matrix, room);
    return bias.defined() ? at::linear(x, weight, bias) : at::linear(x, weight);
}

}  // namespace lora::engine
