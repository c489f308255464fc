// SPDX-License-Identifier: Apache-2.0
#include "core/engine/evaluation/bench.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <random>

#include "core/base/platform/process.h"
#include "core/engine/inference/decode_step.h"
#include "core/engine/models/device.h"
#include "core/engine/phase_clock.h"
#include "core/engine/torch_errors.h"
#include "core/engine/training/adamw.h"
#include "core/engine/training/evaluate.h"
#include "kernels/include/expand_blocks.h"
#include "kernels/include/matmul.h"

namespace lora::engine {
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

std::vector<int32_t> drawn_ids(const CausalModel& model, int64_t count, std::mt19937_64& dice) {
    std::vector<int32_t> ids;
    for (int64_t i = 0; i < count; ++i)
        ids.push_back(static_cast<int32_t>(dice() % static_cast<uint64_t>(model.geometry().vocab_size)));
    return ids;
}

Result<std::shared_ptr<Adapter>> drawn_adapter(const CausalModel& model, const BenchOptions& options,
                                               uint64_t seed) {
    AdapterSpec spec;
    spec.r = options.rank;
    spec.lora_alpha = 2 * options.rank;
    spec.lora_dropout = options.lora_dropout;
    if (!options.target_modules.empty()) spec.target_modules = options.target_modules;
    auto adapter = Adapter::create(spec, model.geometry(), seed);
    if (!adapter) return adapter;
    (*adapter)->move_to(model.device());
    if (model.device().is_cpu()) (*adapter)->shorten();  // as one that is loaded for answers
    return adapter;
}

Json measured_on(const CausalModel& model) {
    Json out = {
        {"peak_memory_bytes", peak_resident_memory_bytes()},  {"processor", processor_name()},
        {"kernels", kernels::expand_blocks_form()},           {"dtype", number_name(model.products())},
        {"device", model.device().is_cpu() ? "cpu" : "cuda"}, {"threads", at::get_num_threads()}};
    if (!model.device().is_cpu()) out["peak_device_bytes"] = peak_device_bytes(model.device());
    return out;
}

using Seconds = std::array<double, std::size(phase_names)>;
Json phases_of(const Seconds& seconds) {
    Json phases = Json::object();
    for (size_t i = 0; i < seconds.size(); ++i)
        phases[phase_names[i]] = seconds[i];
    return phases;
}

/// Multiply-adds, twice, of a token's products with the base's weights.
double base_flops(const ModelGeometry& geometry, bool head) {
    double weights = 0;
    for (const char* module : linear_modules) {
        const auto [inputs, outputs] = geometry.linear_shape(module);
        weights += static_cast<double>(inputs) * static_cast<double>(outputs);
    }
    weights *= static_cast<double>(geometry.layers);
    if (head) weights += static_cast<double>(geometry.vocab_size) * static_cast<double>(geometry.hidden_size);
    return 2 * weights;
}

/// Examples of a training step: each as short as drawn_pass draws them.
int64_t most_examples(const BenchOptions& options) {
    if (options.example_length == 0) return options.batch;
    const int64_t shortest = std::max<int64_t>(1, options.example_length / 3);
    return options.batch * (options.seq_length / shortest + 1);
}

/// Sequences that a training step takes, each token supervised.
Pass drawn_pass(const CausalModel& model, const BenchOptions& options, std::mt19937_64& dice) {
    Pass pass;
    for (int64_t i = 0; i < options.batch; ++i) {
        PackedSequence sequence;
        sequence.ids = drawn_ids(model, options.seq_length, dice);
        const int64_t mean = options.example_length > 0 ? options.example_length : options.seq_length;
        for (int64_t first = 0; first < options.seq_length;) {
            int64_t length = mean;
            if (options.example_length > 0)
                length = mean / 3 + static_cast<int64_t>(dice() % static_cast<uint64_t>(mean * 4 / 3 + 1));
            length = std::clamp<int64_t>(length, 1, options.seq_length - first);
            sequence.starts.push_back(first);
            for (int64_t t = 0; t < length; ++t) {
                sequence.positions.push_back(static_cast<int32_t>(t));
                sequence.loss_mask.push_back(t > 0);
            }
            first += length;
        }
        sequence.starts.push_back(options.seq_length);
        pass.push_back(std::move(sequence));
    }
    return pass;
}

/// As a run would choose; the model's weights take their memory already.
RecomputeChoice choose_for(const CausalModel& model, const Adapter& adapter, const BenchOptions& options) {
    const Computation computation{model.device().is_cuda(), model.dtype() == at::kBFloat16 ? 2 : 4, 0};
    std::vector<AdapterTarget> targets;
    for (const AdapterModule& module : adapter.modules())
        targets.push_back(module.target);
    const auto plan = [&](Recompute mode) {
        MemoryPlan out =
            plan_memory(model.geometry(), targets, options.seq_length, options.batch, computation, mode);
        out.weights_bytes = 0;
        return out;
    };
    return choose_recompute(options.activation_recompute, plan,
                            free_memory_bytes(model.device()).value_or(0));
}

PackedBatch rows_of(const CausalModel& model, const std::vector<std::vector<int32_t>>& rows,
                    int64_t position) {
    PackedBatch batch;
    std::vector<int64_t> ids, positions;
    for (const auto& row : rows) {
        batch.starts.push_back(static_cast<int64_t>(ids.size()));
        for (size_t t = 0; t < row.size(); ++t)
            positions.push_back(position + static_cast<int64_t>(t));
        ids.insert(ids.end(), row.begin(), row.end());
    }
    batch.starts.push_back(static_cast<int64_t>(ids.size()));
    batch.input_ids = at::tensor(ids, at::kLong).to(model.device());
    batch.positions = at::tensor(positions, at::kLong).to(model.device());
    return batch;
}

/// A prompt read for each variant, and the tokens it goes on with, decoded as answers are (generate.h).
struct Stream {
    CausalModel& model;
    std::vector<AdapterMix> mixes;
    SamplingOptions greedy;
    KvRooms rooms;
    std::vector<KvCache> caches;
    std::unique_ptr<DecodeStep> decoding;
    std::vector<int32_t> last;
    int64_t position = 0;

