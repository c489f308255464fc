// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/byte_level.h"
#include "core/text/tokenizer_data.h"

namespace lora {
namespace {

std::string with_thousands(size_t number) {
    std::string digits = std::to_string(number);
    for (size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, 1, ',');
    return digits;
}

/// Bytes that valid UTF-8 can hold and the vocabulary has no token for.
int bytes_without_token(const BpeModel& bpe) {
    int count = 0;
    for (unsigned b = 0; b <= 0xF4; ++b) {
        if (b != 0xC0 && b != 0xC1 && bpe.byte_token[b] < 0) ++count;
    }
    return count;
}

}  // namespace

void Tokenizer::Data::index_ordinary(const std::vector<uint8_t>& ordinary) {
    bpe.byte_token.fill(-1);
    bpe.index.reserve(pieces.size());
    for (size_t i = 0; i < pieces.size(); ++i) {
        if (!ordinary[i]) continue;
        const auto id = static_cast<int32_t>(i);
        if (!bpe.index.emplace(pieces[i], id).second) continue;
        if (pieces[i].size() == 1) bpe.byte_token[static_cast<unsigned char>(pieces[i].front())] = id;
    }
}

Status Tokenizer::Data::add_merges(const std::vector<std::pair<std::string, std::string>>& merges) {
    bpe.merges.reserve(merges.size());
    for (size_t rank = 0; rank < merges.size(); ++rank) {
        const auto& [left, right] = merges[rank];
        const auto a = from_byte_level(left);
        const auto b = from_byte_level(right);
        const int32_t left_id = a ? find(*a) : -1;
        const int32_t right_id = b ? find(*b) : -1;
        const int32_t whole = a && b ? find(*a + *b) : -1;
        if (left_id < 0 || right_id < 0 || whole < 0) {
            return bad_input("The merge '" + left + " " + right + "' names a token that the vocabulary lacks",
                             source + ": merge " + std::to_string(rank), "The tokenizer is damaged");
        }
        bpe.merges.add(left_id, right_id, static_cast<int32_t>(rank), whole);
    }
    return {};
}

int32_t Tokenizer::Data::find(std::string_view token) const {
    if (const auto at = bpe.index.find(token); at != bpe.index.end()) return at->second;
    for (const AddedToken& t : added.all()) {
        if (t.content == token) return t.id;
    }
    return -1;
}

Result<std::vector<int32_t>> Tokenizer::encode(std::string_view text, bool parse_special) const {
    if (const auto at = find_invalid_utf8(text)) {
        return bad_input("The text is not valid UTF-8", "byte " + std::to_string(*at),
                         "Save it as UTF-8 and try again");
    }
    std::vector<int32_t> ids;
    ids.reserve(text.size() / 3 + 1);
    const auto encode_words = [&](std::string_view part) {
        return data_->pretokenizer.for_each(part,
                                            [&](std::string_view word) { data_->bpe.encode(word, ids); });
    };
    if (!parse_special) {
        if (text.empty()) return ids;
        if (auto s = encode_words(text); !s) return s.error();
        return ids;
    }
    for (const auto& segment : data_->added.split(text)) {
        if (segment.id >= 0) {
            ids.push_back(segment.id);
        } else if (auto s = encode_words(
                       text.substr(segment.range.begin, segment.range.end - segment.range.begin));
                   !s) {
            return s.error();
        }
    }
    return ids;
}

std::string Tokenizer::decode(std::span<const int32_t> ids, bool skip_special) const {
    std::string out;
    for (const int32_t id : ids) {
        if (id < 0 || static_cast<size_t>(id) >= data_->pieces.size()) continue;
        if (skip_special && data_->special[static_cast<size_t>(id)]) continue;
        out += data_->pieces[static_cast<size_t>(id)];
    }
    return out;
}

std::string Tokenizer::piece(int32_t id) const {
    return decode({&id, 1});
}

bool Tokenizer::is_special(int32_t id) const {
    return id >= 0 && static_cast<size_t>(id) < data_->special.size() &&
           data_->special[static_cast<size_t>(id)] != 0;
}

int32_t Tokenizer::find(std::string_view token) const {
    return data_->find(token);
}
int64_t Tokenizer::vocab_size() const {
    return static_cast<int64_t>(data_->pieces.size());
}
int32_t Tokenizer::bos_id() const {
    return data_->bos;
}
int32_t Tokenizer::eos_id() const {
    return data_->eos;
}
int32_t Tokenizer::unknown_id() const {
    return data_->unknown;
}
int32_t Tokenizer::pad_id() const {
    return data_->pad;
}
bool Tokenizer::adds_bos() const {
    return data_->adds_bos;
}
const std::string& Tokenizer::chat_template() const {
    return data_->chat_template;
}

std::string Tokenizer::summary() const {
    const auto special =
        static_cast<size_t>(std::count(data_->special.begin(), data_->special.end(), uint8_t(1)));
    const int missing = data_->bpe.unknown_token < 0 ? bytes_without_token(data_->bpe) : 0;
    return "BPE, " + with_thousands(data_->pieces.size()) + " tokens, " + std::to_string(special) +
           " special, pre-tokenizer " + data_->pretokenizer.name() +
           (missing > 0 ? "; " + std::to_string(missing) + " rare bytes have no token and are left out" : "");
}

}  // namespace lora
