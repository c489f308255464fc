// SPDX-License-Identifier: Apache-2.0
#include "core/text/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <cctype>
#include <cstdint>

namespace lora {
namespace {

constexpr uint32_t match_limit = 20'000'000;

std::string message_of(int error) {
    PCRE2_UCHAR buffer[256];
    pcre2_get_error_message(error, buffer, sizeof buffer);
    return reinterpret_cast<const char*>(buffer);
}

/// PCRE2 counts U+180E as white space, Oniguruma follows Unicode's property: spell the property out.
std::string with_unicode_spaces(const std::string& pattern) {
    std::string out;
    for (size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '\\' || i + 1 == pattern.size()) {
            out += pattern[i];
            continue;
        }
        const char kind = pattern[++i];
        if (kind == 's') {
            out += "\\p{White_Space}";
        } else if (kind == 'S') {
            out += "\\P{White_Space}";
        } else {
            out += '\\';
            out += kind;
        }
    }
    return out;
}

}  // namespace

struct Regex::Code {
    pcre2_code* code = nullptr;
    pcre2_match_context* context = nullptr;
    std::string where;
    Code() = default;
    Code(const Code&) = delete;
    ~Code() {
        pcre2_match_context_free(context);
        pcre2_code_free(code);
    }
};

Result<Regex> Regex::compile(const std::string& pattern, const std::string& where) {
    int error = 0;
    PCRE2_SIZE offset = 0;
    const std::string translated = with_unicode_spaces(pattern);
    auto code = std::make_shared<Code>();
    code->where = where;
    code->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(),
                               PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &error, &offset, nullptr);
    if (!code->code) {
        return bad_input("The regular expression cannot be compiled: " + message_of(error), where,
                         "Patterns follow Oniguruma or PCRE2");
    }
    // Without JIT (some hardened systems forbid it) matching is slower and otherwise the same.
    pcre2_jit_compile(code->code, PCRE2_JIT_COMPLETE);
    code->context = pcre2_match_context_create(nullptr);
    pcre2_set_match_limit(code->context, match_limit);
    return Regex(std::move(code));
}

Result<Regex> Regex::literal(const std::string& text, const std::string& where) {
    std::string pattern;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && !std::isalnum(byte)) pattern += '\\';
        pattern += c;
    }
    return compile(pattern, where);
}

Status Regex::find_all(std::string_view text, std::vector<TextRange>& out) const {
    std::unique_ptr<pcre2_match_data, void (*)(pcre2_match_data*)> match(pcre2_match_data_create(1, nullptr),
                                                                         &pcre2_match_data_free);
    const auto subject = reinterpret_cast<PCRE2_SPTR>(text.data());
    for (size_t at = 0; at < text.size();) {
        const int found = pcre2_match(code_->code, subject, text.size(), at, PCRE2_NO_UTF_CHECK, match.get(),
                                      code_->context);
        if (found == PCRE2_ERROR_NOMATCH) break;
        if (found < 0) {
            return bad_input("A regular expression of the tokenizer gave up: " + message_of(found),
                             code_->where, "The pattern or the text makes it backtrack too much");
        }
        const PCRE2_SIZE* range = pcre2_get_ovector_pointer(match.get());
        if (range[1] > range[0]) {
            out.push_back({range[0], range[1]});
            at = range[1];
        } else {
            at = range[0] + 1;
            while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
                ++at;
        }
    }
    return {};
}

}  // namespace lora
