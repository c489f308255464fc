// SPDX-License-Identifier: Apache-2.0
// A tensor as it lies in a mapped file: name, type, shape and bytes. Owns nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/include/block_types.h"

namespace lora {

struct TensorView {
    std::string name;
    DType dtype = DType::f32;
    std::vector<int64_t> shape;          ///< row-major, outermost first (GGUF's order reversed)
    std::span<const std::byte> bytes;    ///< valid while the file it came from lives

    int64_t elements() const {
        int64_t n = 1;
        for (const int64_t extent : shape) n *= extent;
        return n;
    }
};

}  // namespace lora
