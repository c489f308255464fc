// SPDX-License-Identifier: Apache-2.0
#include "core/engine/inference/generate.h"

#include <ATen/Parallel.h>

#include <chrono>
#include <set>

#include "core/base/utf8.h"
#include "core/engine/inference/decode_step.h"
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
    int64_t room = 0, base_room = -1;  ///< where both lie, where the model decodes in rooms
    std::string pending;               ///< bytes of a character that is not whole yet
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
    KvRooms rooms;  ///< none where the model does not decode in them
    std::unique_ptr<DecodeStep> decoding;
    std::vector<Row*> decoded;  ///< the rows that `decoding` was made for
    Clock::time_point start = Clock::now();
};

double seconds_so_far(const Work& work) {
    return std::chrono::duration<double>(Clock::now() - work.start).count();
}

void finish(Work& work, Row& row, const char* reason) {
    row.done = true;
    Generation& result = work.results[static_cast<size_t>(row.variant)];
    result.finish_reason = reason;
    result.seconds = seconds_so_far(work);
}

/// Takes one sampled token; false when the caller cancels.
bool accept(Work& work, Row& row, const SampledToken& token) {
    Generation& result = work.results[static_cast<size_t>(row.variant)];
    if (result.first_seconds == 0) result.first_seconds = seconds_so_far(work);
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
        !work.on_token || work.on_token({row.variant, token.id, text, token.logprob, token.base_logprob});
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
    return work.model.logits(last);
}

/// Samples for every active row from what forward gave.
std::vector<SampledToken> sample(Work& work, const std::vector<Row*>& active, const at::Tensor& logits,
                                 uint64_t step) {
    std::vector<int64_t> judges;
    auto follower = static_cast<int64_t>(active.size());
    for (size_t i = 0; i < active.size(); ++i)
        judges.push_back(active[i]->follows_base ? follower++ : static_cast<int64_t>(i));
    return sample_rows(logits, judges, work.options, step);
}

/// Takes a token for every active row; false when the caller cancels.
bool take_step(Work& work, const std::vector<Row*>& active, const std::vector<SampledToken>& tokens) {
    for (size_t i = 0; i < active.size(); ++i) {
        if (!accept(work, *active[i], tokens[i])) return false;
    }
    return true;
}

/// Caches for every row, and of the base alone behind those that ask for its opinion.
void make_caches(Work& work, int64_t capacity) {
    int64_t sequences = 0;
    for (Row& row : work.rows) {
        row.follows_base = work.options.logprobs && work.options.base_logprobs &&
                           !work.variants[static_cast<size_t>(row.variant)].mix.empty();
        row.room = sequences++;
        if (row.follows_base) row.base_room = sequences++;
    }
    if (decodes_in_rooms(work.model)) work.rooms = work.model.make_rooms(sequences, capacity);
    const auto cache = [&](int64_t room) {
        return work.rooms.keys.empty() ? work.model.make_cache(capacity) : work.rooms.room(room);
    };
    for (Row& row : work.rows) {
        row.cache = cache(row.room);
        if (row.follows_base) row.base_cache = cache(row.base_room);
    }
}

/// One token of every active row, in rooms.
std::vector<SampledToken> decode(Work& work, const std::vector<Row*>& active, uint64_t step) {
    if (work.decoded != active) {
        std::vector<DecodeRow> rows;
        for (const Row* row : active)
            rows.push_back({row->room, row->base_room, row->cache.length, row->last,
                            &work.variants[static_cast<size_t>(row->variant)].mix});
        work.decoding = std::make_unique<DecodeStep>(work.model, work.rooms, rows, work.options, step);
        work.decoded = active;
    }
    for (Row* row : active) {
        ++row->cache.length;
        ++row->base_cache.length;
    }
    return work.decoding->run();
}

/// What follows an answer is shared out as before it.
struct AllThreadsAfter {
    int threads = at::get_num_threads();
    ~AllThreadsAfter() { at::set_num_threads(threads); }
};

std::vector<int32_t> last_tokens(const std::vector<Row*>& active) {
    std::vector<int32_t> ids;
    for (const Row* row : active)
        ids.push_back(row->last);
    return ids;
}

/// A decoding pass through the caches, at the processor's best number of threads.
at::Tensor paced_forward(Work& work, const std::vector<Row*>& active, ThreadPace& pace) {
    const auto began = Clock::now();
    at::Tensor logits = forward(work, active, last_tokens(active));
    pace.took(std::chrono::duration<double>(Clock::now() - began).count());
    if (work.model.device().is_cpu() && pace.threads() != at::get_num_threads())
        at::set_num_threads(pace.threads());
    return logits;
}

Status run(Work& work, const std::vector<int32_t>& prompt_ids) {
    const at::NoGradGuard no_gradients;
    const int64_t context = work.model.geometry().context_length;
    const auto prompt_length = static_cast<int64_t>(prompt_ids.size());
    make_caches(work, std::min(context, prompt_length + work.options.max_new_tokens));
    ThreadPace pace(work.model.device().is_cpu() ? at::get_num_threads() : 1);
    const AllThreadsAfter all_threads_after;
    for (uint64_t step = 0;; ++step) {
        std::vector<Row*> active;
        for (Row& row : work.rows) {
            if (!row.done && row.cache.length >= context) finish(work, row, "length");
            if (!row.done) active.push_back(&row);
        }
        if (active.empty()) return {};
        std::vector<SampledToken> tokens;
        if (step == 0) {
            std::vector<int32_t> ids;
            for (size_t i = 0; i < active.size(); ++i)
                ids.insert(ids.end(), prompt_ids.begin(), prompt_ids.end());
            tokens = sample(work, active, forward(work, active, ids), step);
        } else if (work.rooms.keys.empty()) {
            tokens = sample(work, active, paced_forward(work, active, pace), step);
        } else {
            tokens = decode(work, active, step);
        }
        if (take_step(work, active, tokens)) continue;
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
    Work work{model, tokenizer, variants, options, on_token, end_tokens(model, tokenizer),
              {},    {},        {},       {},      {}};
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
