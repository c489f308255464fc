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
    modules_.clear();
    h_numbers_ = 0;
    for (int layer = 0; layer < layers; ++layer) {
        const size_t first = segments_.size();
        for (const char* module : linear_modules)
            if (!lay_module(runs, layer, module, device)) return false;
        int64_t numbers = 0;  // a layer's segments have each a place in h
        for (size_t i = first; i < segments_.size(); ++i) {
            kernels::CudaLoraSegment& segment = segments_[i];
            segment.h_row = (segment.rank + 3) / 4 * 4;  // at multiples of 16 bytes
            segment.h_offset = numbers - segment.first_row * segment.h_row;
            numbers += segment.rows * segment.h_row;
        }
        h_numbers_ = std::max(h_numbers_, numbers);
    }
    return true;
}

/// The first adapter of each row, then the second, and so on.
bool LoraSegments::lay_module(const std::vector<AdapterRun>& runs, int layer, std::string_view module,
                              at::Device device) {
    Module& made = modules_.emplace_back();
    made.all.first = static_cast<int>(segments_.size());
    size_t most = 0;
    for (const AdapterRun& run : runs)
        most = std::max(most, run.mix ? run.mix->size() : 0);
    for (size_t slot = 0; slot < most; ++slot) {
        Stretch call{static_cast<int>(segments_.size())};
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
        if (call.count == 0) continue;
        for (int i = 0; i < call.count; ++i)
            call.max_rows = std::max(call.max_rows, segments_[static_cast<size_t>(call.first + i)].rows);
        made.calls.push_back(call);
        made.all.count += call.count;
        made.all.max_rank = std::max(made.all.max_rank, call.max_rank);
        made.all.max_rows = std::max(made.all.max_rows, call.max_rows);
    }
    return true;
}

const kernels::CudaLoraSegment* LoraSegments::on_device(const Stretch& stretch) const {
    if (stretch.count == 0) return nullptr;
    return static_cast<const kernels::CudaLoraSegment*>(on_device_.const_data_ptr()) + stretch.first;
}

std::span<const LoraSegments::Module> LoraSegments::modules_of(int layer,
                                                               std::span<const char* const> names) const {
    return std::span(modules_).subspan(place_of(layer, names[0]), names.size());
}

NarrowedRows LoraSegments::narrowed(int layer, std::span<const char* const> names, at::Device device) const {
    const std::span<const Module> modules = modules_of(layer, names);
    Stretch together{modules[0].all.first};
    for (const Module& module : modules) {
        together.count += module.all.count;
        together.max_rank = std::max(together.max_rank, module.all.max_rank);
        together.max_rows = std::max(together.max_rows, module.all.max_rows);
    }
    if (together.count == 0) return {};
    const at::Tensor h = at::empty({h_numbers_}, at::TensorOptions(at::kFloat).device(device));
    return {{on_device(together), together.count, together.max_rank, together.max_rows,
             h.mutable_data_ptr<float>()},
            h};
}

std::vector<at::Tensor> LoraSegments::products(const at::Tensor& x, std::span<const FrozenLinear> linears,
                                               int layer, std::span<const char* const> names,
                                               const at::Tensor& room, const at::Tensor& made_along) const {
    const auto* own = device_kernels(DeviceOperation::lora_segments, x);
    TORCH_CHECK(own, "the kernels were taken back within a pass");
    const at::Tensor in = x.contiguous();
    const std::span<const Module> modules = modules_of(layer, names);
    std::vector<RowSegments> segments;
    for (const Module& module : modules)
        segments.push_back({on_device(module.all), module.all.count});
    at::Tensor h = made_along;
    if (!h.defined()) {
        const NarrowedRows rows = narrowed(layer, names, x.device());
        h = rows.h;
        if (rows.asked())
            check_launch(own->lora_narrow(device_type_of(in), in.const_data_ptr(), in.stride(0), in.size(1),
                                          DType::f32, rows.told.segments, rows.told.segment_count,
                                          rows.told.max_rank, rows.told.h, device_stream_of(in)));
    }
    std::vector<at::Tensor> out;
    while (out.size() < linears.size()) {
        const size_t first = out.size();
        size_t end = first;
        while (end < linears.size() && end - first < kernels::block_gemv_products &&
               linears[end].weight.type == linears[first].weight.type &&
               reads_as_stored(in, linears[end].weight))
            ++end;
        if (end > first) {
            for (at::Tensor& y : few_rows_products(in, linears.subspan(first, end - first),
                                                   std::span(segments).subspan(first, end - first), h))
                out.push_back(std::move(y));
            continue;
        }
        const at::Tensor y = linear(in, linears[first], room, false);
        for (const Stretch& call : modules[first].calls)
            check_launch(own->lora_widen(device_type_of(y), h.const_data_ptr<float>(), DType::f32,
                                         on_device(call), call.count, y.size(1), y.mutable_data_ptr(),
                                         y.stride(0), device_stream_of(y)));
        out.push_back(y);
    }
    return out;
}

}  // namespace lora::engine
