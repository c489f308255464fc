// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_format.h"

namespace lora::gguf {
namespace {

struct TypeNumber {
    uint32_t number;
    DType type;
};
constexpr TypeNumber type_numbers[] = {
    {0, DType::f32},   {1, DType::f16},   {2, DType::q4_0}, {3, DType::q4_1},
    {6, DType::q5_0},  {7, DType::q5_1},  {8, DType::q8_0}, {12, DType::q4_k},
    {13, DType::q5_k}, {14, DType::q6_k}, {24, DType::i8},  {25, DType::i16},
    {26, DType::i32},  {27, DType::i64},  {28, DType::f64}, {30, DType::bf16}};

struct OtherType {
    uint32_t number;
    const char* name;
};
constexpr OtherType other_types[] = {
    {9, "Q8_1"},     {10, "Q2_K"},  {11, "Q3_K"},   {15, "Q8_K"},  {16, "IQ2_XXS"}, {17, "IQ2_XS"},
    {18, "IQ3_XXS"}, {19, "IQ1_S"}, {20, "IQ4_NL"}, {21, "IQ3_S"}, {22, "IQ2_S"},   {23, "IQ4_XS"},
    {29, "IQ1_M"},   {34, "TQ1_0"}, {35, "TQ2_0"},  {39, "MXFP4"}, {40, "NVFP4"}};

}  // namespace

uint64_t scalar_bytes(ValueType type) {
    using enum ValueType;
    switch (type) {
        case uint8:
        case int8:
        case boolean:
            return 1;
        case uint16:
        case int16:
            return 2;
        case uint32:
        case int32:
        case float32:
            return 4;
        case uint64:
        case int64:
        case float64:
            return 8;
        case string:
        case array:
            break;
    }
    return 0;
}

std::optional<DType> dtype_from_number(uint32_t number) {
    for (const TypeNumber& entry : type_numbers) {
        if (entry.number == number) return entry.type;
    }
    return std::nullopt;
}

std::optional<uint32_t> number_from_dtype(DType type) {
    for (const TypeNumber& entry : type_numbers) {
        if (entry.type == type) return entry.number;
    }
    return std::nullopt;
}

std::string type_name(uint32_t number) {
    for (const OtherType& entry : other_types) {
        if (entry.number == number) return entry.name;
    }
    if (const auto type = dtype_from_number(number)) return dtype_info(*type).name;
    return "number " + std::to_string(number);
}

}  // namespace lora::gguf