    Stream(CausalModel& of, std::vector<AdapterMix> variants, const std::vector<int32_t>& prompt,
           int64_t more)
        : model(of), mixes(std::move(variants)) {
        greedy.temperature = 0;
        greedy.max_new_tokens = static_cast<int>(more);
        const int64_t capacity = static_cast<int64_t>(prompt.size()) + more;
        if (decodes_in_rooms(model)) rooms = model.make_rooms(static_cast<int64_t>(mixes.size()), capacity);
        for (size_t i = 0; i < mixes.size(); ++i)
            caches.push_back(in_rooms() ? rooms.room(static_cast<int64_t>(i)) : model.make_cache(capacity));
        last = pass(std::vector<std::vector<int32_t>>(mixes.size(), prompt));
    }
    bool in_rooms() const { return !rooms.keys.empty(); }
    void use(std::vector<AdapterMix> variants) {
        mixes = std::move(variants);
        decoding = nullptr;
    }
    std::vector<int32_t> pass(const std::vector<std::vector<int32_t>>& rows) {
        const at::NoGradGuard no_gradients;
        PackedBatch batch = rows_of(model, rows, position);
        batch.adapters = mixes;
        for (KvCache& cache : caches)
            batch.caches.push_back(&cache);
        const at::Tensor hidden = model.hidden_states(batch, false);
        const auto count = static_cast<int64_t>(rows.size()), length = static_cast<int64_t>(rows.front().size());
        const at::Tensor at_ends = hidden.view({count, length, hidden.size(1)}).select(1, length - 1);
        std::vector<int64_t> judges(rows.size());
        std::iota(judges.begin(), judges.end(), 0);
        std::vector<int32_t> ids;
        for (const SampledToken& token : sample_rows(model.logits(at_ends), judges, greedy, 0))
            ids.push_back(token.id);
        position += static_cast<int64_t>(rows.front().size());
        return ids;
    }
    std::vector<int32_t> decode() {
        const at::NoGradGuard no_gradients;
        if (!decoding) {
            std::vector<DecodeRow> rows;
            for (size_t i = 0; i < mixes.size(); ++i)
                rows.push_back({static_cast<int64_t>(i), -1, position, last[i], &mixes[i]});
            decoding = std::make_unique<DecodeStep>(model, rooms, rows, greedy, 0);
        }
        ++position;
        std::vector<int32_t> ids;
        for (const SampledToken& token : decoding->run())
            ids.push_back(token.id);
        return ids;
    }
    /// Seconds of one token for every variant.
    double next() {
        const auto start = Clock::now();
        std::vector<std::vector<int32_t>> rows;
        for (const int32_t id : last)
            rows.push_back({id});
        last = in_rooms() ? decode() : pass(rows);
        return since(start);
    }
};

/// The `at`-th token's seconds, or, every other time, where they go: it has hundreds of phases, and looking
/// at the clock takes time too.
void take(Stream& stream, int64_t at, std::vector<double>& seconds, Seconds& by_phase) {
    if (at % 2 == 0) return seconds.push_back(stream.next());
    PhaseClock clock;
    stream.next();
    for (size_t i = 0; i < by_phase.size(); ++i)
        by_phase[i] += clock.seconds()[i];
}

}  // namespace

