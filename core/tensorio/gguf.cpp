// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf.h"

#include <algorithm>
#include <cstring>
#include <set>
#include <utility>

#include "core/tensorio/gguf_format.h"

namespace lora {
namespace fs = std::filesystem;
using gguf::ValueType;

namespace {

constexpr const char* damaged_hint = "Download or copy the file again: it is damaged or was cut short";
constexpr uint64_t max_name_bytes = 65535;
constexpr uint32_t max_dimensions = 4;
constexpr uint64_t max_alignment = 1u << 20;

/// Reads forward through the mapped bytes and stops for good at the first thing wrong.
class Cursor {
  public:
    Cursor(std::span<const std::byte> bytes, std::string where) : bytes_(bytes), where_(std::move(where)) {}

    template <class T>
    T read() {
        T value{};
        if (!need(sizeof(T))) return value;
        std::memcpy(&value, bytes_.data() + at_, sizeof(T));
        at_ += sizeof(T);
        return value;
    }

    std::string text(uint64_t limit) {
        const auto length = read<uint64_t>();
        if (!status_.ok()) return {};
        if (length > limit) {
            fail("A text in the header claims " + std::to_string(length) + " bytes");
            return {};
        }
        if (!need(length)) return {};
        std::string out(reinterpret_cast<const char*>(bytes_.data() + at_), static_cast<size_t>(length));
        at_ += static_cast<size_t>(length);
        return out;
    }

    bool need(uint64_t bytes) {
        if (!status_.ok()) return false;
        if (bytes <= remaining()) return true;
        fail("The file ends in the middle of its header");
        return false;
    }
    void fail(const std::string& what) {
        if (status_.ok()) status_ = bad_input(what, where_ + ", byte " + std::to_string(at_), damaged_hint);
    }
    /// Words of its own about a thing that is whole but cannot be used.
    void refuse(Error error) {
        if (status_.ok()) status_ = std::move(error);
    }
    uint64_t remaining() const { return bytes_.size() - at_; }
    uint64_t position() const { return at_; }
    const std::string& where() const { return where_; }
    const Status& status() const { return status_; }
    bool ok() const { return status_.ok(); }

