// SPDX-License-Identifier: Apache-2.0
#include "core/plan/module_pattern.h"

#include <cctype>

namespace lora {
namespace {

bool is_name_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
}

/// One character of a key and how many characters of the key wrote it.
struct Unit {
    char character;
    bool any;
    size_t length;
};
Unit unit_at(std::string_view key, size_t at) {
    if (key[at] == '\\') return {'.', false, 2};
    return {key[at], key[at] == '.', 1};
}

bool matches_whole(std::string_view body, std::string_view name) {
    size_t at = 0, i = 0;
    for (; at < body.size() && i < name.size(); ++i) {
        const Unit unit = unit_at(body, at);
        if (!unit.any && unit.character != name[i]) return false;
        at += unit.length;
    }
    return at == body.size() && i == name.size();
}

}  // namespace

bool ends_at_dot(std::string_view name, std::string_view entry) {
    return name.size() > entry.size() && name.ends_with(entry) && name[name.size() - entry.size() - 1] == '.';
}

Status check_pattern_key(const std::string& key, const std::string& where) {
    std::string_view body = key;
    if (body.starts_with('^')) body.remove_prefix(1);
    if (body.ends_with('$')) body.remove_suffix(1);
    bool valid = !body.empty();
    for (size_t at = 0; valid && at < body.size();) {
        const bool escaped_dot = body[at] == '\\' && at + 1 < body.size() && body[at + 1] == '.';
        valid = escaped_dot || body[at] == '.' || is_name_character(body[at]);
        at += escaped_dot ? 2 : 1;
    }
    if (valid) return {};
    return bad_input("The pattern \"" + key + "\" is a regular expression that is not supported", where,
                     "Use a module's name (q_proj) or the end of its path (layers.3.self_attn.q_proj)");
}

bool pattern_key_matches(std::string_view key, std::string_view name) {
    const bool anchored = key.starts_with('^');
    if (anchored) key.remove_prefix(1);
    if (key.ends_with('$')) key.remove_suffix(1);
    if (matches_whole(key, name)) return true;
    if (anchored) return false;
    for (size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.', dot + 1)) {
        if (matches_whole(key, name.substr(dot + 1))) return true;
    }
    return false;
}

}  // namespace lora
