// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/expand_blocks.h"

#include "kernels/cpu/cpu_forms.h"

namespace lora::kernels {

bool can_expand(DType type) {
    switch (type) {
        case DType::f32:
        case DType::f16:
        case DType::bf16:
        case DType::q4_0:
        case DType::q4_1:
        case DType::q5_0:
        case DType::q5_1:
        case DType::q8_0:
        case DType::q4_k:
        case DType::q5_k:
        case DType::q6_k:
        case DType::nf4:
        case DType::nf4_f16:
        case DType::nf4_bf16:
        case DType::int8_rows:
            return true;
        case DType::f64:
        case DType::i8:
        case DType::i16:
        case DType::i32:
        case DType::i64:
        case DType::u8:
        case DType::boolean:
            return false;
    }
    return false;
}

void expand_blocks(DType type, const std::byte* in, int64_t elements, float* out) {
    chosen_form().expand(type, in, elements, out);
}

const char* expand_blocks_form() {
    return chosen_form().name;
}

}  // namespace lora::kernels
