// SPDX-License-Identifier: Apache-2.0
// UTF-8 (RFC 3629): validation, decoding and encoding; overlong forms and surrogates are invalid.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lora {

/// Offset of the first byte that is not part of valid UTF-8, if any.
std::optional<size_t> find_invalid_utf8(std::string_view bytes);
/// Decodes the code point at `at` and moves `at` behind it. An invalid byte gives U+FFFD and moves by one.
char32_t next_code_point(std::string_view bytes, size_t& at);
void append_utf8(std::string& out, char32_t code_point);
/// Longest prefix of `bytes` that does not end within a code point: what a stream may show now.
size_t complete_utf8_prefix(std::string_view bytes);

}  // namespace lora
