// SPDX-License-Identifier: Apache-2.0
// GPT-2's byte alphabet: byte-level vocabularies write every byte as one printable character.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lora {

/// The character that stands for a byte, as UTF-8 (one or two bytes long).
std::string_view byte_level_character(unsigned char byte);
/// Bytes that a vocabulary entry stands for; nothing when a character is outside the alphabet.
std::optional<std::string> from_byte_level(std::string_view entry);

}  // namespace lora
