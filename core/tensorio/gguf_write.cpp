// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>
#include <type_traits>

#include "core/tensorio/gguf.h"
#include "core/tensorio/gguf_format.h"

namespace lora {
namespace fs = std::filesystem;
using gguf::ValueType;

namespace {

template <class T>
void put(std::string& out, T value) {
    static_assert(std::is_trivially_copyable_v<T>);
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
void put_type(std::string& out, ValueType type) {
    put(out, static_cast<uint32_t>(type));
}
void put_text(std::string& out, const std::string& text) {
    put(out, static_cast<uint64_t>(text.size()));
    out += text;
}

/// Element types as the reader's variant has them: int64, float64, bool, string.
struct PutValue {
    std::string& out;

    void element(int64_t v) const { put(out, v); }
    void element(double v) const { put(out, v); }
    void element(bool v) const { put(out, static_cast<uint8_t>(v)); }
    void element(const std::string& v) const { put_text(out, v); }

    template <class T>
    static constexpr ValueType type_of() {
        if constexpr (std::is_same_v<T, int64_t>) return ValueType::int64;
        if constexpr (std::is_same_v<T, double>) return ValueType::float64;
        if constexpr (std::is_same_v<T, bool>) return ValueType::boolean;
        return ValueType::string;
    }

    template <class T>
    void operator()(const T& value) const {
        put_type(out, type_of<T>());
        element(value);
    }
    template <class T>
    void operator()(const std::vector<T>& values) const {
        put_type(out, ValueType::array);
        put_type(out, type_of<T>());
        put(out, static_cast<uint64_t>(values.size()));
        for (const auto& value : values)
            element(static_cast<const T&>(value));
    }
};

uint64_t aligned(uint64_t bytes) {
    return (bytes + gguf::default_alignment - 1) / gguf::default_alignment * gguf::default_alignment;
}

}  // namespace

Status write_gguf(const fs::path& path, const std::vector<std::pair<std::string, GgufValue>>& metadata,
                  const std::vector<TensorView>& tensors) {
    std::string out;
    put(out, gguf::magic);
    put(out, uint32_t(3));
    put(out, static_cast<uint64_t>(tensors.size()));
    put(out, static_cast<uint64_t>(metadata.size()));
    std::set<std::string> names;
    for (const auto& [key, value] : metadata) {
        if (!names.insert(key).second) return bug("Two values of the name " + key, path.string());
        put_text(out, key);
        std::visit(PutValue{out}, value);
    }
    names.clear();
    uint64_t offset = 0;
    for (const TensorView& tensor : tensors) {
        const auto number = gguf::number_from_dtype(tensor.dtype);
        const auto [type, block_elements, block_bytes] = dtype_info(tensor.dtype);
        if (!number) return bug(std::string("GGUF has no type ") + type, path.string());
        const auto bytes = static_cast<uint64_t>(tensor.elements() / block_elements * block_bytes);
        if (bytes != tensor.bytes.size() || tensor.shape.empty() ||
            tensor.shape.back() % block_elements != 0 || !names.insert(tensor.name).second) {
            return bug("Tensor " + tensor.name + " cannot be written as it is", path.string());
        }
        put_text(out, tensor.name);
        put(out, static_cast<uint32_t>(tensor.shape.size()));
        for (auto extent = tensor.shape.rbegin(); extent != tensor.shape.rend(); ++extent) {
            put(out, static_cast<uint64_t>(*extent));
        }
        put(out, *number);
        put(out, offset);
        offset = aligned(offset + bytes);
    }
    for (const TensorView& tensor : tensors) {
        out.resize(static_cast<size_t>(aligned(out.size())), '\0');
        out.append(reinterpret_cast<const char*>(tensor.bytes.data()), tensor.bytes.size());
    }
    return write_file_atomic(path, out);
}

}  // namespace lora
