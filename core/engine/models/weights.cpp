// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/weights.h"

#include <ATen/Parallel.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>

#include "core/engine/models/device.h"
#include "core/engine/torch_errors.h"

namespace lora::engine {
namespace {

/// Elements expanded at a time where the compute type is not float32: the float32 copy stays small.
constexpr int64_t chunk_elements = int64_t(4) << 20;

bool all_finite(const float* values, int64_t count) {
    // NaN fails every comparison, so one test serves both; counting instead of leaving lets the loop
    // vectorise.
    int64_t bad = 0;
    for (int64_t i = 0; i < count; ++i)
        bad += !(std::abs(values[i]) <= std::numeric_limits<float>::max());
    return bad == 0;
}

Error not_finite(const BaseModel& base, const std::string& name) {
    return bad_input("The weights hold NaN or infinity", base.path().string() + ": " + name,
                     "The file is damaged or was converted wrongly; download or convert it again");
}

Result<at::Tensor> expand_tensor(const BaseModel& base, const std::string& name, at::ScalarType dtype) {
    const TensorView* view = base.tensor(name);
    if (!view) return bad_input("The model lacks a tensor", base.path().string() + ": " + name);
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
        if (!all_finite(values, wide.numel())) return not_finite(base, name);
        if (dtype != at::kFloat) target.copy_(wide);
    }
    return out;
}

/// Weights to measure with: of a drawn base's own only their shape and size matter.
at::Tensor drawn_tensor(const TensorView& view, at::Device device, at::ScalarType dtype) {
    at::Tensor out = at::empty(view.shape, at::TensorOptions().dtype(dtype).device(device));
    return view.shape.size() == 2 ? out.normal_(0, 0.02) : out.fill_(1);
}

Status check_memory(const BaseModel& base, const std::vector<std::string>& names, at::Device device,
                    at::ScalarType dtype) {
    uint64_t needed = 0;
    for (const std::string& name : names) {
        const TensorView* view = base.tensor(name);
        if (view) needed += static_cast<uint64_t>(view->elements()) * c10::elementSize(dtype);
    }
    const std::optional<uint64_t> told = free_memory_bytes(device);
    if (!told || needed <= *told) return {};
    const uint64_t available = *told;
    return no_resources("The model needs " + std::to_string(needed >> 20) +
                            (device.is_cuda() ? " MB of the GPU's memory and " : " MB of memory and ") +
                            std::to_string(available >> 20) + " MB are free",
                        base.path().string(),
                        "Close other programs, choose bfloat16, or choose a smaller model");
}

}  // namespace

Result<Weights> expand_weights(const BaseModel& base, const std::vector<std::string>& names,
                               at::Device device, at::ScalarType dtype, int threads,
                               const LoadOptions& options) {
    if (const Status status = check_memory(base, names, device, dtype); !status) return status.error();
    Weights weights;
    std::mutex mutex;  // guards weights, failure and progress
    std::optional<Error> failure;
    std::atomic<size_t> next{0};
    std::atomic<bool> stop{false};
    // Each thread takes the next name: their sizes differ.
    const auto work = [&](int64_t, int64_t) {
        const at::AutoDispatchBelowADInplaceOrView no_gradients;
        for (size_t i = next++; i < names.size() && !stop; i = next++) {
            Result<at::Tensor> tensor = guard_torch("the model's weights", [&]() -> Result<at::Tensor> {
                const TensorView* view = base.tensor(names[i]);
                if (base.is_drawn() && view) return drawn_tensor(*view, device, dtype);
                Result<at::Tensor> expanded = expand_tensor(base, names[i], dtype);
                if (!expanded) return expanded;
                return expanded->to(device);
            });
            const std::lock_guard guard(mutex);
            if (!tensor) {
                if (!failure) failure = tensor.error();
                stop = true;
                return;
            }
            weights.emplace(names[i], *tensor);
            if (options.progress &&
                !options.progress(static_cast<int64_t>(weights.size()), static_cast<int64_t>(names.size()))) {
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