double measure_matrix_limit(at::ScalarType type) {
    const bool native = kernels::multiplies(factors_of(type));
    const kernels::Factors factors = native ? factors_of(type) : kernels::Factors::float32;
    constexpr int64_t rows = 240, width = 576;
    const int threads = at::get_num_threads();
    std::vector<float> values(static_cast<size_t>(rows * width), 0.5f),
        weights(static_cast<size_t>(width * width), 0.25f);
    std::vector<float> out(static_cast<size_t>(threads * rows * width));
    const kernels::MatmulTerm term{values.data(), width, 1, width,
                                   kernels::plain_matrix(weights.data(), width, false)};
    double limit = 0;
    for (int round = 0; round < 12; ++round) {
        const auto start = Clock::now();
        at::parallel_for(0, threads, 1, [&](int64_t first, int64_t end) {
            for (int64_t t = first; t < end; ++t)
                for (int again = 0; again < 4; ++again)
                    kernels::matmul({&term, 1}, rows, width, out.data() + t * rows * width, width, false,
                                    factors);
        });
        const double flops = 2.0 * rows * width * width * 4 * threads;
        limit = std::max(limit, flops / since(start));
    }
    return limit;
}

double measure_memory_limit() {
    double limit = 0;
    const at::Tensor large =
        at::ones({int64_t(16) << 20}, at::kFloat);  // 64 MiB: beyond what one of a server's caches holds
    for (int round = 0; round < 4; ++round) {
        const auto start = Clock::now();
        const bool whole = large.sum().item<double>() > 0;
        const double bytes = whole ? static_cast<double>(large.nbytes()) : 0;
        limit = std::max(limit, bytes / since(start));
    }
    return limit;
}

Result<Json> bench_train(CausalModel& model, const BenchOptions& options) {
    auto adapter = drawn_adapter(model, options, 1);
    if (!adapter) return adapter.error();
    const RecomputeChoice recompute = choose_for(model, **adapter, options);
    const std::optional<uint64_t> free = free_memory_bytes(model.device());
    if (free && recompute.plan.total_bytes() > *free) {
        return no_resources("Training would need " + std::to_string(recompute.plan.total_bytes() >> 20) +
                                " MB beside the model's weights, and " + std::to_string(*free >> 20) +
                                " MB are free",
                            {}, "Lower --seq-length or --batch, or leave --activation-recompute out");
    }
    model.set_recompute(recompute.mode);
    return guard_torch("the training bench", [&]() -> Result<Json> {
        (*adapter)->set_requires_grad(true);
        FlatParameters parameters((*adapter)->parameters());
        AdamW optimiser(parameters.values(), {});
        const AdapterMix mix{{*adapter, 1.0}};
        std::mt19937_64 dice(0);
        std::vector<double> seconds;
        std::unique_ptr<PhaseClock> clock;
        const auto repeated = RepeatedPass::make(
            model, mix, parameters,
            {options.seq_length * options.batch, most_examples(options), recompute.plan.activations_bytes});
        // The first is not counted, nor those before a pass that is recorded is trusted.
        const int64_t uncounted = repeated ? RepeatedStep::runs_before_replay : 1;
        for (int64_t step = 0; step < uncounted + options.steps; ++step) {
            if (step == uncounted) clock = std::make_unique<PhaseClock>();
            const Pass pass = drawn_pass(model, options, dice);
            const auto start = Clock::now();
            parameters.zero_gradient();
            forward_backward(model, mix, {pass}, repeated.get());
            clip_gradient(parameters.gradient(), 1.0);
            optimiser.step(parameters.values(), parameters.gradient(), 2e-4);
            if (step >= uncounted) seconds.push_back(since(start));
        }
        const double tokens = static_cast<double>(options.seq_length * options.batch);
        Json out = measured_on(model);
        out["replayed"] = repeated && repeated->replays();
        out["activation_recompute"] = recompute_name(recompute.mode);
        out["activation_recompute_reason"] = recompute.reason;
        out["tokens_per_second"] = tokens / median(seconds);
        out["phases"] = phases_of(clock->seconds());
        clock.reset();
        if (model.device().is_cpu()) {
            // Forward and back through every product; adapters' own and attention's come on top.
            const double flops = 2 * base_flops(model.geometry(), true) * tokens;
            const double limit = measure_matrix_limit(model.products());
            out["matrix_limit_gflops"] = limit / 1e9;
            out["share_of_matrix_limit"] = flops / median(seconds) / limit;
        }
        return out;
    });
}

