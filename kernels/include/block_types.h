// SPDX-License-Identifier: Apache-2.0
// Element types of stored tensors: plain ones, GGUF's block formats, and bitsandbytes' with each block's
// scale beside its elements.
#pragma once

#include <cstdint>

namespace lora {

enum class DType : uint8_t { f32, f16, bf16, f64, i8, i16, i32, i64, u8, boolean,
                             q4_0, q4_1, q5_0, q5_1, q8_0, q4_k, q5_k, q6_k,
                             nf4, nf4_f16, nf4_bf16, int8_rows };

struct DTypeInfo {
    const char* name;      ///< lower case, as shown: "q4_k"
    int block_elements;    ///< elements that share one block; 1 for plain types
    int block_bytes;       ///< bytes of one block
};

/// Layouts follow ggml's block structures (GGUF specification, ggml-quants), but for the last four:
/// nf4 (arXiv:2305.14314): absmax float32, then 64 codes of four bits, the first of a byte in its high half;
/// value = the code's number times absmax, rounded to float16 or bfloat16 where the name says so, as
/// bitsandbytes does for a model that was quantised from that type.
/// int8_rows (arXiv:2208.07339): the row's absmax float32, then 64 signed bytes; value = byte · absmax / 127.
/// Always inline: a file compiled for one instruction set must not lend its copy to the others.
[[gnu::always_inline]] constexpr DTypeInfo dtype_info(DType type) {
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
        case DType::nf4: return {"nf4", 64, 36};
        case DType::nf4_f16: return {"nf4_f16", 64, 36};
        case DType::nf4_bf16: return {"nf4_bf16", 64, 36};
        case DType::int8_rows: return {"int8_rows", 64, 68};
    }
    return {"?", 1, 1};
}

/// The numbers of nf4's sixteen codes (arXiv:2305.14314, appendix E).
inline constexpr float nf4_numbers[16] = {
    -1.0f,        -0.6961928009986877f, -0.5250730514526367f, -0.39491748809814453f,
    -0.28444138169288635f, -0.18477343022823334f, -0.09105003625154495f, 0.0f,
    0.07958029955625534f,  0.16093020141124725f,  0.24611230194568634f,  0.33791524171829224f,
    0.44070982933044434f,  0.5626170039176941f,   0.7229568362236023f,   1.0f};
/// What int8_rows' bytes are multiplied by behind their row's absmax: bitsandbytes multiplies by the inverse.
inline constexpr float int8_rows_step = 7.874015718698502e-3f;

}  // namespace lora
