// SPDX-License-Identifier: Apache-2.0
// Numbers of the GGUF specification that reader and writer share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "kernels/include/block_types.h"

namespace lora::gguf {

inline constexpr uint32_t magic = 0x46554747;  // "GGUF", little-endian
inline constexpr uint64_t default_alignment = 32;

enum class ValueType : uint32_t {
    uint8,
    int8,
    uint16,
    int16,
    uint32,
    int32,
    float32,
    boolean,
    string,
    array,
    uint64,
    int64,
    float64
};

/// Bytes of a metadata value of fixed size; 0 for texts, arrays and numbers that are no type.
uint64_t scalar_bytes(ValueType type);
/// ggml's number of an element type, where this program reads it; and back.
std::optional<DType> dtype_from_number(uint32_t number);
std::optional<uint32_t> number_from_dtype(DType type);
/// ggml's name of any element type, for messages.
std::string type_name(uint32_t number);

}  // namespace lora::gguf
