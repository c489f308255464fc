// SPDX-License-Identifier: Apache-2.0
#include "core/basemodel/bitsandbytes.h"

#include <algorithm>
#include <cstring>

namespace lora {
namespace {

constexpr const char* hint = "Download the model again, or choose its unquantised folder";
constexpr const char* state_suffix = ".quant_state.bitsandbytes__";
constexpr int64_t block_codes = 64;

float float_at(const TensorView& tensor, int64_t index) {
    float value;
    std::memcpy(&value, tensor.bytes.data() + index * int64_t(sizeof value), sizeof value);
    return value;
}

bool holds(const TensorView* tensor, DType type, int64_t elements) {
    return tensor && tensor->dtype == type && tensor->elements() == elements;
}

/// Tensors by name, and which of them belong to a quantised matrix.
struct Parts {
    std::map<std::string, TensorView>& tensors;
    const std::string& where;
    std::vector<std::string> used;

    const TensorView* take(const std::string& name) {
        const auto it = tensors.find(name);
        if (it == tensors.end()) return nullptr;
        used.push_back(name);
        return &it->second;
    }
    Error refused(const std::string& weight, const std::string& what) const {
        return bad_input("A matrix quantised by bitsandbytes cannot be read: " + what, where + ": " + weight,
                         hint);
    }
};

Result<BitsandbytesMatrix> read_nf4(Parts& parts, const std::string& weight, const TensorView& state_bytes,
                                    TensorView& codes) {
    const auto state = parse_json(
        {reinterpret_cast<const char*>(state_bytes.bytes.data()), state_bytes.bytes.size()}, weight);
    if (!state || !state->is_object()) return parts.refused(weight, "its quant_state is no JSON object");
    FieldReader fields(*state, parts.where + ": " + weight);
    BitsandbytesMatrix out;
    std::string dtype;
    double offset = 0;
    fields.require("dtype");
    fields.require("blocksize");
    fields.text("dtype", dtype);
    fields.integer("blocksize", out.absmax_codes, 1, 1 << 16);
    fields.integer("nested_blocksize", out.nested_block, 1, 1 << 16);
    fields.number("nested_offset", offset, -1e30, 1e30);
    if (!fields.ok()) return fields.status().error();
    out.offset = static_cast<float>(offset);
    const auto shape = state->find("shape");
    if (shape == state->end() || !shape->is_array() || shape->size() != 2 ||
        !(*shape)[0].is_number_integer() || !(*shape)[1].is_number_integer())
        return parts.refused(weight, "its quant_state names no shape of two numbers");
    const auto rows = (*shape)[0].get<int64_t>(), columns = (*shape)[1].get<int64_t>();
    constexpr int64_t most = int64_t(1) << 31;
    if (rows <= 0 || columns <= 0 || rows > most || columns > most)
        return parts.refused(weight, "its quant_state names an impossible shape");
    if (columns % block_codes != 0 || out.absmax_codes % block_codes != 0)
        return parts.refused(weight, "its width or its blocksize does not divide by 64");
    if (dtype == "float16")
        out.type = DType::nf4_f16;
    else if (dtype == "bfloat16")
        out.type = DType::nf4_bf16;
    else if (dtype != "float32")
        return parts.refused(weight, "it was quantised from \"" + dtype + "\"");
    if (!holds(&codes, DType::u8, rows * columns / 2))
        return parts.refused(weight, "it has too few or too many codes");
    const int64_t absmax_count = (rows * columns + out.absmax_codes - 1) / out.absmax_codes;
    const TensorView* absmax = parts.take(weight + ".absmax");
    const TensorView* map = parts.take(weight + ".quant_map");
    const TensorView* nested_absmax = parts.take(weight + ".nested_absmax");
    const TensorView* nested_map = parts.take(weight + ".nested_quant_map");
    out.nested = nested_absmax != nullptr;
    if (!holds(absmax, out.nested ? DType::u8 : DType::f32, absmax_count))
        return parts.refused(weight, "absmax is missing or of another size");
    if (!holds(map, DType::f32, 16) || std::memcmp(map->bytes.data(), nf4_numbers, sizeof nf4_numbers) != 0)
        return parts.refused(weight, "quant_map is not that of nf4");
    out.absmax = *absmax;
    if (out.nested) {
        if (!holds(nested_absmax, DType::f32, (absmax_count + out.nested_block - 1) / out.nested_block) ||
            !holds(nested_map, DType::f32, 256))
            return parts.refused(weight, "the scales of its scales are missing or of another size");
        out.nested_absmax = *nested_absmax;
        out.nested_map = *nested_map;
    }
    codes.shape = {rows, columns};
    return out;
}

Result<BitsandbytesMatrix> read_int8(Parts& parts, const std::string& weight, const TensorView& scales,
                                     const TensorView& codes) {
    // transformers keeps beside it how the bytes are ordered: 0 says row by row, the only order that is saved
    // today.
    const std::string module = weight.substr(0, weight.size() - std::strlen("weight"));
    const TensorView* format = parts.take(module + "weight_format");
    if (format && format->dtype == DType::u8 && format->elements() == 1 && format->bytes[0] != std::byte{0})
        return parts.refused(weight, "its bytes are not ordered row by row");
    if (codes.dtype != DType::i8 || codes.shape.size() != 2)
        return parts.refused(weight, "it is no matrix of signed bytes");
    if (!holds(&scales, DType::f32, codes.shape[0]))
        return parts.refused(weight, "SCB does not hold one float32 a row");
    if (codes.shape[1] % block_codes != 0) return parts.refused(weight, "its width does not divide by 64");
    BitsandbytesMatrix out;
    out.type = DType::int8_rows;
    out.absmax = scales;
    return out;
}

}  // namespace

std::vector<const TensorView*> BitsandbytesMatrix::parts() const {
    if (nested) return {&codes, &absmax, &nested_absmax, &nested_map};
    return {&codes, &absmax};
}

void BitsandbytesMatrix::put_together(int64_t inputs, int64_t first_row, int64_t rows, std::byte* out) const {
    const bool bytes = type == DType::int8_rows;
    const int64_t code_bytes = bytes ? block_codes : block_codes / 2;
    const int64_t blocks_a_row = inputs / block_codes;
    for (int64_t block = first_row * blocks_a_row; block < (first_row + rows) * blocks_a_row; ++block) {
        const int64_t scale = bytes ? block / blocks_a_row : block * block_codes / absmax_codes;
        float value = 0;
        if (nested) {
            const auto byte = std::to_integer<int64_t>(absmax.bytes[static_cast<size_t>(scale)]);
            value = float_at(nested_map, byte) * float_at(nested_absmax, scale / nested_block) + offset;
        } else {
            value = float_at(absmax, scale);
        }
        std::memcpy(out, &value, sizeof value);
        std::memcpy(out + sizeof value, codes.bytes.data() + block * code_bytes,
                    static_cast<size_t>(code_bytes));
        out += static_cast<int64_t>(sizeof value) + code_bytes;
    }
}

Status check_quantization(const Json& config, const std::string& where) {
    const std::string at = where + ", quantization_config";
    const auto is = [&](const char* key, const Json& wanted) {
        const auto it = config.find(key);
        return it != config.end() && *it == wanted;
    };
    if (!is("quant_method", "bitsandbytes")) {
        const auto method = config.find("quant_method");
        const std::string name =
            method != config.end() && method->is_string() ? method->get<std::string>() : "?";
        return bad_input("Models quantised by \"" + name + "\" are not supported", at,
                         "Choose the model's unquantised folder, its GGUF file, or one that bitsandbytes "
                         "quantised to nf4 or int8");
    }
    if (is("load_in_4bit", true) && !is("bnb_4bit_quant_type", "nf4")) {
        return bad_input("Of bitsandbytes' four-bit types only nf4 is supported", at + ".bnb_4bit_quant_type",
                         "Choose a version of the model in nf4 or int8, or unquantised");
    }
    return {};
}

Result<std::map<std::string, BitsandbytesMatrix>> find_bitsandbytes(
    std::map<std::string, TensorView>& tensors, const std::string& where) {
    std::map<std::string, BitsandbytesMatrix> found;
    Parts parts{tensors, where, {}};
    for (auto& [name, tensor] : tensors) {
        if (!name.ends_with(".weight")) continue;
        const std::string module = name.substr(0, name.size() - std::strlen("weight"));
        Result<BitsandbytesMatrix> matrix = BitsandbytesMatrix{};
        if (const TensorView* state = parts.take(name + state_suffix + "nf4")) {
            matrix = read_nf4(parts, name, *state, tensor);
        } else if (const TensorView* scales = parts.take(module + "SCB")) {
            matrix = read_int8(parts, name, *scales, tensor);
        } else if (tensor.dtype == DType::u8 || tensor.dtype == DType::i8) {
            return parts.refused(name, parts.take(name + state_suffix + "fp4") ? "fp4 is not supported"
                                                                               : "its scales are missing");
        } else {
            continue;
        }
        if (!matrix) return matrix.error();
        tensor.dtype = matrix->type;
        matrix->codes = tensor;
        found.emplace(name, std::move(*matrix));
    }
    for (const std::string& name : parts.used)
        tensors.erase(name);
    return found;
}

}  // namespace lora