Result<Json> bench_prompt(CausalModel& model, const BenchOptions& options) {
    return guard_torch("the prompt bench", [&]() -> Result<Json> {
        std::mt19937_64 dice(0);
        const std::vector<int32_t> prompt = drawn_ids(model, options.seq_length, dice);
        std::vector<double> seconds;
        std::unique_ptr<PhaseClock> clock;
        for (int64_t step = 0; step <= options.steps; ++step) {
            if (step == 1) clock = std::make_unique<PhaseClock>();
            const auto start = Clock::now();
            Stream(model, {{}}, prompt, 1);
            if (step > 0) seconds.push_back(since(start));
        }
        const double tokens = static_cast<double>(options.seq_length);
        Json out = measured_on(model);
        out["tokens_per_second"] = tokens / median(seconds);
        out["phases"] = phases_of(clock->seconds());
        clock.reset();
        if (model.device().is_cpu()) {
            const double limit = measure_matrix_limit(model.products());
            out["matrix_limit_gflops"] = limit / 1e9;
            out["share_of_matrix_limit"] =
                base_flops(model.geometry(), false) * tokens / median(seconds) / limit;
        }
        return out;
    });
}

Result<Json> bench_decode(CausalModel& model, const BenchOptions& options, bool adapter) {
    AdapterMix mix;
    if (adapter) {
        auto drawn = drawn_adapter(model, options, 1);
        if (!drawn) return drawn.error();
        mix.push_back({*drawn, 1.0});
    }
    return guard_torch("the decoding bench", [&]() -> Result<Json> {
        std::mt19937_64 dice(0);
        const std::vector<int32_t> prompt = drawn_ids(model, options.seq_length, dice);
        std::vector<double> speeds;
        Stream stream(model, {mix}, prompt, options.max_new_tokens * options.steps + 1);
        Seconds by_phase{};
        for (int64_t step = 0; step < options.steps; ++step) {
            std::vector<double> seconds;
            for (int64_t t = 0; t < options.max_new_tokens; ++t)
                take(stream, t, seconds, by_phase);
            speeds.push_back(static_cast<double>(seconds.size()) /
                             std::accumulate(seconds.begin(), seconds.end(), 0.0));
        }
        Json out = measured_on(model);
        out["tokens_per_second"] = median(speeds);
        out["phases"] = phases_of(by_phase);
        if (model.device().is_cpu()) {
            const double limit = measure_memory_limit();
            out["memory_limit_gbytes"] = limit / 1e9;
            out["share_of_memory_limit"] =
                median(speeds) * static_cast<double>(model.base().weight_bytes()) / limit;
        }
        return out;
    });
}

Result<Json> bench_compare(CausalModel& model, const BenchOptions& options) {
    std::vector<AdapterMix> mixes{{}};
    for (int64_t i = 1; i < options.variants; ++i) {
        auto drawn = drawn_adapter(model, options, static_cast<uint64_t>(i));
        if (!drawn) return drawn.error();
        mixes.push_back({{*drawn, 1.0}});
    }
    auto other = drawn_adapter(model, options, 99);
    if (!other) return other.error();
    return guard_torch("the comparing bench", [&]() -> Result<Json> {
        std::mt19937_64 dice(0);
        const std::vector<int32_t> prompt = drawn_ids(model, options.seq_length, dice);
        const int64_t more = options.max_new_tokens * options.steps + 8;
        Stream one(model, {{}}, prompt, more), all(model, mixes, prompt, more);
        std::vector<double> alone, together;
        Seconds alone_by_phase{}, together_by_phase{};
        for (int64_t step = 0; step < options.max_new_tokens * options.steps; ++step) {
            take(one, step, alone, alone_by_phase);
            take(all, step, together, together_by_phase);
        }
        one.use({{{*other, 1.0}}});
        const double first = one.next(), second = one.next();
        Json out = measured_on(model);
        out["tokens_per_second"] = static_cast<double>(options.variants) / median(together);
        out["variants"] = options.variants;
        out["step_ratio"] = median(together) / median(alone);
        out["phases"] = phases_of(together_by_phase);
        out["phases_of_one"] = phases_of(alone_by_phase);
        out["switch_seconds"] = std::max(0.0, first - second);
        return out;
    });
}

Result<Json> bench_load(const std::string& path, const LoadOptions& load) {
    const auto start = Clock::now();
    auto base = BaseModel::open(path);
    if (!base) return base.error();
    const Json described = (*base)->describe();
    const double describe_seconds = since(start);
    auto tokenizer = (*base)->tokenizer();
    if (!tokenizer) return tokenizer.error();
    auto model = load_model(*base, load);
    if (!model) return model.error();
    return guard_torch("the loading bench", [&]() -> Result<Json> {
        const Result<std::vector<int32_t>> prompt = tokenizer->encode("How long does a transfer take?");
        if (!prompt) return prompt.error();
        Stream stream(**model, {{}}, *prompt, 2);
        Json out = measured_on(**model);
        out["describe_seconds"] = describe_seconds;
        out["first_token_seconds"] = since(start);
        return out;
    });
}

}  // namespace lora::engine
