// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_head.h"

#include <cstring>
#include <string_view>

#include "core/base/platform/growing_file.h"
#include "core/tensorio/gguf_format.h"

namespace lora {
namespace {

constexpr uint64_t head_bytes = 64u << 10;

/// Stops for good where the bytes end: what was read until then stands.
class HeadCursor {
  public:
    explicit HeadCursor(std::string_view bytes) : bytes_(bytes) {}
    template <class T>
    T read() {
        T value{};
        if (const auto part = take(sizeof(T)); part.size() == sizeof(T)) std::memcpy(&value, part.data(), sizeof(T));
        return value;
    }
    std::string_view text() { return take(read<uint64_t>()); }
    std::string_view take(uint64_t count) {
        ok_ = ok_ && count <= bytes_.size();
        if (!ok_) return {};
        const auto part = bytes_.substr(0, static_cast<size_t>(count));
        bytes_.remove_prefix(part.size());
        return part;
    }
    bool ok() const { return ok_; }

  private:
    std::string_view bytes_;
    bool ok_ = true;
};

/// Passes over a value that is not wanted. False for what cannot be passed over in the bytes that are there.
bool skip(HeadCursor& in, gguf::ValueType type) {
    if (const uint64_t bytes = gguf::scalar_bytes(type)) {
        in.take(bytes);
    } else if (type == gguf::ValueType::string) {
        in.text();
    } else if (type == gguf::ValueType::array) {
        const auto element = static_cast<gguf::ValueType>(in.read<uint32_t>());
        const auto count = in.read<uint64_t>();
        const uint64_t each = gguf::scalar_bytes(element);
        if (each == 0 && element != gguf::ValueType::string) return false;
        if (count > head_bytes) return false;
        for (uint64_t i = 0; i < count && in.ok(); ++i)
            each ? in.take(each) : in.text();
    } else {
        return false;
    }
    return in.ok();
}

}  // namespace

std::optional<GgufHead> read_gguf_head(const std::filesystem::path& path) {
    const auto part = read_file_part(path, 0, head_bytes);
    if (!part || !*part) return std::nullopt;
    HeadCursor in((*part)->bytes);
    if (in.read<uint32_t>() != gguf::magic) return std::nullopt;
    in.read<uint32_t>();  // the version, which whoever opens the file judges
    GgufHead head;
    head.tensors = in.read<uint64_t>();
    const auto values = in.read<uint64_t>();
    if (!in.ok()) return std::nullopt;
    for (uint64_t i = 0; i < values && in.ok(); ++i) {
        const std::string_view key = in.text();
        const auto type = static_cast<gguf::ValueType>(in.read<uint32_t>());
        std::string* wanted = key == "general.architecture" ? &head.architecture
                              : key == "general.type"       ? &head.type
                              : key == "general.name"       ? &head.name
                                                            : nullptr;
        if (wanted && type == gguf::ValueType::string)
            *wanted = in.text();
        else if (!skip(in, type))
            break;
    }
    return head;
}

}  // namespace lora
