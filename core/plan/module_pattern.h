// SPDX-License-Identifier: Apache-2.0
// How PEFT matches names of modules: entries of target_modules, and keys of rank_pattern and alpha_pattern.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace lora {

/// Entry of target_modules: the name ends in "." + entry.
bool ends_at_dot(std::string_view name, std::string_view entry);

/// PEFT takes a key of a pattern for a regular expression, matched as `(.*\.)?(key)$`. Names, tails after a
/// dot, escaped dots, a leading ^ and a closing $ are understood; a bare dot stands for any character, as
/// there.
Status check_pattern_key(const std::string& key, const std::string& where);
/// `key` passed check_pattern_key.
bool pattern_key_matches(std::string_view key, std::string_view name);

}  // namespace lora
