// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "core/basemodel/base_model.h"

namespace lora {

Status check_finite(const BaseModel& base, const std::string& name, std::span<const float> values) {
    // Counted instead of left at the first, so that the loop vectorises.
    int64_t infinite = 0;
    for (const float value : values)
        infinite += (std::bit_cast<uint32_t>(value) & 0x7f800000u) == 0x7f800000u;
    if (infinite == 0) return {};
    return bad_input("The weights hold a value that is not a number (NaN or infinity)",
                     base.path().string() + ", tensor " + name,
                     "The model is damaged: download it again, or choose another version of it");
}

Status check_finite_tensor(const BaseModel& base, const std::string& name) {
    constexpr int64_t step_elements = 1 << 16;  // stays in cache
    const TensorView& tensor = *base.tensor(name);
    const int64_t rows = tensor.shape[0], columns = std::max<int64_t>(tensor.elements() / rows, 1);
    const int64_t step = tensor.shape.size() == 1 ? rows : std::max<int64_t>(step_elements / columns, 1);
    std::vector<float> buffer;
    for (int64_t row = 0; row < rows; row += step) {
        const int64_t count = std::min(step, rows - row);
        buffer.resize(static_cast<size_t>(count * columns));
        if (auto expanded = expand_rows(base, name, row, count, buffer.data()); !expanded) return expanded;
        if (auto finite = check_finite(base, name, buffer); !finite) return finite;
    }
    return {};
}

Status check_finite(const BaseModel& base) {
    for (const auto& [name, tensor] : base.tensors())
        if (auto finite = check_finite_tensor(base, name); !finite) return finite;
    return {};
}

}  // namespace lora
