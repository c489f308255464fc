// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/safetensors.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <utility>

#include "core/base/json.h"
#include "core/base/utf8.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

constexpr uint64_t header_limit_bytes = 100'000'000;  // the format's own limit
constexpr const char* damaged_hint = "Download or copy the file again: it is damaged or was cut short";

struct TypeName {
    const char* name;
    DType type;
};
constexpr std::array<TypeName, 10> type_names{{{"F32", DType::f32},
                                               {"F16", DType::f16},
                                               {"BF16", DType::bf16},
                                               {"F64", DType::f64},
                                               {"I8", DType::i8},
                                               {"I16", DType::i16},
                                               {"I32", DType::i32},
                                               {"I64", DType::i64},
                                               {"U8", DType::u8},
                                               {"BOOL", DType::boolean}}};

/// Headers are looked up by key many times: a sorted map, where Json keeps order in a list.
using Header = nlohmann::json;

bool as_unsigned(const Header& json, uint64_t& out) {
    if (!json.is_number_unsigned()) return false;
    out = json.get<uint64_t>();
    return true;
}

/// Type, shape and range of one entry; `begin` and `end` count from the start of the data.
struct Entry {
    TensorView view;
    uint64_t begin = 0, end = 0;
};

Result<Entry> read_entry(const std::string& name, const Header& json, uint64_t data_bytes,
                         const std::string& where) {
    const auto wrong = [&](const std::string& what) {
        return bad_input(what, where + ", tensor " + name, damaged_hint);
    };
    if (!json.is_object()) return wrong("The description of a tensor is not an object");
    const auto type = json.find("dtype"), shape = json.find("shape"), offsets = json.find("data_offsets");
    if (type == json.end() || !type->is_string() || shape == json.end() || !shape->is_array() ||
        offsets == json.end() || !offsets->is_array() || offsets->size() != 2) {
        return wrong("A tensor lacks its dtype, shape or data_offsets");
    }
    Entry entry;
    entry.view.name = name;
    const auto& type_text = type->get_ref<const std::string&>();
    const auto known = std::find_if(type_names.begin(), type_names.end(),
                                    [&](const TypeName& candidate) { return type_text == candidate.name; });
    if (known == type_names.end()) {
        return bad_input("The element type " + type_text + " is not supported", where + ", tensor " + name,
                         "Use a version of the model in float32, float16 or bfloat16");
    }
    entry.view.dtype = known->type;

    uint64_t bytes = static_cast<uint64_t>(dtype_info(known->type).block_bytes);
    bool empty = false;
    for (const Header& extent : *shape) {
        uint64_t value = 0;
        if (!as_unsigned(extent, value) || value > uint64_t(INT64_MAX)) {
            return wrong("A shape holds something else than whole numbers");
        }
        entry.view.shape.push_back(static_cast<int64_t>(value));
        if (value == 0) {
            empty = true;
        } else if (__builtin_mul_overflow(bytes, value, &bytes) || bytes > uint64_t(INT64_MAX)) {
            return wrong("The shape of a tensor is larger than any memory");
        }
    }
    if (empty) bytes = 0;

    if (!as_unsigned((*offsets)[0], entry.begin) || !as_unsigned((*offsets)[1], entry.end)) {
        return wrong("data_offsets holds something else than whole numbers");
    }
    if (entry.begin > entry.end || entry.end > data_bytes) {
        return wrong("The data of a tensor lies outside the file (offsets " + std::to_string(entry.begin) +
                     " to " + std::to_string(entry.end) + ", the file holds " + std::to_string(data_bytes) +
                     " bytes of data)");
    }
    if (entry.end - entry.begin != bytes) {
        return wrong("The size of a tensor does not follow from its shape (" +
                     std::to_string(entry.end - entry.begin) + " bytes, " + std::to_string(bytes) +
                     " expected)");
    }
    return entry;
}

/// The format wants the data covered once and whole.
Status check_coverage(const std::vector<Entry>& sorted, uint64_t data_bytes, const std::string& where) {
    uint64_t at = 0;
    for (const Entry& entry : sorted) {
        if (entry.begin < at) {
            return bad_input("The data of two tensors overlaps", where + ", tensor " + entry.view.name,
                             damaged_hint);
        }
        if (entry.begin > at) {
            return bad_input("There is a hole before the data of a tensor",
                             where + ", tensor " + entry.view.name, damaged_hint);
        }
        at = entry.end;
    }
    if (at != data_bytes) {
        return bad_input(
            "The file holds " + std::to_string(data_bytes - at) + " bytes that belong to no tensor", where,
            damaged_hint);
    }
    return {};
}

Result<std::map<std::string, std::string>> read_metadata(const Header& json, const std::string& where) {
    std::map<std::string, std::string> metadata;
    if (!json.is_object()) return bad_input("__metadata__ is not an object", where, damaged_hint);
    for (const auto& [key, value] : json.items()) {
        if (!value.is_string())
            return bad_input("__metadata__ holds something else than text", where, damaged_hint);
        metadata.emplace(key, value.get<std::string>());
    }
    return metadata;
}

}  // namespace

