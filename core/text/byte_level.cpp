// SPDX-License-Identifier: Apache-2.0
#include "core/text/byte_level.h"

#include <array>
#include <cstdint>

#include "core/base/utf8.h"

namespace lora {
namespace {

struct Alphabet {
    std::array<std::string, 256> character;
    std::array<int16_t, 512> byte{};  ///< by code point; -1 where it stands for none

    Alphabet() {
        byte.fill(-1);
        char32_t next = 256;
        for (unsigned b = 0; b < 256; ++b) {
            const bool printable = (b >= 0x21 && b <= 0x7E) || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            const char32_t code = printable ? char32_t(b) : next++;
            append_utf8(character[b], code);
            byte[code] = static_cast<int16_t>(b);
        }
    }
};

const Alphabet& alphabet() {
    static const Alphabet table;
    return table;
}

}  // namespace

std::string_view byte_level_character(unsigned char byte) {
    return alphabet().character[byte];
}

std::optional<std::string> from_byte_level(std::string_view entry) {
    const auto& table = alphabet();
    std::string bytes;
    bytes.reserve(entry.size());
    for (size_t at = 0; at < entry.size();) {
        const char32_t code = next_code_point(entry, at);
        if (code >= table.byte.size() || table.byte[code] < 0) return std::nullopt;
        bytes += static_cast<char>(static_cast<unsigned char>(table.byte[code]));
    }
    return bytes;
}

}  // namespace lora
