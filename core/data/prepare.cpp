// SPDX-License-Identifier: Apache-2.0
#include "core/data/prepare.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/data/random_order.h"

namespace lora {
namespace {

/// FNV-1a over what an example says, so that the hold-out depends on nothing else.
uint64_t content_hash(const Example& example) {
    uint64_t hash = 0xCBF29CE484222325u;
    const auto add = [&](std::string_view text) {
        for (const char c : text)
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
        hash = (hash ^ 0x1F) * 0x100000001B3u;
    };
    for (const Message& m : example.messages) {
        add(m.role);
        add(m.content);
    }
    add(example.prompt);
    add(example.text);
    return hash;
}

Status encode_plain(const Example& example, const Tokenizer& tokenizer, TokenizedExample& out) {
    if (tokenizer.adds_bos()) out.ids.push_back(tokenizer.bos_id());
    if (!example.prompt.empty()) {
        auto prompt = tokenizer.encode(example.prompt);
        if (!prompt) return prompt.error();
        out.ids.insert(out.ids.end(), prompt->begin(), prompt->end());
    }
    out.loss_mask.assign(out.ids.size(), 0);
    // On its own: generation starts from the prompt's own tokens too.
    auto text = tokenizer.encode(example.text);
    if (!text) return text.error();
    if (text->empty()) return {};
    out.ids.insert(out.ids.end(), text->begin(), text->end());
    // A model without an end token cannot learn to stop.
    if (tokenizer.eos_id() >= 0 && out.ids.back() != tokenizer.eos_id())
        out.ids.push_back(tokenizer.eos_id());
    out.loss_mask.resize(out.ids.size(), 1);
    return {};
}

std::string place(const Dataset& data, const DataIssue& issue) {
    return data.paths[issue.file] + ", " + std::to_string(issue.line);
}

/// Why an example teaches nothing.
DataIssue without_loss(const Example& example, const TokenizedExample& tokens) {
    const auto speaks = [](const Message& m) { return m.role == "assistant"; };
    DataIssue issue{DataIssue::Kind::no_assistant_turn, example.file, example.line, {}, {}};
    if (!example.plain && std::none_of(example.messages.begin(), example.messages.end(), speaks)) {
        issue.what = "No token carries loss: the assistant says nothing";
        issue.hint = "Add an assistant's turn, or remove the example";
    } else if (tokens.truncated()) {
        issue.what = "No token carries loss: the example is cut before the answer begins";
        issue.hint = "Raise max_seq_length above " + std::to_string(tokens.full_length) +
                     " tokens, or shorten the example";
    } else {
        issue.kind = DataIssue::Kind::empty_example;
        issue.what = "No token carries loss: the example is empty or a single token";
        issue.hint = "Remove the example, or fill it in";
    }
    return issue;
}

struct Tokenized {
    std::vector<TokenizedExample> examples;
    std::vector<uint64_t> hashes;  ///< of each example's content
};

/// Tokenises all of a data set; what teaches nothing goes to `out.refused`.
Result<Tokenized> tokenize_all(const Dataset& data, const DataSpec& spec, const Tokenizer& tokenizer,
                               PreparedData& out, const std::function<bool(double)>& progress) {
    Tokenized all;
    for (size_t i = 0; i < data.examples.size(); ++i) {
        if (i % 64 == 0 && !progress(static_cast<double>(i) / static_cast<double>(data.examples.size()))) {
            return Error{
                ErrorCode::interrupted, "Cancelled while preparing the data", data.paths.front(), {}};
        }
        const Example& example = data.examples[i];
        auto tokens = tokenize_example(example, tokenizer, spec.max_seq_length);
        if (!tokens) {
            out.refused.push_back({DataIssue::Kind::broken_row, example.file, example.line,
                                   tokens.error().what, tokens.error().hint});
            continue;
        }
        tokens->example = i;
        if (tokens->supervised_tokens() == 0) {
            out.refused.push_back(without_loss(example, *tokens));
            continue;
        }
        if (tokens->truncated()) ++out.truncated;
        all.hashes.push_back(content_hash(example));
        all.examples.push_back(std::move(*tokens));
    }
    if (all.examples.empty()) {
        const DataIssue& first = out.refused.front();
        return bad_input("No example can be trained on. The first says: " + first.what, place(data, first),
                         first.hint);
    }
    return all;
}

/// Which examples are held out: the fraction with the lowest hash of seed and content.
std::vector<bool> choose_held_out(const std::vector<uint64_t>& hashes, double fraction, uint64_t seed) {
    const size_t n = hashes.size();
    auto count = static_cast<size_t>(std::llround(std::clamp(fraction, 0.0, 1.0) * static_cast<double>(n)));
    if (fraction > 0 && n >= 10) count = std::max<size_t>(count, 1);
    if (n > 0) count = std::min(count, n - 1);  // something must be left to train on
    std::vector<size_t> order(n);
    std::iota(order.begin(), order.end(), size_t(0));
    std::vector<uint64_t> keys(n);
    for (size_t i = 0; i < n; ++i)
        keys[i] = mix_bits(hashes[i] ^ mix_bits(seed));
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return keys[a] < keys[b]; });
    std::vector<bool> held(n, false);
    for (size_t i = 0; i < count; ++i)
        held[order[i]] = true;
    return held;
}

}  // namespace

