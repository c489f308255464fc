// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/weights.h"

#include <ATen/Parallel.h>

#include <atomic>
#include <mutex>

#include "core/engine/models/device.h"
#include "core/engine/torch_errors.h"

namespace lora::engine {
namespace {

/// Elements expanded at a time where the compute type is not float32: the float32 copy stays small.
constexpr int64_t chunk_elements = int64_t(4) << 20;

Result<at::Tensor> expand_tensor(const BaseModel& base, const std::string& name, at::ScalarType dtype) {
    const TensorView* view = base.tensor(name);
    const bool matrix = view->shape.size() == 2;
    const int64_t rows = matrix ? view->shape[0] : 1;
    const int64_t columns = matrix ? view->shape[1] : view->elements();
    at::Tensor out = at::empty(view->shape, at::TensorOptions().dtype(dtype));
    const int64_t rows_a_chunk = std::max<int64_t>(1, chunk_elements / std::max<int64_t>(1, columns));
    for (int64_t row = 0; row < rows; row += rows_a_chunk) {
        const int64_t count = matrix ? std::min(rows_a_chunk, rows - row) : view->elements();
        at::Tensor target = matrix ? out.narrow(0, row, count) : out;
        at::Tensor wide =
            dtype == at::kFloat ? target : at::empty(target.sizes(), at::TensorOptions().dtype(at::kFloat));
        auto* values = wide.mutable_data_ptr<float>();
        if (const Status status = expand_rows(base, name, row, count, values); !status) return status.error();
        if (const Status status = check_finite(base, name, {values, static_cast<size_t>(wide.numel())});
            !status)
            return status.error();
        if (dtype != at::kFloat) target.copy_(wide);
    }
    return out;
}

bool is_matrix(const TensorView& view) {
    return view.shape.size() == 2;
}

bool stays_stored(const TensorView& view, QuantisedForm form) {
    return form == QuantisedForm::stored && is_matrix(view) && dtype_info(view.dtype).block_elements > 1;
}

/// Weights to measure with: of a drawn base's own only their shape, type and size matter.
DeviceMatrix drawn_matrix(const TensorView& view, at::Device device, at::ScalarType dtype,
                          QuantisedForm form) {
    const auto options = at::TensorOptions().device(device);
    if (!stays_stored(view, form)) {
        at::Tensor out = at::empty(view.shape, options.dtype(dtype));
        view.shape.size() == 2 ? out.normal_(0, 0.02) : out.fill_(1);
        return {dtype == at::kBFloat16 ? DType::bf16 : DType::f32, out};
    }
    const auto [type, block_elements, block_bytes] = dtype_info(view.dtype);
    at::Tensor blocks =
        at::randint(256, {view.shape[0], view.shape[1] / block_elements, block_bytes}, options.dtype(at::kByte));
    // A block of nf4, the one quantised type that is drawn, begins with its scale.
    const at::Tensor scale = at::full({1}, 0.02f / 0.521f, at::kFloat).view(at::kByte).to(device);
    blocks.narrow(2, 0, scale.size(0)).copy_(scale);
    return {view.dtype, blocks.view({view.shape[0], -1})};
}

Result<DeviceMatrix> stored_matrix(const BaseModel& base, const std::string& name, at::Device device) {
    if (const Status status = check_finite_tensor(base, name); !status) return status.error();
    const TensorView& view = *base.tensor(name);
    const auto [type, block_elements, block_bytes] = dtype_info(view.dtype);
    const auto copy = stored_in_order(base, name);
    const std::byte* bytes = copy ? copy->data() : view.bytes.data();
    const at::Tensor here =
        at::from_blob(const_cast<std::byte*>(bytes),  // read alone
                      {view.shape[0], view.shape[1] / block_elements * block_bytes}, at::kByte);
    return DeviceMatrix{view.dtype, here.to(device, at::kByte, false, true)};
}

Result<DeviceMatrix> load_tensor(const BaseModel& base, const std::string& name, at::Device device,
                                 at::ScalarType dtype, QuantisedForm form) {
    if (base.is_drawn()) return drawn_matrix(*base.tensor(name), device, dtype, form);
    if (stays_stored(*base.tensor(name), form)) return stored_matrix(base, name, device);
    const Result<at::Tensor> tensor = expand_tensor(base, name, dtype);
    if (!tensor) return tensor.error();
    return DeviceMatrix{dtype == at::kBFloat16 ? DType::bf16 : DType::f32, tensor->to(device)};
}

/// What will be held.
struct Sizes {
    uint64_t bytes = 0;
    int64_t room = 0;  ///< numbers
};

Sizes sizes_of(const BaseModel& base, const std::vector<std::string>& names, at::ScalarType dtype,
               QuantisedForm form) {
    Sizes sizes;
    for (const std::string& name : names) {
        const TensorView& view = *base.tensor(name);
        const auto [type, block_elements, block_bytes] = dtype_info(view.dtype);
        const bool stored = stays_stored(view, form);
        sizes.bytes += stored ? static_cast<uint64_t>(view.elements() / block_elements * block_bytes)
                              : static_cast<uint64_t>(view.elements()) * c10::elementSize(dtype);
        if (stored) sizes.room = std::max(sizes.room, view.elements());
    }
    sizes.bytes += static_cast<uint64_t>(sizes.room) * c10::elementSize(dtype);
    return sizes;
}

Status check_tensors_and_memory(const BaseModel& base, const std::vector<std::string>& names,
                                at::Device device, at::ScalarType dtype, QuantisedForm form) {
    for (const std::string& name : names)
        if (!base.tensor(name))
            return bad_input("The model lacks a tensor", base.path().string() + ": " + name);
    const uint64_t needed = sizes_of(base, names, dtype, form).bytes;
    const std::optional<uint64_t> told = free_memory_bytes(device, needed);
    if (!told || needed <= *told) return {};
    const uint64_t available = *told;
    const std::string kind = device.is_cpu() ? "memory" : "the GPU's memory";
    return no_resources("The model needs " + std::to_string(needed >> 20) + " MB of " + kind + " and " +
                            std::to_string(available >> 20) + " MB are free",
                        base.path().string(),
                        dtype == at::kFloat
                            ? "Close other programs, choose bfloat16, or choose a smaller model"
                            : "Close other programs, or choose a smaller model");
}

}  // namespace

Result<Weights> load_weights(const BaseModel& base, const std::vector<std::string>& names, at::Device device,
                             at::ScalarType dtype, QuantisedForm form, int threads,
                             const LoadOptions& options) {
    if (const Status status = check_tensors_and_memory(base, names, device, dtype, form); !status)
        return status.error();
    Weights weights;
    if (const int64_t room = sizes_of(base, names, dtype, form).room; room > 0)
        weights.room = at::empty({room}, at::TensorOptions(device).dtype(dtype));
    std::mutex mutex;  // guards weights, failure and progress
    std::optional<Error> failure;
    std::atomic<size_t> next{0};
    std::atomic<bool> stop{false};
    // Each thread takes the next name: their sizes differ.
    const auto work = [&](int64_t, int64_t) {
        const at::AutoDispatchBelowADInplaceOrView no_gradients;
        for (size_t i = next++; i < names.size() && !stop; i = next++) {
            const Result<DeviceMatrix> tensor = guard_torch(
                "the model's weights", [&] { return load_tensor(base, names[i], device, dtype, form); });
            const std::lock_guard guard(mutex);
            if (!tensor) {
                if (!failure) failure = tensor.error();
                stop = true;
                return;
            }
            if (is_matrix(*base.tensor(names[i])))
                weights.matrices.emplace(names[i], *tensor);
            else
                weights.vectors.emplace(names[i], tensor->data);
            const size_t done = weights.matrices.size() + weights.vectors.size();
            if (options.progress &&
                !options.progress(static_cast<int64_t>(done), static_cast<int64_t>(names.size()))) {
                if (!failure)
                    failure = Error{
                        ErrorCode::interrupted, "Loading the model was cancelled", base.path().string(), {}};
                stop = true;
            }
        }
    };
    at::parallel_for(0, threads, 1, work);
    if (failure) return *failure;
    return weights;
}

}  // namespace lora::engine
