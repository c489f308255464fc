// SPDX-License-Identifier: Apache-2.0
#include "core/text/added_tokens.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace lora {
namespace {

bool is_white_space(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

/// Start of the code point that ends at `end` (above 0).
size_t code_point_before(std::string_view text, size_t end) {
    size_t at = end - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        --at;
    return at;
}

bool is_word(std::string_view code_point) {
    static const Result<Regex> word = Regex::compile(R"(\w)", "added token");
    std::vector<TextRange> found;
    return word && word->find_all(code_point, found).ok() && !found.empty();
}

bool stands_alone(std::string_view text, TextRange range) {
    if (range.begin > 0) {
        const size_t before = code_point_before(text, range.begin);
        if (is_word(text.substr(before, range.begin - before))) return false;
    }
    if (range.end < text.size()) {
        size_t after = range.end;
        next_code_point(text, after);
        if (is_word(text.substr(range.end, after - range.end))) return false;
    }
    return true;
}

}  // namespace

void AddedTokens::add(AddedToken token) {
    if (token.content.empty()) return;
    auto& list = by_first_byte_[static_cast<unsigned char>(token.content.front())];
    const auto longer = std::find_if(list.begin(), list.end(), [&](uint32_t i) {
        return tokens_[i].content.size() < token.content.size();
    });
    list.insert(longer, static_cast<uint32_t>(tokens_.size()));
    tokens_.push_back(std::move(token));
}

const AddedToken* AddedTokens::longest_at(std::string_view text, size_t at, bool normalized) const {
    for (const uint32_t i : by_first_byte_[static_cast<unsigned char>(text[at])]) {
        const AddedToken& token = tokens_[i];
        if (token.normalized == normalized && text.substr(at).starts_with(token.content)) return &token;
    }
    return nullptr;
}

void AddedTokens::split_by(std::string_view text, bool normalized, std::vector<Segment>& segments) const {
    if (std::none_of(tokens_.begin(), tokens_.end(),
                     [&](const AddedToken& t) { return t.normalized == normalized; })) {
        return;
    }
    std::vector<Segment> out;
    for (const Segment& whole : segments) {
        if (whole.id >= 0) {
            out.push_back(whole);
            continue;
        }
        const std::string_view part = text.substr(whole.range.begin, whole.range.end - whole.range.begin);
        const auto put = [&](size_t begin, size_t end, int32_t id) {
            out.push_back({{whole.range.begin + begin, whole.range.begin + end}, id});
        };
        size_t done = 0;
        for (size_t at = 0; at < part.size();) {
            const AddedToken* token = longest_at(part, at, normalized);
            if (!token) {
                ++at;
                continue;
            }
            TextRange range{at, at + token->content.size()};
            at = range.end;
            if (range.begin < done || (token->single_word && !stands_alone(part, range))) continue;
            while (token->lstrip && range.begin > done) {
                size_t before = code_point_before(part, range.begin);
                size_t after = before;
                if (!is_white_space(next_code_point(part, after))) break;
                range.begin = before;
            }
            while (token->rstrip && range.end < part.size()) {
                size_t after = range.end;
                if (!is_white_space(next_code_point(part, after))) break;
                range.end = after;
            }
            if (range.begin > done) put(done, range.begin, -1);
            put(range.begin, range.end, token->id);
            done = range.end;
        }
        if (done < part.size()) put(done, part.size(), -1);
    }
    segments.swap(out);
}

std::vector<AddedTokens::Segment> AddedTokens::split(std::string_view text) const {
    std::vector<Segment> segments;
    if (text.empty()) return segments;
    segments.push_back({{0, text.size()}, -1});
    split_by(text, false, segments);
    split_by(text, true, segments);
    return segments;
}

}  // namespace lora