int64_t TokenizedExample::supervised_tokens() const {
    if (loss_mask.empty()) return 0;
    return std::count(loss_mask.begin() + 1, loss_mask.end(), uint8_t(1));
}

Result<TokenizedExample> tokenize_example(const Example& example, const Tokenizer& tokenizer,
                                          int64_t max_seq_length) {
    if (max_seq_length < 2) {
        return bad_input("Sequences of fewer than two tokens cannot be trained on", "data.max_seq_length",
                         "Give at least 2");
    }
    TokenizedExample out;
    if (example.plain || example.messages.empty()) {
        if (auto s = encode_plain(example, tokenizer, out); !s) return s.error();
    } else {
        auto chat = tokenize_chat(tokenizer, example.messages);
        if (!chat) return chat.error();
        out.ids = std::move(chat->ids);
        out.loss_mask = std::move(chat->loss_mask);
    }
    out.full_length = static_cast<int64_t>(out.ids.size());
    if (out.full_length > max_seq_length) {
        out.ids.resize(static_cast<size_t>(max_seq_length));
        out.loss_mask.resize(static_cast<size_t>(max_seq_length));
    }
    return out;
}

Result<PreparedData> prepare_data(const DataSpec& spec, uint64_t seed, const Tokenizer& tokenizer,
                                  const std::function<bool(uint64_t, uint64_t)>& progress) {
    // Reading is the first half of the way, tokenising the second.
    uint64_t total = 0;
    const auto reading = [&](uint64_t done, uint64_t all) {
        total = all;
        return !progress || progress(done, 2 * all);
    };
    const auto tokenizing = [&](double share) {
        return !progress ||
               progress(total + static_cast<uint64_t>(share * static_cast<double>(total)), 2 * total);
    };
    auto data = read_dataset(spec.paths, spec.mapping, spec.skip_broken_rows, reading);
    if (!data) return data.error();
    if (!spec.sha256.empty() && spec.sha256 != data->sha256) {
        return bad_input("The data changed since this run was described", spec.paths.front(),
                         "Put the old files back, or start a new run");
    }
    PreparedData out;
    auto tokens = tokenize_all(*data, spec, tokenizer, out, tokenizing);
    if (!tokens) return tokens.error();

    if (!spec.eval_paths.empty()) {
        out.train = std::move(tokens->examples);
        auto held_out = read_dataset(spec.eval_paths, spec.mapping, spec.skip_broken_rows);
        if (!held_out) return held_out.error();
        const size_t refused = out.refused.size();
        auto eval = tokenize_all(*held_out, spec, tokenizer, out, [](double) { return true; });
        if (!eval) return eval.error();
        for (size_t i = refused; i < out.refused.size(); ++i)
            out.refused[i].file += spec.paths.size();
        out.eval = std::move(eval->examples);
        return out;
    }
    const auto held = choose_held_out(tokens->hashes, spec.eval_fraction, seed);
    for (size_t i = 0; i < held.size(); ++i)
        (held[i] ? out.eval : out.train).push_back(std::move(tokens->examples[i]));
    return out;
}

}  // namespace lora
