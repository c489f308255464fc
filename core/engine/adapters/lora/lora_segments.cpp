// SPDX-License-Identifier: Apache-2.0
#include "core/engine/adapters/lora/lora_segments.h"

#include <algorithm>

#include "core/engine/models/device_kernels.h"

namespace lora::engine {
namespace {

/// Rows for which A and B are read little more than once.
constexpr int64_t few_rows = 16;

/// More than there are steps recorded at a time.
constexpr size_t most_copies = 64;

constexpr size_t modules_a_layer = std::size(linear_modules);

size_t place_of(int layer, std::string_view module) {
    size_t number = 0;
    while (module != linear_modules[number])
        ++number;
    return static_cast<size_t>(layer) * modules_a_layer + number;
}

bool serves(const at::Tensor& factor, at::Device device) {
    return factor.scalar_type() == at::kFloat && factor.is_contiguous() &&
           factor.device().type() == device.type();
}

bool equal(const kernels::CudaLoraSegment& one, const kernels::CudaLoraSegment& other) {
    return one.first_row == other.first_row && one.rows == other.rows && one.a == other.a &&
           one.b == other.b && one.rank == other.rank && one.scale == other.scale &&
           one.h_offset == other.h_offset && one.h_row == other.h_row;
}

/// The distance of rows of h, at multiples of 16 bytes.
int64_t h_row_of(int max_rank) {
    return (max_rank + 3) / 4 * 4;
}

}  // namespace

bool LoraSegments::take(const std::vector<AdapterRun>& runs, int layers, at::Device device,
                        at::ScalarType dtype, bool training) {
    const int64_t rows = runs.back().first_row + runs.back().rows;
    if (training || at::GradMode::is_enabled() || rows > few_rows ||
        !device_kernels(DeviceOperation::lora_segments, device, dtype) || !lay(runs, layers, device))
        return false;
    if (segments_.empty()) return true;
    const auto known = std::find_if(copied_.begin(), copied_.end(), [&](const Copied& copy) {
        return copy.bytes.device() == device && std::equal(segments_.begin(), segments_.end(),
                                                           copy.segments.begin(), copy.segments.end(), equal);
    });
    if (known != copied_.end()) {
        on_device_ = known->bytes;
        return true;
    }
    const auto bytes = static_cast<int64_t>(segments_.size() * sizeof segments_[0]);
    const at::Tensor here = at::from_blob(segments_.data(), {bytes}, at::TensorOptions(at::kByte));
    on_device_ = here.to(device, at::kByte, false, true);
    copied_.push_back({segments_, on_device_});
    if (copied_.size() > most_copies) copied_.pop_front();
    return true;
}

bool LoraSegments::lay(const std::vector<AdapterRun>& runs, int layers, at::Device device) {
    segments_.clear();
    calls_.clear();
    for (int layer = 0; layer < layers; ++layer)
        for (const char* module : linear_modules)
            if (!lay_module(runs, layer, module, device)) return false;
    return true;
}

/// A call for the first adapter of each row, one for the second, and so on.
bool LoraSegments::lay_module(const std::vector<AdapterRun>& runs, int layer, std::string_view module,
                              at::Device device) {
    std::vector<Call>& calls = calls_.emplace_back();
    size_t most = 0;
    for (const AdapterRun& run : runs)
        most = std::max(most, run.mix ? run.mix->size() : 0);
    for (size_t slot = 0; slot < most; ++slot) {
        Call call{static_cast<int>(segments_.size()), 0, 0};
        for (const AdapterRun& run : runs) {
            if (!run.mix || run.mix->size() <= slot) continue;
            const WeightedAdapter& entry = (*run.mix)[slot];
            const AdapterModule* found = entry.adapter->find(layer, module);
            if (!found || entry.weight == 0 || found->target.rank == 0) continue;
            if (!serves(found->a, device) || !serves(found->b, device)) return false;
            const auto scale = static_cast<float>(found->target.scaling * entry.weight);
            kernels::CudaLoraSegment* last = call.count > 0 ? &segments_.back() : nullptr;
            if (last && last->a == found->a.const_data_ptr() && last->scale == scale &&
                last->first_row + last->rows == run.first_row) {
                last->rows += run.rows;
                continue;
            }
            segments_.push_back({run.first_row, run.rows, found->a.const_data_ptr(),
                                 found->b.const_data_ptr(), static_cast<int32_t>(found->a.size(0)), scale});
            call.max_rank = std::max(call.max_rank, static_cast<int>(found->a.size(0)));
            ++call.count;
        }
        for (int i = call.first; i < call.first + call.count; ++i)
            segments_[static_cast<size_t>(i)].h_row = h_row_of(call.max_rank);
        if (call.count > 0) calls.push_back(call);
    }
    return true;
}

void LoraSegments::add(const at::Tensor& y, const at::Tensor& x, int layer, std::string_view module) const {
    const auto* own = device_kernels(DeviceOperation::lora_segments, x);
    TORCH_CHECK(own, "the kernels were taken back within a pass");
    const at::Tensor in = x.contiguous();
    for (const Call& call : calls_[place_of(layer, module)]) {
        const auto* segments =
            static_cast<const kernels::CudaLoraSegment*>(on_device_.const_data_ptr()) + call.first;
        const at::Tensor h = at::empty({x.size(0), h_row_of(call.max_rank)}, x.options().dtype(at::kFloat));
        const DType values = device_type_of(x);
        check_launch(own->lora_narrow(values, in.const_data_ptr(), in.stride(0), in.size(1), DType::f32,
                                      segments, call.count, call.max_rank, h.mutable_data_ptr<float>(),
                                      device_stream_of(x)));
        check_launch(own->lora_widen(values, h.const_data_ptr<float>(), DType::f32, segments, call.count,
                                     y.size(1), y.mutable_data_ptr(), y.stride(0), device_stream_of(y)));
    }
}

}  // namespace lora::engine
