// SPDX-License-Identifier: Apache-2.0
// Matrices that bitsandbytes quantised, as transformers saves them: codes in one tensor of a safetensors file
// and their scales in others beside it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/tensorio/tensor_view.h"

namespace lora {

/// One such matrix [outputs, inputs]; views are valid while the file they came from lives.
struct BitsandbytesMatrix {
    DType type = DType::nf4;  ///< of the blocks it is put together to
    TensorView codes;
    /// nf4: of each 64 codes; float32, or bytes that `nested` turns into float32. int8_rows: of each row.
    TensorView absmax;
    /// Double quantisation: absmax[i] = map[byte i] · nested_absmax[i / nested_block] + offset.
    bool nested = false;
    TensorView nested_absmax, nested_map;
    int64_t absmax_codes = 64;  ///< codes that share an absmax
    int64_t nested_block = 256;
    float offset = 0;

    /// Every tensor that holds a part of the matrix, in a fixed order.
    std::vector<const TensorView*> parts() const;
    /// Rows [first_row, first_row + rows) as blocks of `type`; `out` holds rows · inputs / 64 of them.
    void put_together(int64_t inputs, int64_t first_row, int64_t rows, std::byte* out) const;
};

/// What config.json's quantization_config must say to be read here: bitsandbytes with nf4 or int8.
Status check_quantization(const Json& config, const std::string& where);

/// The matrix behind each weight of `tensors` that bitsandbytes quantised; what belongs to it is taken out of
/// `tensors`, where its weight gets the type of its blocks and the shape [outputs, inputs], with its bytes as
/// they are stored. Refused, by tensor: parts that are missing or do not fit, other maps than nf4's, fp4,
/// blocks that do not divide by 64, widths that do not.
Result<std::map<std::string, BitsandbytesMatrix>> find_bitsandbytes(
    std::map<std::string, TensorView>& tensors, const std::string& where);

}  // namespace lora
