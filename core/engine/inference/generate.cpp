// SPDX-License-Identifier: Apache-2.0
#include "core/engine/inference/generate.h"

#include <ATen/Parallel.h>

#include <chrono>
#include <set>

#include "core/base/utf8.h"
#include "core/engine/inference/sampler.h"
#include "core/engine/inference/thread_pace.h"
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
    KvCache base_cache;  ///< of the base alone over the same tokens, where its log-probabilities are wanted
    bool follows_base = false;
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
bool accept(Work& work, Row& row, const SampledToken& token, double base_logprob) {
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
    const bool go_on =
        !work.on_token || work.on_token({row.variant, token.id, text, token.logprob, base_logprob});
    if (static_cast<int>(result.ids.size()) >= work.options.max_new_tokens) finish(work, row, "length");
    return go_on;
}

/// Runs `ids` (as many for every row) through the rows; logits [rows + followers, vocab] of each one's last
/// token, those of the base following a row behind all rows, in their order.
at::Tensor forward(Work& work, const std::vector<Row*>& active, const std::vector<int32_t>& ids) {
    PackedBatch batch;
    const size_t length = ids.size() / active.size();
    std::vector<int64_t> input, positions;
    const auto lay = [&](size_t row, KvCache& cache, const AdapterMix& mix) {
        batch.starts.push_back(static_cast<int64_t>(input.size()));
        for (size_t k = 0; k < length; ++k) {
            input.push_back(ids[row * length + k]);
            positions.push_back(cache.length + static_cast<int64_t>(k));
        }
        batch.adapters.push_back(mix);
        batch.caches.push_back(&cache);
    };
    for (size_t i = 0; i < active.size(); ++i) {
        lay(i, active[i]->cache, work.variants[static_cast<size_t>(active[i]->variant)].mix);
    }
    for (size_t i = 0; i < active.size(); ++i) {
        if (active[i]->follows_base) lay(i, active[i]->base_cache, {});
    }
    batch.starts.push_back(static_cast<int64_t>(input.size()));
    batch.input_ids = at::tensor(input, at::kLong);
    batch.positions = at::tensor(positions, at::kLong);
    const at::Tensor hidden = work.model.hidden_states(batch, false);
    const auto rows = static_cast<int64_t>(batch.caches.size()), wide = static_cast<int64_t>(length);
    const at::Tensor last = hidden.view({rows, wide, hidden.size(1)}).select(1, wide - 1);
    return work.model.logits(last).to(at::kCPU).contiguous();
}

/// Samples for every active row; false when the caller cancels.
bool take_step(Work& work, const std::vector<Row*>& active, const at::Tensor& logits, uint64_t step) {
    const auto width = static_cast<size_t>(logits.size(1));
    const auto row_of = [&](size_t row) {
        return std::span(logits.const_data_ptr<float>() + row * width, width);
    };
    size_t follower = active.size();
    for (size_t i = 0; i < active.size(); ++i) {
        const SampledToken token = sample_token(row_of(i), work.options, step);
        const double base_logprob =
            active[i]->follows_base ? log_probability(row_of(follower++), token.id) : token.logprob;
        if (!accept(work, *active[i], token, base_logprob)) return false;
    }
    return true;
}

/// What follows an answer is shared out as before it.
struct AllThreadsAfter {
    int threads = at::get_num_threads();
    ~AllThreadsAfter() { at::set_num_threads(threads); }
};

Status run(Work& work, const std::vector<int32_t>& prompt_ids) {
    const at::NoGradGuard no_gradients;
    const int64_t context = work.model.geometry().context_length;
    const auto prompt_length = static_cast<int64_t>(prompt_ids.size());
    const int64_t capacity = std::min(context, prompt_length + work.options.max_new_tokens);
    for (Row& row : work.rows) {
        row.cache = work.model.make_cache(capacity);
        row.follows_base = work.options.logprobs && work.options.base_logprobs &&
                           !work.variants[static_cast<size_t>(row.variant)].mix.empty();
        if (row.follows_base) row.base_cache = work.model.make_cache(capacity);
    }
    std::vector<int32_t> ids;
    for (size_t i = 0; i < work.rows.size(); ++i)
        ids.insert(ids.end(), prompt_ids.begin(), prompt_ids.end());
    ThreadPace pace(work.model.device().is_cpu() ? at::get_num_threads() : 1);
    const AllThreadsAfter all_threads_after;
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
        const auto began = Clock::now();
        const at::Tensor logits = forward(work, active, ids);
        if (step > 0) {  // the prompt's pass is another kind
            pace.took(std::chrono::duration<double>(Clock::now() - began).count());
            if (work.model.device().is_cpu() && pace.threads() != at::get_num_threads())
                at::set_num_threads(pace.threads());
        }
        if (take_step(work, active, logits, step)) continue;
        for (Row& row : work.rows) {
            if (!row.done) finish(work, row, "cancelled");
        }
        return {};
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
