// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/setup.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "core/base/platform/process.h"
#include "core/base/sha256.h"
#include "core/engine/models/device.h"

namespace lora::engine {
namespace {

Error cancelled() { return {ErrorCode::interrupted, "Interrupted before training began", {}, "Resume the run"}; }

/// Reports progress of a phase and tells the caller whether to go on.
template <class Number>
std::function<bool(Number, Number)> phase_progress(Reporter& reporter, const TrainOptions& options, std::string phase) {
    return [&reporter, &options, phase = std::move(phase)](Number done, Number total) {
        const bool heard = reporter.phase(phase, static_cast<int64_t>(done), static_cast<int64_t>(total)).ok();
        return heard && !(options.interrupted && options.interrupted());
    };
}

Status check_identity(const std::string& expected, const std::string& found, const std::string& what,
                      const std::string& where, const std::string& hint) {
    if (expected.empty() || expected == found) return {};
    return bad_input(what + ": SHA-256 " + found.substr(0, 12) + "… instead of " + expected.substr(0, 12) + "…", where, hint);
}

Status open_base(TrainingSetup& setup, Reporter& reporter, const TrainOptions& options) {
    auto base = BaseModel::open(setup.spec.base.path);
    if (!base) return base.error();
    setup.base = *base;
    auto targets = resolve_adapter(setup.spec.adapter, setup.base->geometry());
    if (!targets) return targets.error();
    setup.targets = *targets;
    auto fingerprint = setup.base->fingerprint(phase_progress<uint64_t>(reporter, options, "loading_model"));
    if (!fingerprint) return fingerprint.error();
    setup.base_fingerprint = *fingerprint;
    return check_identity(setup.spec.base.fingerprint, *fingerprint, "This is another base model than the spec names",
                          setup.spec.base.path, "Choose the base that the run was made for, or make a new run");
}

Status read_data(TrainingSetup& setup, Reporter& reporter, const TrainOptions& options) {
    if (auto status = reporter.phase("preparing_data", 0, 0); !status) return status;
    DataSpec& data = setup.spec.data;
    auto sha256 = data_sha256(data.paths);
    if (!sha256) return sha256.error();
    setup.data_sha256 = *sha256;
    auto status = check_identity(data.sha256, *sha256, "The data was changed since the run was made", data.paths.front(),
                                 "Put the file back as it was, or make a new run");
    if (!status) return status;
    const int64_t context = setup.base->geometry().context_length;
    if (context > 0 && data.max_seq_length > context) {
        status = reporter.warning("max_seq_length was cut from " + std::to_string(data.max_seq_length) + " to " +
                                      std::to_string(context) + ", the context of this base model",
                                  "Longer examples are truncated", 0);
        if (!status) return status;
        data.max_seq_length = static_cast<int>(context);
    }
    auto tokenizer = setup.base->tokenizer();
    if (!tokenizer) return tokenizer.error();
    setup.tokenizer = *tokenizer;
    auto prepared = prepare_data(data, setup.spec.training.seed, *setup.tokenizer,
                                 phase_progress<uint64_t>(reporter, options, "preparing_data"));
    if (!prepared) return prepared.error();
    setup.data = std::move(*prepared);
    if (setup.data.train.empty()) {
        return bad_input("No example is left to train on", data.paths.front(), "Add examples, or hold out a smaller share");
    }
    setup.plan = make_batch_plan(setup.spec, data.max_seq_length);
    setup.total_steps = total_steps(setup.spec.training, setup.plan, setup.data.train.size());
    setup.intervals = resolve_intervals(setup.spec.training, setup.total_steps);
    return {};
}

/// Decides what the backward pass recomputes. Refuses a run that would end in the kernel's out-of-memory killer, or in
/// the GPU's like.
Status plan_memory_use(TrainingSetup& setup) {
    const TrainingSpec& training = setup.spec.training;
    auto compute = choose_compute(training.device, training.dtype, Purpose::training);
    if (!compute) return compute.error();
    int64_t longest = 1;
    for (const auto& example : setup.data.train) longest = std::max(longest, static_cast<int64_t>(example.ids.size()));
    const int64_t pass_tokens = largest_pass_tokens(setup.plan, setup.data.train);
    const Computation computation{compute->device.is_cuda(), compute->dtype == at::kBFloat16 ? 2 : 4,
                                  setup.base->weight_bytes()};
    const auto plan = [&](Recompute mode) {
        return plan_memory(setup.base->geometry(), setup.targets, longest, (pass_tokens + longest - 1) / longest,
                           computation, mode);
    };
    const std::optional<uint64_t> told = free_memory_bytes(compute->device);
    const uint64_t available = told.value_or(0);
    setup.recompute = choose_recompute(training.activation_recompute, plan, available);
    const uint64_t needed = setup.recompute.plan.total_bytes();
    if (needed <= available) return {};
    if (!told) {  // no reason to refuse, but one to keep little
        if (training.activation_recompute == "auto")
            setup.recompute.reason = "how much memory the GPU has free could not be asked";
        return {};
    }
    const auto megabytes = [](uint64_t bytes) { return std::to_string(bytes >> 20) + " MB"; };
    return no_resources("Training needs about " + megabytes(needed) + " of " +
                            (computation.on_gpu ? "the GPU's memory and " : "memory and ") + megabytes(available) +
                            " are free",
                        setup.spec.base.path,
                        cheapest_remedy(setup.recompute, plan, available, setup.spec.data.max_seq_length,
                                        training.per_device_batch_size));
}

/// An adapter of the run's own with the shape and weights of one from a folder.
Result<std::shared_ptr<Adapter>> adapter_from(const std::filesystem::path& folder, const TrainingSetup& setup) {
    auto loaded = Adapter::load(folder, setup.base->geometry(), setup.base_fingerprint);
    if (!loaded) return loaded.error();
    AdapterSpec spec = (*loaded)->spec();
    spec.lora_dropout = setup.spec.adapter.lora_dropout;
    spec.init_adapter = setup.spec.adapter.init_adapter;
    auto adapter = Adapter::create(spec, setup.base->geometry(), setup.spec.training.seed);
    if (!adapter) return adapter.error();
    const auto from = (*loaded)->parameters(), to = (*adapter)->parameters();
    if (from.size() != to.size()) return bug("An adapter's modules changed while it was copied", folder.string());
    const at::NoGradGuard no_grad;
    for (size_t i = 0; i < to.size(); ++i) to[i].copy_(from[i]);
    return adapter;
}

/// The newest checkpoint that is whole; damaged ones are told and passed over.
Status find_checkpoint(const RunFolder& run, TrainingSetup& setup, Reporter& reporter) {
    auto checkpoints = list_checkpoints(run);
    for (auto it = checkpoints.rbegin(); it != checkpoints.rend(); ++it) {
        auto seal = read_seal(it->second, true);
        auto state = seal ? read_trainer_state(it->second) : Result<TrainerState>(seal.error());
        if (state) {
            setup.resumed_state = *state;
            setup.resumed_from = it->second;
            return {};
        }
        auto told = reporter.warning("A checkpoint is damaged and was passed over: " + state.error().text(), {}, it->first);
        if (!told) return told;
    }
    return {};
}

Status check_resume(const TrainingSetup& setup) {
    if (!setup.resumed_state) return {};
    const TrainerState& state = *setup.resumed_state;
    auto status = check_identity(state.base_fingerprint, setup.base_fingerprint,
                                 "This is another base model than the run began with", setup.spec.base.path,
                                 "Put the base model back as it was, or make a new run");
    if (!status) return status;
    return check_identity(state.data_sha256, setup.data_sha256, "The data was changed since the run began",
                          setup.spec.data.paths.front(), "Put the file back as it was, or make a new run");
}

Status make_adapter(TrainingSetup& setup) {
    const std::string& init = setup.spec.adapter.init_adapter;
    auto adapter = setup.resumed_state ? adapter_from(setup.resumed_from, setup)
                   : !init.empty()     ? adapter_from(init, setup)
                                       : Adapter::create(setup.spec.adapter, setup.base->geometry(), setup.spec.training.seed);
    if (!adapter) return adapter.error();
    setup.adapter = *adapter;
    return {};
}

}  // namespace

Intervals resolve_intervals(const TrainingSpec& spec, int64_t total_steps) {
    Intervals out;
    out.evaluate = spec.eval_steps > 0 ? spec.eval_steps : std::max<int64_t>(1, (total_steps + 9) / 10);
    out.save = spec.save_steps > 0 ? spec.save_steps : out.evaluate;
    out.sample = spec.sample_steps > 0 ? spec.sample_steps : out.evaluate;
    return out;
}

Result<std::string> data_sha256(const std::vector<std::string>& paths) {
    Sha256 hash;
    for (const auto& path : paths) {
        auto file = MappedFile::open(path);
        if (!file) return file.error();
        hash.add((*file)->bytes());
    }
    return hash.hex();
}

Result<TrainingSetup> set_up(const RunFolder& run, const TrainOptions& options, Reporter& reporter) {
    auto spec = read_run_spec(run.spec());
    if (!spec) return spec.error();
    if (auto status = validate(*spec); !status) return status.error();
    TrainingSetup setup;
    setup.spec = *spec;
    if (auto status = reporter.phase("loading_model", 0, 0); !status) return status.error();
    if (auto status = open_base(setup, reporter, options); !status) return status.error();
    if (auto status = read_data(setup, reporter, options); !status) return status.error();
    if (options.resume) {
        if (auto status = find_checkpoint(run, setup, reporter); !status) return status.error();
        if (auto status = check_resume(setup); !status) return status.error();
    }
    if (auto status = plan_memory_use(setup); !status) return status.error();
    if (auto status = make_adapter(setup); !status) return status.error();
    LoadOptions load;
    load.device = setup.spec.training.device;
    load.dtype = setup.spec.training.dtype;
    load.purpose = Purpose::training;
    load.threads = setup.spec.training.threads;
    load.progress = phase_progress<int64_t>(reporter, options, "loading_model");
    auto model = load_model(setup.base, load);
    if (!model) return model.error();
    setup.model = *model;
    setup.model->set_recompute(setup.recompute.mode);
    setup.adapter->move_to(setup.model->device());
    setup.adapter->set_requires_grad(true);
    if (options.interrupted && options.interrupted()) return cancelled();
    return setup;
}

}  // namespace lora::engine
