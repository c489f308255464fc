// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>

#include "core/base/utf8.h"
#include "core/text/jinja/template.h"

namespace lora {
namespace {

constexpr const char* chatml =
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + "
    "'<|im_end|>' + "
    "'\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/// Parsed templates: a run renders one template thousands of times.
Result<jinja::Template> parsed(const std::string& source) {
    static std::mutex mutex;
    static std::map<std::string, jinja::Template> known;
    {
        const std::lock_guard guard(mutex);
        if (const auto at = known.find(source); at != known.end()) return at->second;
    }
    auto fresh = jinja::Template::parse(source);
    if (!fresh) return fresh;
    const std::lock_guard guard(mutex);
    if (known.size() >= 8) known.clear();
    known.emplace(source, *fresh);
    return fresh;
}

Json variables_of(const Tokenizer& tokenizer, const std::vector<Message>& messages,
                  bool add_generation_prompt) {
    Json out = Json::object();
    Json list = Json::array();
    for (const Message& m : messages)
        list.push_back({{"role", m.role}, {"content", m.content}});
    out["messages"] = std::move(list);
    out["tools"] = nullptr;
    out["documents"] = nullptr;
    out["add_generation_prompt"] = add_generation_prompt;
    const std::pair<const char*, int32_t> tokens[] = {{"bos_token", tokenizer.bos_id()},
                                                      {"eos_token", tokenizer.eos_id()},
                                                      {"unk_token", tokenizer.unknown_id()},
                                                      {"pad_token", tokenizer.pad_id()}};
    for (const auto& [name, id] : tokens) {
        if (id >= 0) out[name] = tokenizer.piece(id);
    }
    return out;
}

/// Where the bytes of each token lie in the text. Bytes without a token and white space that a special token
/// took with it are passed over.
std::vector<size_t> token_offsets(const Tokenizer& tokenizer, std::string_view text,
                                  const std::vector<int32_t>& ids) {
    std::vector<size_t> offsets;
    offsets.reserve(ids.size());
    size_t at = 0;
    for (const int32_t id : ids) {
        const std::string piece = tokenizer.piece(id);
        std::string_view bytes = piece;
        constexpr size_t farthest = 256;
        size_t found = text.substr(at, bytes.size() + farthest).find(bytes);
        if (found == std::string_view::npos && bytes.starts_with(' ')) {
            // A prefix space that the tokenizer put in front.
            bytes.remove_prefix(1);
            found = text.substr(at, bytes.size() + farthest).find(bytes);
        }
        if (found == std::string_view::npos) {
            offsets.push_back(at);
            continue;
        }
        offsets.push_back(at + found);
        at += found + bytes.size();
    }
    return offsets;
}

struct Span {
    size_t begin = 0;
    size_t end = 0;
};

/// The assistant's turn `index` within the whole rendering: from where the model would begin to write.
Result<Span> find_turn(const Tokenizer& tokenizer, const std::string& text,
                       const std::vector<Message>& messages, size_t index) {
    const Error unstable = bad_input(
        "The chat template changes earlier turns when later ones are added, so what the "
        "assistant says cannot be told apart",
        "message " + std::to_string(index + 1),
        "Use a base model with another template, or conversations of one turn");
    const std::vector<Message> before(messages.begin(),
                                      messages.begin() + static_cast<std::ptrdiff_t>(index));
    Span span{std::string::npos, text.size()};
    if (index + 1 < messages.size()) {
        const std::vector<Message> with(messages.begin(),
                                        messages.begin() + static_cast<std::ptrdiff_t>(index) + 1);
        auto rendered = render_chat(tokenizer, with, false);
        if (!rendered) return rendered.error();
        // Some templates put the end of the text behind the last turn only.
        if (const std::string end = tokenizer.piece(tokenizer.eos_id());
            !text.starts_with(*rendered) && rendered->ends_with(end)) {
            rendered->resize(rendered->size() - end.size());
        }
        if (!text.starts_with(*rendered)) return unstable;
        span.end = rendered->size();
    }
    // A template may refuse to render what comes before an assistant's first words; then only the content
    // tells.
    size_t content_from = 0;
    if (auto prompt = render_chat(tokenizer, before, true); prompt && text.starts_with(*prompt)) {
        span.begin = prompt->size();
    } else if (auto plain = render_chat(tokenizer, before, false); plain && text.starts_with(*plain)) {
        content_from = plain->size();
    }
    if (span.begin == std::string::npos) {
        std::string_view content = messages[index].content;
        while (!content.empty() && (content.front() == ' ' || content.front() == '\n'))
            content.remove_prefix(1);
        while (!content.empty() && (content.back() == ' ' || content.back() == '\n'))
            content.remove_suffix(1);
        span.begin = text.find(content, content_from);
        if (content.empty() ||
            (content_from == 0 && text.find(content, span.begin + 1) != std::string::npos)) {
            return unstable;
        }
    }
    if (span.begin == std::string::npos || span.begin > span.end) return unstable;
    return span;
}

}  // namespace

Result<std::string> render_chat(const Tokenizer& tokenizer, const std::vector<Message>& messages,
                                bool add_generation_prompt, bool* used_fallback) {
    const bool fallback = tokenizer.chat_template().empty();
    if (used_fallback) *used_fallback = fallback;
    for (size_t i = 0; i < messages.size(); ++i) {
        if (find_invalid_utf8(messages[i].content) || find_invalid_utf8(messages[i].role)) {
            return bad_input("A message is not valid UTF-8", "message " + std::to_string(i + 1),
                             "Save the text as UTF-8 and try again");
        }
    }
    auto source = parsed(fallback ? chatml : tokenizer.chat_template());
    if (!source) return source.error();
    return source->render(variables_of(tokenizer, messages, add_generation_prompt));
}

Result<TokenizedChat> tokenize_chat(const Tokenizer& tokenizer, const std::vector<Message>& messages) {
    auto text = render_chat(tokenizer, messages, false);
    if (!text) return text.error();
    auto ids = tokenizer.encode(*text);
    if (!ids) return ids.error();
    TokenizedChat out{std::move(*text), std::move(*ids), {}};
    out.loss_mask.assign(out.ids.size(), 0);
    const auto offsets = token_offsets(tokenizer, out.text, out.ids);

    for (size_t m = 0; m < messages.size(); ++m) {
        if (messages[m].role != "assistant") continue;
        auto span = find_turn(tokenizer, out.text, messages, m);
        if (!span) return span.error();
        const auto position = [&](size_t offset) {
            return static_cast<size_t>(std::lower_bound(offsets.begin(), offsets.end(), offset) -
                                       offsets.begin());
        };
        const size_t first = position(span->begin);
        size_t end = position(span->end);
        // The turn ends with its last special token; a line feed behind it belongs to the template.
        for (size_t i = end; i > first; --i) {
            if (tokenizer.is_special(out.ids[i - 1])) {
                end = i;
                break;
            }
        }
        std::fill(out.loss_mask.begin() + static_cast<std::ptrdiff_t>(first),
                  out.loss_mask.begin() + static_cast<std::ptrdiff_t>(end), uint8_t(1));
    }
    return out;
}

}  // namespace lora