  private:
    std::span<const std::byte> bytes_;
    std::string where_;
    size_t at_ = 0;
    Status status_;
};

/// Bytes that one element of a type takes at least in a file; 0 for what may not be an element.
uint64_t element_bytes(ValueType type) {
    constexpr uint64_t length_bytes = 8;
    return type == ValueType::string ? length_bytes : gguf::scalar_bytes(type);
}

bool is_integer(ValueType type) {
    return type != ValueType::float32 && type != ValueType::float64 && type != ValueType::boolean &&
           type != ValueType::string && type != ValueType::array;
}

int64_t read_integer(Cursor& in, ValueType type) {
    switch (type) {
        case ValueType::uint8:
            return in.read<uint8_t>();
        case ValueType::int8:
            return in.read<int8_t>();
        case ValueType::uint16:
            return in.read<uint16_t>();
        case ValueType::int16:
            return in.read<int16_t>();
        case ValueType::uint32:
            return in.read<uint32_t>();
        case ValueType::int32:
            return in.read<int32_t>();
        case ValueType::int64:
            return in.read<int64_t>();
        default:
            break;
    }
    const auto value = in.read<uint64_t>();
    if (value > uint64_t(INT64_MAX)) in.fail("A number in the header is too large");
    return static_cast<int64_t>(value);
}

double read_float(Cursor& in, ValueType type) {
    return type == ValueType::float32 ? static_cast<double>(in.read<float>()) : in.read<double>();
}

bool read_boolean(Cursor& in) {
    const auto value = in.read<uint8_t>();
    if (value > 1) in.fail("A truth value in the header is neither 0 nor 1");
    return value == 1;
}

template <class T, class Read>
GgufValue read_elements(Cursor& in, uint64_t count, Read read) {
    std::vector<T> out;
    out.reserve(static_cast<size_t>(count));
    for (uint64_t i = 0; i < count && in.ok(); ++i)
        out.push_back(read());
    return out;
}

GgufValue read_array(Cursor& in) {
    const auto type = static_cast<ValueType>(in.read<uint32_t>());
    const auto count = in.read<uint64_t>();
    const uint64_t size = element_bytes(type);
    if (size == 0) {
        in.fail("The header holds a list of an unknown type");
        return int64_t(0);
    }
    if (count > in.remaining() / size) {
        in.fail("A list in the header claims " + std::to_string(count) +
                " elements, more than the file can hold");
        return int64_t(0);
    }
    if (type == ValueType::string) {
        return read_elements<std::string>(in, count, [&] { return in.text(in.remaining()); });
    }
    if (type == ValueType::boolean) return read_elements<bool>(in, count, [&] { return read_boolean(in); });
    if (is_integer(type)) return read_elements<int64_t>(in, count, [&] { return read_integer(in, type); });
    return read_elements<double>(in, count, [&] { return read_float(in, type); });
}

GgufValue read_value(Cursor& in) {
    const auto type = static_cast<ValueType>(in.read<uint32_t>());
    if (type == ValueType::array) return read_array(in);
    if (type == ValueType::string) return in.text(in.remaining());
    if (element_bytes(type) == 0) {
        in.fail("The header holds a value of an unknown type");
        return int64_t(0);
    }
    if (type == ValueType::boolean) return read_boolean(in);
    if (is_integer(type)) return read_integer(in, type);
    return read_float(in, type);
}

/// A tensor's description; its bytes are cut once the start of the data is known.
struct TensorEntry {
    TensorView view;
    uint64_t offset = 0;
    uint64_t bytes = 0;
};

TensorEntry read_tensor_entry(Cursor& in) {
    TensorEntry entry;
    entry.view.name = in.text(max_name_bytes);
    const auto dimensions = in.read<uint32_t>();
    if (in.ok() && (dimensions == 0 || dimensions > max_dimensions)) {
        in.fail("Tensor " + entry.view.name + " claims " + std::to_string(dimensions) + " dimensions");
    }
    uint64_t elements = 1;
    for (uint32_t i = 0; i < dimensions && in.ok(); ++i) {
        const auto extent = in.read<uint64_t>();
        if (extent == 0 || __builtin_mul_overflow(elements, extent, &elements) ||
            elements > uint64_t(INT64_MAX) / 8) {
            in.fail("The shape of tensor " + entry.view.name + " is empty or larger than any memory");
            return entry;
        }
        entry.view.shape.insert(entry.view.shape.begin(), static_cast<int64_t>(extent));
    }
    const auto type_number = in.read<uint32_t>();
    entry.offset = in.read<uint64_t>();
    if (!in.ok()) return entry;
    const auto type = gguf::dtype_from_number(type_number);
    if (!type) {
        in.refuse(bad_input(
            "The element type " + gguf::type_name(type_number) + " is not supported",
            in.where() + ", tensor " + entry.view.name,
            "Use a version of the model in F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K or "
            "Q6_K"));
        return entry;
    }
    entry.view.dtype = *type;
    const auto [name, block_elements, block_bytes] = dtype_info(*type);
    if (entry.view.shape.back() % block_elements != 0) {
        in.fail("The rows of tensor " + entry.view.name + " do not divide into blocks of its type " + name);
        return entry;
    }
    // At most 8 bytes an element, and elements were held below an eighth of the range.
    entry.bytes = elements / static_cast<uint64_t>(block_elements) * static_cast<uint64_t>(block_bytes);
    return entry;
}

Status place_tensors(std::vector<TensorEntry>& entries, std::span<const std::byte> file, uint64_t data_start,
                     uint64_t alignment, const std::string& where) {
    const uint64_t data_bytes = file.size() > data_start ? file.size() - data_start : 0;
    std::vector<std::pair<uint64_t, uint64_t>> ranges;
    for (TensorEntry& entry : entries) {
        const std::string tensor = where + ", tensor " + entry.view.name;
        if (entry.offset % alignment != 0) {
            return bad_input("The data of a tensor is not aligned", tensor, damaged_hint);
        }
        if (entry.offset > data_bytes || entry.bytes > data_bytes - entry.offset) {
            return bad_input("The file ends before the data of a tensor does (" +
                                 std::to_string(file.size()) + " bytes, at least " +
                                 std::to_string(data_start) + " + " + std::to_string(entry.offset) + " + " +
                                 std::to_string(entry.bytes) + " expected)",
                             tensor, damaged_hint);
        }
        entry.view.bytes =
            file.subspan(static_cast<size_t>(data_start + entry.offset), static_cast<size_t>(entry.bytes));
        ranges.emplace_back(entry.offset, entry.offset + entry.bytes);
    }
    std::sort(ranges.begin(), ranges.end());
    for (size_t i = 1; i < ranges.size(); ++i) {
        if (ranges[i].first < ranges[i - 1].second) {
            return bad_input("The data of two tensors overlaps", where, damaged_hint);
        }
    }
    return {};
}

template <class T>
const T* get_if(const GgufValue* value) {
    return value ? std::get_if<T>(value) : nullptr;
}

}  // namespace

Result<GgufFile> GgufFile::open(const fs::path& path) {
    auto mapped = MappedFile::open(path);
    if (!mapped) return mapped.error();
    const std::string where = path.string();
    Cursor in((*mapped)->bytes(), where);
    if (in.remaining() < 4 || in.read<uint32_t>() != gguf::magic) {
        return bad_input("This is not a GGUF file: it does not begin with the letters GGUF", where,
                         "Choose a file that ends in .gguf, or a Hugging Face folder with a config.json");
    }
    const auto version = in.read<uint32_t>();
    if (in.ok() && version != 2 && version != 3) {
        return bad_input("GGUF version " + std::to_string(version) + " is not supported", where,
                         "Use a file of version 2 or 3, little-endian");
    }
    const auto tensor_count = in.read<uint64_t>(), value_count = in.read<uint64_t>();
    // The shortest tensor entry takes 33 bytes, the shortest value 13.
    if (in.ok() && (tensor_count > in.remaining() / 33 || value_count > in.remaining() / 13)) {
        in.fail("The header claims " + std::to_string(tensor_count) + " tensors and " +
                std::to_string(value_count) + " values, more than the file can hold");
    }

    GgufFile file;
    file.file_ = *mapped;
    std::set<std::string, std::less<>> names;
    for (uint64_t i = 0; i < value_count && in.ok(); ++i) {
        std::string key = in.text(max_name_bytes);
        if (in.ok() && !names.insert(key).second) in.fail("The header names " + key + " twice");
        GgufValue value = read_value(in);
        file.metadata_.emplace_back(std::move(key), std::move(value));
    }
    names.clear();
    std::vector<TensorEntry> entries;
    for (uint64_t i = 0; i < tensor_count && in.ok(); ++i) {
        TensorEntry entry = read_tensor_entry(in);
        if (in.ok() && !names.insert(entry.view.name).second) {
            in.fail("The header names tensor " + entry.view.name + " twice");
        }
        entries.push_back(std::move(entry));
    }
    if (!in.ok()) return in.status().error();

    const int64_t alignment = file.integer("general.alignment").value_or(gguf::default_alignment);
    if (alignment < 1 || uint64_t(alignment) > max_alignment || (alignment & (alignment - 1)) != 0) {
        return bad_input("The alignment " + std::to_string(alignment) + " is not a power of two", where,
                         damaged_hint);
    }
    const auto align = static_cast<uint64_t>(alignment);
    const uint64_t data_start = (in.position() + align - 1) / align * align;
    if (auto placed = place_tensors(entries, (*mapped)->bytes(), data_start, align, where); !placed) {
        return placed.error();
    }
    for (TensorEntry& entry : entries)
        file.tensors_.push_back(std::move(entry.view));
    return file;
}

const TensorView* GgufFile::find(std::string_view name) const {
    const auto it =
        std::find_if(tensors_.begin(), tensors_.end(), [&](const TensorView& t) { return t.name == name; });
    return it == tensors_.end() ? nullptr : &*it;
}

const GgufValue* GgufFile::value(std::string_view key) const {
    const auto it =
        std::find_if(metadata_.begin(), metadata_.end(), [&](const auto& pair) { return pair.first == key; });
    return it == metadata_.end() ? nullptr : &it->second;
}

std::optional<int64_t> GgufFile::integer(std::string_view key) const {
    const auto* found = get_if<int64_t>(value(key));
    return found ? std::optional(*found) : std::nullopt;
}

std::optional<double> GgufFile::number(std::string_view key) const {
    if (const auto whole = integer(key)) return static_cast<double>(*whole);
    const auto* found = get_if<double>(value(key));
    return found ? std::optional(*found) : std::nullopt;
}

std::optional<bool> GgufFile::boolean(std::string_view key) const {
    const auto* found = get_if<bool>(value(key));
    return found ? std::optional(*found) : std::nullopt;
}

const std::string* GgufFile::text(std::string_view key) const {
    return get_if<std::string>(value(key));
}
const std::vector<std::string>* GgufFile::texts(std::string_view key) const {
    return get_if<std::vector<std::string>>(value(key));
}
const std::vector<int64_t>* GgufFile::integers(std::string_view key) const {
    return get_if<std::vector<int64_t>>(value(key));
}
const std::vector<double>* GgufFile::numbers(std::string_view key) const {
    return get_if<std::vector<double>>(value(key));
}

}  // namespace lora