Result<SafetensorsFile> SafetensorsFile::open(const fs::path& path) {
    auto mapped = MappedFile::open(path);
    if (!mapped) return mapped.error();
    const std::string where = path.string();
    const std::span<const std::byte> bytes = (*mapped)->bytes();
    if (bytes.size() < 8)
        return bad_input("The file is too short to be a safetensors file", where, damaged_hint);
    uint64_t header_bytes = 0;
    std::memcpy(&header_bytes, bytes.data(), sizeof header_bytes);
    if (header_bytes > bytes.size() - 8) {
        return bad_input("The header of this safetensors file claims " + std::to_string(header_bytes) +
                             " bytes, the file has " + std::to_string(bytes.size()),
                         where, damaged_hint);
    }
    if (header_bytes > header_limit_bytes) {
        return bad_input("The header of this safetensors file is larger than the format allows", where,
                         damaged_hint);
    }
    const char* text = reinterpret_cast<const char*>(bytes.data()) + 8;
    const Header header = Header::parse(text, text + header_bytes, nullptr, /*allow_exceptions=*/false);
    if (header.is_discarded() || !header.is_object()) {
        return bad_input("The header of this safetensors file is not a JSON object", where, damaged_hint);
    }

    SafetensorsFile file;
    file.file_ = *mapped;
    const std::span<const std::byte> data = bytes.subspan(8 + static_cast<size_t>(header_bytes));
    std::vector<Entry> entries;
    for (const auto& [name, value] : header.items()) {
        if (name == "__metadata__") {
            auto metadata = read_metadata(value, where);
            if (!metadata) return metadata.error();
            file.metadata_ = std::move(*metadata);
            continue;
        }
        auto entry = read_entry(name, value, data.size(), where);
        if (!entry) return entry.error();
        entries.push_back(std::move(*entry));
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    if (auto covered = check_coverage(entries, data.size(), where); !covered) return covered.error();
    for (Entry& entry : entries) {
        entry.view.bytes =
            data.subspan(static_cast<size_t>(entry.begin), static_cast<size_t>(entry.end - entry.begin));
        file.tensors_.push_back(std::move(entry.view));
    }
    return file;
}

const TensorView* SafetensorsFile::find(std::string_view name) const {
    const auto it =
        std::find_if(tensors_.begin(), tensors_.end(), [&](const TensorView& t) { return t.name == name; });
    return it == tensors_.end() ? nullptr : &*it;
}

Result<std::string> safetensors_bytes(const std::vector<TensorView>& tensors,
                                      const std::map<std::string, std::string>& metadata) {
    Json header = Json::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    std::map<std::string_view, bool> seen;
    uint64_t offset = 0;
    for (const TensorView& tensor : tensors) {
        const auto known = std::find_if(type_names.begin(), type_names.end(), [&](const TypeName& candidate) {
            return tensor.dtype == candidate.type;
        });
        if (known == type_names.end()) {
            return bug(std::string("safetensors has no type ") + dtype_info(tensor.dtype).name, tensor.name);
        }
        if (!seen.emplace(tensor.name, true).second || tensor.name == "__metadata__" ||
            find_invalid_utf8(tensor.name)) {
            return bug("Two tensors of one name, or a name that cannot be written", tensor.name);
        }
        const auto bytes = static_cast<uint64_t>(tensor.elements()) *
                           static_cast<uint64_t>(dtype_info(tensor.dtype).block_bytes);
        if (bytes != tensor.bytes.size())
            return bug("Shape and bytes of a tensor disagree", tensor.name);
        header.push_back({tensor.name, Json{{"dtype", known->name},
                                            {"shape", tensor.shape},
                                            {"data_offsets", {offset, offset + bytes}}}});
        offset += bytes;
    }
    std::string text = to_text(header);
    text.append((8 - text.size() % 8) % 8, ' ');
    const uint64_t header_bytes = text.size();
    std::string out(8, '\0');
    std::memcpy(out.data(), &header_bytes, sizeof header_bytes);
    out.reserve(out.size() + text.size() + static_cast<size_t>(offset));
    out += text;
    for (const TensorView& tensor : tensors) {
        out.append(reinterpret_cast<const char*>(tensor.bytes.data()), tensor.bytes.size());
    }
    return out;
}

Status write_safetensors(const fs::path& path, const std::vector<TensorView>& tensors,
                         const std::map<std::string, std::string>& metadata) {
    const Result<std::string> bytes = safetensors_bytes(tensors, metadata);
    if (!bytes) return bytes.error();
    return write_file_atomic(path, *bytes);
}

namespace {

/// Whether an element's exponent bits are all ones: infinity or NaN.
template <class Bits>
bool holds_non_finite(std::span<const std::byte> bytes, Bits exponent_mask) {
    const size_t count = bytes.size() / sizeof(Bits);
    for (size_t i = 0; i < count; ++i) {
        Bits bits;
        std::memcpy(&bits, bytes.data() + i * sizeof bits, sizeof bits);
        if ((bits & exponent_mask) == exponent_mask) return true;
    }
    return false;
}

}  // namespace

std::string find_non_finite(const std::vector<TensorView>& tensors) {
    for (const TensorView& tensor : tensors) {
        bool found = false;
        if (tensor.dtype == DType::f32) found = holds_non_finite<uint32_t>(tensor.bytes, 0x7f800000u);
        if (tensor.dtype == DType::f16) found = holds_non_finite<uint16_t>(tensor.bytes, 0x7c00u);
        if (tensor.dtype == DType::bf16) found = holds_non_finite<uint16_t>(tensor.bytes, 0x7f80u);
        if (tensor.dtype == DType::f64) found = holds_non_finite<uint64_t>(tensor.bytes, 0x7ff0000000000000u);
        if (found) return tensor.name;
    }
    return {};
}

}  // namespace lora
