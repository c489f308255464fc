// SPDX-License-Identifier: Apache-2.0
// Element types of stored tensors: plain ones and GGUF's block formats.
#pragma once

#include <cstdint>

namespace lora {

enum class DType : uint8_t { f32, f16, bf16, f64, i8, i16, i32, i64, u8, boolean,
                             q4_0, q4_1, q5_0, q5_1, q8_0, q4_k, q5_k, q6_k };

struct DTypeInfo {
    const char* name;      ///< lower case, as shown: "q4_k"
    int block_elements;    ///< elements that share one block; 1 for plain types
    int block_bytes;       ///< bytes of one block
};

/// Layouts follow ggml's block structures (GGUF specification, ggml-quants).
constexpr DTypeInfo dtype_info(DType type) {
    switch (type) {
        case DType::f32: return {"f32", 1, 4};
        case DType::f16: return {"f16", 1, 2};
        case DType::bf16: return {"bf16", 1, 2};
        case DType::f64: return {"f64", 1, 8};
        case DType::i8: return {"i8", 1, 1};
        case DType::i16: return {"i16", 1, 2};
        case DType::i32: return {"i32", 1, 4};
        case DType::i64: return {"i64", 1, 8};
        case DType::u8: return {"u8", 1, 1};
        case DType::boolean: return {"bool", 1, 1};
        case DType::q4_0: return {"q4_0", 32, 18};
        case DType::q4_1: return {"q4_1", 32, 20};
        case DType::q5_0: return {"q5_0", 32, 22};
        case DType::q5_1: return {"q5_1", 32, 24};
        case DType::q8_0: return {"q8_0", 32, 34};
        case DType::q4_k: return {"q4_k", 256, 144};
        case DType::q5_k: return {"q5_k", 256, 176};
        case DType::q6_k: return {"q6_k", 256, 210};
    }
    return {"?", 1, 1};
}

}  // namespace lora
