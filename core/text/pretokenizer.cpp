// SPDX-License-Identifier: Apache-2.0
#include "core/text/pretokenizer.h"

#include <algorithm>

namespace lora {
namespace {

constexpr const char* gpt2_pattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
constexpr const char* llama3_pattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* qwen2_pattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* tekken_pattern =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

struct Named {
    const char* name;  ///< as tokenizer.ggml.pre has it
    std::vector<const char*> patterns;
    bool ignores_merges = false;
};

/// The cuts that llama.cpp makes for each name.
const std::vector<Named>& named() {
    static const std::vector<const char*> digits_then_gpt2{R"(\p{N})", gpt2_pattern};
    static const std::vector<Named> table{
        {"default", {R"([\p{P}\$\+<=>\^~\|]+)", gpt2_pattern, R"(\p{N}+)", "[0-9][0-9][0-9]"}},
        {"gpt-2", {gpt2_pattern}},
        {"phi-2", {gpt2_pattern}},
        {"olmo", {gpt2_pattern}},
        {"mpt", {gpt2_pattern}},
        {"jais", {gpt2_pattern}},
        {"llama3", {llama3_pattern}, true},
        {"llama-v3", {llama3_pattern}, true},
        {"llama-bpe", {llama3_pattern}, true},
        {"falcon3", {llama3_pattern}, true},
        {"dbrx", {llama3_pattern}},
        {"smaug-bpe", {llama3_pattern}},
        {"qwen2", {qwen2_pattern}},
        {"deepseek-r1-qwen", {qwen2_pattern}},
        {"stablelm2", {qwen2_pattern}},
        {"smollm", digits_then_gpt2},
        {"starcoder", digits_then_gpt2},
        {"refact", digits_then_gpt2},
        {"command-r", digits_then_gpt2},
        {"codeshell", digits_then_gpt2},
        {"exaone", digits_then_gpt2},
        {"tekken", {tekken_pattern}, true},
        {"falcon", {R"([\p{P}\$\+<=>\^~\|`]+)", gpt2_pattern, "[0-9][0-9][0-9]"}},
    };
    return table;
}

Result<SplitBehavior> behavior_from(const std::string& name, const std::string& where) {
    if (name == "Isolated") return SplitBehavior::isolated;
    if (name == "Removed") return SplitBehavior::removed;
    if (name == "MergedWithPrevious") return SplitBehavior::merged_with_previous;
    if (name == "MergedWithNext") return SplitBehavior::merged_with_next;
    if (name == "Contiguous") return SplitBehavior::contiguous;
    return bad_input("The split behaviour '" + name + "' is not known", where);
}

struct Part {
    TextRange range;
    bool match = false;
};

void append_parts(const std::vector<Part>& parts, SplitBehavior behavior, std::vector<TextRange>& out) {
    const size_t first = out.size();
    bool previous = false;
    switch (behavior) {
        case SplitBehavior::isolated:
            for (const Part& p : parts)
                out.push_back(p.range);
            break;
        case SplitBehavior::removed:
            for (const Part& p : parts) {
                if (!p.match) out.push_back(p.range);
            }
            break;
        case SplitBehavior::contiguous:
            for (const Part& p : parts) {
                if (out.size() > first && p.match == previous) {
                    out.back().end = p.range.end;
                } else {
                    out.push_back(p.range);
                }
                previous = p.match;
            }
            break;
        case SplitBehavior::merged_with_previous:
            for (const Part& p : parts) {
                if (p.match && !previous && out.size() > first) {
                    out.back().end = p.range.end;
                } else {
                    out.push_back(p.range);
                }
                previous = p.match;
            }
            break;
        case SplitBehavior::merged_with_next:
            for (auto p = parts.rbegin(); p != parts.rend(); ++p) {
                if (p->match && !previous && out.size() > first) {
                    out.back().begin = p->range.begin;
                } else {
                    out.push_back(p->range);
                }
                previous = p->match;
            }
            std::reverse(out.begin() + static_cast<std::ptrdiff_t>(first), out.end());
            break;
    }
}

}  // namespace

Status PreTokenizer::split(std::string_view text, const SplitStep& step, const std::vector<TextRange>& pieces,
                           std::vector<TextRange>& out) {
    out.clear();
    std::vector<TextRange> matches;
    std::vector<Part> parts;
    for (const TextRange& piece : pieces) {
        matches.clear();
        parts.clear();
        // Each piece is a text of its own: a look-ahead must not see its neighbour.
        if (auto s = step.pattern.find_all(text.substr(piece.begin, piece.end - piece.begin), matches); !s)
            return s;
        size_t at = piece.begin;
        for (const TextRange& m : matches) {
            if (piece.begin + m.begin > at) parts.push_back({{at, piece.begin + m.begin}, step.invert});
            parts.push_back({{piece.begin + m.begin, piece.begin + m.end}, !step.invert});
            at = piece.begin + m.end;
        }
        if (at < piece.end) parts.push_back({{at, piece.end}, step.invert});
        append_parts(parts, step.behavior, out);
    }
    return {};
}

Result<PreTokenizer> PreTokenizer::from_gguf_name(const std::string& name) {
    const auto found =
        std::find_if(named().begin(), named().end(), [&](const Named& n) { return name == n.name; });
    if (found == named().end()) {
        return bad_input(
            "The pre-tokenizer '" + name + "' is not supported", "tokenizer.ggml.pre",
            "Use the model as a Hugging Face folder, where tokenizer.json tells how text is cut");
    }
    PreTokenizer out;
    out.name_ = name;
    out.ignores_merges_ = found->ignores_merges;
    for (const char* pattern : found->patterns) {
        auto regex = Regex::compile(pattern, "tokenizer.ggml.pre");
        if (!regex) return regex.error();
        out.steps_.push_back({std::move(*regex)});
    }
    return out;
}

Status PreTokenizer::add_json(const Json& json, const std::string& where, bool& byte_level_seen) {
    const std::string type = json.is_object() && json.contains("type") && json["type"].is_string()
                                 ? json["type"].get<std::string>()
                                 : std::string();
    if (byte_level_seen) {
        return bad_input("A pre-tokenizer behind ByteLevel is not supported", where + ": " + type);
    }
    FieldReader fields(json, where);
    if (type == "Sequence") {
        const Json* list = fields.array("pretokenizers");
        if (!list) return bad_input("The pre-tokenizer sequence has no list", where);
        for (size_t i = 0; i < list->size(); ++i) {
            if ((*list)[i].is_object() && (*list)[i].value("type", Json()) == "Sequence") {
                return bad_input("Sequences of pre-tokenizers within sequences are not supported", where);
            }
            if (auto s = add_json((*list)[i], where + "[" + std::to_string(i) + "]", byte_level_seen); !s)
                return s;
        }
        return {};
    }
    if (type == "ByteLevel") {
        bool use_regex = true;
        add_prefix_space_ = true;
        fields.boolean("add_prefix_space", add_prefix_space_);
        fields.boolean("use_regex", use_regex);
        if (!fields.ok()) return fields.status();
        byte_level_seen = true;
        name_ += name_.empty() ? "ByteLevel" : "+ByteLevel";
        if (!use_regex) return {};
        auto regex = Regex::compile(gpt2_pattern, where);
        if (!regex) return regex.error();
        last_.push_back({std::move(*regex)});
        return {};
    }
    std::string behavior_name = "Isolated";
    std::string pattern;
    bool invert = false;
    bool literal = false;
    if (type == "Digits") {
        bool individual = false;
        fields.boolean("individual_digits", individual);
        behavior_name = individual ? "Isolated" : "Contiguous";
        pattern = R"(\p{N})";
    } else if (type == "Punctuation") {
        fields.text("behavior", behavior_name);
        pattern = R"([!-/:-@\[-`{-~\p{P}])";
    } else if (type == "Split") {
        fields.text("behavior", behavior_name);
        fields.boolean("invert", invert);
        if (const Json* what = fields.object("pattern")) {
            FieldReader inner(*what, where + ".pattern");
            literal = what->contains("String");
            inner.text(literal ? "String" : "Regex", pattern);
            if (!inner.ok()) return inner.status();
        }
        if (pattern.empty()) return bad_input("The split has no pattern", where);
    } else {
        return bad_input("The pre-tokenizer '" + type + "' is not supported", where,
                         "Supported are ByteLevel, and Split, Digits and Punctuation before it");
    }
    if (!fields.ok()) return fields.status();
    auto behavior = behavior_from(behavior_name, where);
    if (!behavior) return behavior.error();
    auto regex = literal ? Regex::literal(pattern, where) : Regex::compile(pattern, where);
    if (!regex) return regex.error();
    steps_.push_back({std::move(*regex), *behavior, invert});
    name_ += (name_.empty() ? "" : "+") + type;
    return {};
}

Result<PreTokenizer> PreTokenizer::from_json(const Json& json, const std::string& where) {
    PreTokenizer out;
    bool byte_level_seen = false;
    if (!json.is_null()) {
        if (auto s = out.add_json(json, where, byte_level_seen); !s) return s.error();
    }
    if (!byte_level_seen) {
        return bad_input("The tokenizer is not a byte-level one", where,
                         "Only byte-level BPE is supported: its pre_tokenizer ends in ByteLevel");
    }
    return out;
}

}  // namespace lora
