// SPDX-License-Identifier: Apache-2.0
#include "core/engine/inference/generate.h"

#include <chrono>
#include <set>

#include "core/base/utf8.h"
#include "core/engine/inference/sampler.h"
#include "core/engine/torch_errors.h"

namespace lora::engine {
namespace {

using Clock = std::chrono::steady_clock;

std::set<int32_t> end_tokens(const CausalModel& model, const Tokenizer& tokenizer) {
    std::set<int32_t> ids(model.geometry().eos_token_ids.begin(), model.geometry().eos_token_ids.end());
    if (tokenizer.eos_id() >= 0) ids.insert(tokenizer.eos_id());
    // The ends of a turn in ChatML and in Llama 3: many models name only the end of a text.
    for (const char* token : {"<|im_end|>", "<|eot_id|>"}) {
        if (const int32_t id = tokenizer.find(token); id >= 0) ids.insert(id);
    }
    return ids;
}

/// Valid UTF-8: bytes that never become a character are shown as U+FFFD.
std::string valid_utf8(std::string_view bytes) {
    std::string out;
    for (size_t at = 0; at < bytes.size();)
        append_utf8(out, next_code_point(bytes, at));
    return out;
}

/// One variant on its way.
struct Row {
    int variant = 0;
    KvCache cache;
    std::string pending;  ///< bytes of a character that is not whole yet
    int32_t last = 0;
    bool done = false;
};

struct Work {
    CausalModel& model;
    const Tokenizer& tokenizer;
    const std::vector<Variant>& variants;
    const SamplingOptions& options;
    const std::function<bool(const GeneratedToken&)>& on_token;
    std::set<int32_t> ends;
    std::vector<Row> rows;
    std::vector<Generation> results;
    Clock::time_point start = Clock::now();
};

void finish(Work& work, Row& row, const char* reason) {
    row.done = true;
    Generation& result = work.results[static_cast<size_t>(row.variant)];
    result.finish_reason = reason;
    result.seconds = std::chrono::duration<double>(Clock::now() - work.start).count();
}

/// Takes one sampled token; false when the caller cancels.
bool accept(Work& work, Row& row, const SampledToken& token) {
    Generation& result = work.results[static_cast<size_t>(row.variant)];
    if (work.ends.contains(token.id)) {
        finish(work, row, "stop");
        return true;
    }
    row.last = token.id;
    result.ids.push_back(token.id);
    if (work.options.logprobs) result.logprobs.push_back(token.logprob);
    if (!work.tokenizer.is_special(token.id)) row.pending += work.tokenizer.piece(token.id);
    const size_t whole = complete_utf8_prefix(row.pending);
    const std::string text = valid_utf8(std::string_view(row.pending).substr(0, whole));
    row.pending.erase(0, whole);
    result.text += text;
    const bool go_on = !work.on_token || work.on_token({row.variant, token.id, text, token.logprob});
    if (static_cast<int>(result.ids.size()) >= work.options.max_new_tokens) finish(work, row, "length");
    return go_on;
}

/// Runs `ids` (as many for every row) through the rows that are not done; logits [rows, vocab] of each one's
/// last token.
at::Tensor forward(Work& work, const std::vector<Row*>& active, const std::vector<int32_t>& ids) {
    PackedBatch batch;
    const auto length = static_cast<int64_t>(ids.size() / active.size());
    std::vector<int64_t> wide(ids.begin(), ids.end()), positions;
    for (size_t i = 0; i < active.size(); ++i) {
        batch.starts.push_back(static_cast<int64_t>(i) * length);
        for (int64_t k = 0; k < length; ++k)
            positions.push_back(active[i]->cache.length + k);
        batch.adapters.push_back(work.variants[static_cast<size_t>(active[i]->variant)].mix);
        batch.caches.push_back(&active[i]->cache);
    }
    batch.starts.push_back(static_cast<int64_t>(wide.size()));
    batch.input_ids = at::tensor(wide, at::kLong);
    batch.positions = at::tensor(positions, at::kLong);
    const at::Tensor hidden = work.model.hidden_states(batch, false);
    const auto rows = static_cast<int64_t>(active.size());
    const at::Tensor last = hidden.view({rows, length, hidden.size(1)}).select(1, length - 1);
    return work.model.logits(last).to(at::kCPU).contiguous();
}

Status run(Work& work, const std::vector<int32_t>& prompt_ids) {
    const at::NoGradGuard no_gradients;
    const int64_t context = work.model.geometry().context_length;
    const auto prompt_length = static_cast<int64_t>(prompt_ids.size());
    const int64_t capacity = std::min(context, prompt_length + work.options.max_new_tokens);
    for (Row& row : work.rows)
        row.cache = work.model.make_cache(capacity);
    std::vector<int32_t> ids;
    for (size_t i = 0; i < work.rows.size(); ++i)
        ids.insert(ids.end(), prompt_ids.begin(), prompt_ids.end());
    for (uint64_t step = 0;; ++step) {
        std::vector<Row*> active;
        for (Row& row : work.rows) {
            if (!row.done && row.cache.length >= context) finish(work, row, "length");
            if (!row.done) active.push_back(&row);
        }
        if (active.empty()) return {};
        if (step > 0) {
            ids.clear();
            for (const Row* row : active)
                ids.push_back(row->last);
        }
        const at::Tensor logits = forward(work, active, ids);
        const auto width = static_cast<size_t>(logits.size(1));
        for (size_t i = 0; i < active.size(); ++i) {
            const std::span row_logits(logits.const_data_ptr<float>() + i * width, width);
            if (accept(work, *active[i], sample_token(row_logits, work.options, step))) continue;
            for (Row& row : work.rows) {
                if (!row.done) finish(work, row, "cancelled");
            }
            return {};
        }
    }
}

Status check(const CausalModel& model, const std::vector<int32_t>& prompt_ids,
             const SamplingOptions& options) {
    if (prompt_ids.empty()) return bad_input("The prompt is empty", {}, "Write something to answer");
    const int64_t context = model.geometry().context_length;
    if (static_cast<int64_t>(prompt_ids.size()) >= context) {
        return bad_input("The prompt has " + std::to_string(prompt_ids.size()) +
                             " tokens and the model's context holds " + std::to_string(context),
                         {}, "Shorten the prompt");
    }
    for (const int32_t id : prompt_ids) {
        if (id < 0 || id >= model.geometry().vocab_size) {
            return bad_input("Token id " + std::to_string(id) + " lies outside the model's vocabulary");
        }
    }
    if (options.max_new_tokens < 1) return usage_error("max_new_tokens must be at least 1", "max_new_tokens");
    if (!(options.temperature >= 0)) return usage_error("temperature must not be below 0", "temperature");
    if (!(options.top_p > 0 && options.top_p <= 1))
        return usage_error("top_p must lie above 0 and up to 1", "top_p");
    if (options.top_k < 0) return usage_error("top_k must not be below 0", "top_k");
    return {};
}

}  // namespace

Result<std::vector<Generation>> generate(CausalModel& model, const Tokenizer& tokenizer,
                                         const std::vector<int32_t>& prompt_ids,
                                         const std::vector<Variant>& variants, const SamplingOptions& options,
                                         const std::function<bool(const GeneratedToken&)>& on_token) {
    if (const Status status = check(model, prompt_ids, options); !status) return status.error();
    const Result<std::string> fingerprint = model.base().fingerprint();
    if (!fingerprint) return fingerprint.error();
    Work work{model, tokenizer, variants, options, on_token, end_tokens(model, tokenizer), {}, {}};
    for (size_t i = 0; i < variants.size(); ++i) {
        Row row;
        row.variant = static_cast<int>(i);
        work.rows.push_back(std::move(row));
        Generation result;
        result.name = variants[i].name;
        result.weights_sha256 = weights_sha256(*fingerprint, variants[i].mix);
        work.results.push_back(std::move(result));
    }
    const Status status = guard_torch("generating text", [&] { return run(work, prompt_ids); });
    if (!status) return status.error();
    return std::move(work.results);
}

}  // namespace lora::engine
