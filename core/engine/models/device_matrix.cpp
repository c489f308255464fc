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

}  // namespace

at::Tensor expanded(const DeviceMatrix& matrix, const at::Tensor& room) {
    if (!matrix.stored()) return matrix.data;
    const int64_t rows = matrix.rows(), columns = matrix.columns();
    const at::Tensor out = room.narrow(0, 0, rows * columns).view({rows, columns});
    expand_into(matrix.type, matrix.data, out);
    return out;
}

void move_to_host(DeviceMatrix& matrix) {
    const at::Tensor& data = matrix.data;
    try {
        // Pinned, it has one address for both sides.
        const at::Tensor host = at::empty(data.sizes(), data.options().device(at::kCPU).pinned_memory(true));
        host.copy_(data);
        matrix.data = at::from_blob(
            host.data_ptr(), data.sizes(), [host](void*) {}, data.options(), data.device());
    } catch (const c10::Error&) {
        // The host has less to spare than the device.
    }
}

at::Tensor gathered_rows(const DeviceMatrix& matrix, const at::Tensor& ids, at::ScalarType values) {
    if (!matrix.stored()) return at::embedding(matrix.data, ids);
    at::Tensor out = at::empty({ids.size(0), matrix.columns()}, matrix.data.options().dtype(values));
    expand_into(matrix.type, matrix.data.index_select(0, ids), out);
    return out;
}

bool reads_as_stored(const at::Tensor& x, const DeviceMatrix& matrix) {
    return x.size(0) >= 1 && x.size(0) <= kernels::block_gemv_rows && x.stride(1) == 1 &&
           (x.size(0) == 1 || x.stride(0) >= x.size(1)) && matrix.data.is_contiguous() &&
           kernels::block_gemv_takes(matrix.type) && device_kernels(DeviceOperation::block_gemv, x);
}

std::vector<at::Tensor> few_rows_products(const at::Tensor& x, std::span<const FrozenLinear> linears,
                                          std::span<const RowSegments> segments, const at::Tensor& h) {
    const auto* own = device_kernels(DeviceOperation::block_gemv, x);
    TORCH_CHECK(own && linears.size() <= kernels::block_gemv_products);
    std::vector<at::Tensor> products;
    kernels::CudaGemv asked[kernels::block_gemv_products];
    for (size_t i = 0; i < linears.size(); ++i) {
        const auto& [weight, bias] = linears[i];
        at::Tensor& y = products.emplace_back(at::empty({x.size(0), weight.rows()}, x.options()));
        asked[i] = {weight.data.const_data_ptr(),
                    weight.rows(),
                    bias.defined() ? bias.const_data_ptr() : nullptr,
                    y.mutable_data_ptr(),
                    y.stride(0),
                    segments.empty() ? nullptr : segments[i].first,
                    segments.empty() ? 0 : segments[i].count};
    }
    check_launch(own->block_gemv(linears[0].weight.type, asked, static_cast<int>(linears.size()), x.size(1),
                                 device_type_of(x), x.const_data_ptr(), x.stride(0),
                                 static_cast<int>(x.size(0)),
                                 h.defined() ? h.const_data_ptr<float>() : nullptr, device_stream_of(x)));
    return products;
}

at::Tensor linear(const at::Tensor& x, const FrozenLinear& frozen, const at::Tensor& room, bool training) {
    if (!training && reads_as_stored(x, frozen.weight))
        return few_rows_products(x, {&frozen, 1}, {}, {}).front();
    const at::Tensor weight = expanded(frozen.weight, room);
    return frozen.bias.defined() ? at::linear(x, weight, frozen.bias) : at::linear(x, weight);
}

}  // namespace lora::engine
