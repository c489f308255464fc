// SPDX-License-Identifier: Apache-2.0
#include "core/text/bpe.h"

#include <bit>
#include <functional>
#include <queue>

namespace lora {
namespace {

constexpr size_t cached_word_bytes = 64;
constexpr size_t cached_words = 1 << 16;

uint64_t key_of(int32_t left, int32_t right) {
    return uint64_t(static_cast<uint32_t>(left)) << 32 | static_cast<uint32_t>(right);
}

/// A merge that may be done: lowest rank first, then leftmost.
struct Candidate {
    int32_t rank;
    int32_t token;
    size_t left;
    size_t right;
    bool operator>(const Candidate& other) const {
        return rank != other.rank ? rank > other.rank : left > other.left;
    }
};

constexpr size_t none = ~size_t(0);

struct Symbol {
    int32_t token;
    size_t previous;
    size_t next;
    uint32_t version;  ///< counts changes, so that candidates made before them are known to be stale
};

}  // namespace

void MergeTable::reserve(size_t merges) {
    slots_.assign(std::bit_ceil(merges * 2 + 1), Merge{});
}

size_t MergeTable::slot(uint64_t pair) const {
    const uint64_t mixed = (pair ^ pair >> 29) * 0x9E3779B97F4A7C15u;
    size_t at = static_cast<size_t>(mixed >> 20) & (slots_.size() - 1);
    while (slots_[at].pair != empty && slots_[at].pair != pair)
        at = (at + 1) & (slots_.size() - 1);
    return at;
}

void MergeTable::add(int32_t left, int32_t right, int32_t rank, int32_t token) {
    Merge& merge = slots_[slot(key_of(left, right))];
    if (merge.pair != empty) return;
    merge = {key_of(left, right), rank, token};
    ++size_;
}

const MergeTable::Merge* MergeTable::find(int32_t left, int32_t right) const {
    if (slots_.empty()) return nullptr;
    const Merge& merge = slots_[slot(key_of(left, right))];
    return merge.pair == empty ? nullptr : &merge;
}

void BpeModel::encode(std::string_view word, std::vector<int32_t>& out) const {
    if (ignore_merges) {
        if (const auto whole = index.find(word); whole != index.end()) {
            out.push_back(whole->second);
            return;
        }
    }
    if (word.size() > cached_word_bytes) return merge(word, out);
    {
        const std::lock_guard guard(cache_->mutex);
        if (const auto known = cache_->words.find(word); known != cache_->words.end()) {
            out.insert(out.end(), known->second.begin(), known->second.end());
            return;
        }
    }
    const size_t first = out.size();
    merge(word, out);
    const std::lock_guard guard(cache_->mutex);
    if (cache_->words.size() < cached_words) {
        cache_->words.emplace(
            std::string(word),
            std::vector<int32_t>(out.begin() + static_cast<std::ptrdiff_t>(first), out.end()));
    }
}

void BpeModel::merge(std::string_view word, std::vector<int32_t>& out) const {
    std::vector<Symbol> symbols;
    symbols.reserve(word.size());
    bool last_unknown = false;
    for (const char c : word) {
        int32_t token = byte_token[static_cast<unsigned char>(c)];
        const bool unknown = token < 0;
        if (unknown) token = unknown_token;
        const bool left_out = token < 0 || (unknown && last_unknown && fuse_unknown);
        last_unknown = unknown;
        if (left_out) continue;
        const size_t at = symbols.size();
        if (at > 0) symbols.back().next = at;
        symbols.push_back({token, at > 0 ? at - 1 : none, none, 0});
    }

    struct Pending : Candidate {
        uint32_t left_version;
        uint32_t right_version;
    };
    std::priority_queue<Pending, std::vector<Pending>, std::greater<>> queue;
    const auto consider = [&](size_t left) {
        const size_t right = left == none ? none : symbols[left].next;
        if (right == none) return;
        if (const auto* m = merges.find(symbols[left].token, symbols[right].token)) {
            queue.push({{m->rank, m->token, left, right}, symbols[left].version, symbols[right].version});
        }
    };
    for (size_t i = 0; i + 1 < symbols.size(); ++i)
        consider(i);
    while (!queue.empty()) {
        const Pending best = queue.top();
        queue.pop();
        Symbol& left = symbols[best.left];
        Symbol& right = symbols[best.right];
        if (left.version != best.left_version || right.version != best.right_version) continue;
        left.token = best.token;
        ++left.version;
        ++right.version;  // dead: whatever still names it is stale
        left.next = right.next;
        if (left.next != none) symbols[left.next].previous = best.left;
        consider(left.previous);
        consider(best.left);
    }
    for (size_t at = symbols.empty() ? none : 0; at != none; at = symbols[at].next)
        out.push_back(symbols[at].token);
}

}  // namespace lora
