// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/loop.h"

#include <ATen/ATen.h>

#include <cmath>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/platform/process.h"
#include "core/engine/training/evaluate.h"
#include "core/engine/training/result_folder.h"
#include "core/engine/training/samples.h"

namespace lora::engine {
namespace {

AdamWOptions adamw_options(const TrainingSpec& spec) {
    return {spec.adam_beta1, spec.adam_beta2, spec.adam_epsilon, spec.weight_decay};
}

DataPosition start_of(const TrainingSetup& setup) {
    return setup.resumed_state ? setup.resumed_state->position : DataPosition{};
}

}  // namespace

TrainingLoop::TrainingLoop(const RunFolder& run, const TrainOptions& options, TrainingSetup& setup, Reporter& reporter,
                           ControlDesk& desk)
    : run_(run),
      options_(options),
      setup_(setup),
      reporter_(reporter),
      desk_(desk),
      mix_{{setup.adapter, 1.0}},
      parameters_(setup.adapter->parameters()),
      optimiser_(parameters_.values(), adamw_options(setup.spec.training)),
      batches_(setup.data.train, setup.plan, start_of(setup)) {}

Status TrainingLoop::begin() {
    const TrainingSpec& spec = setup_.spec.training;
    at::manual_seed(spec.seed);
    repeated_ = RepeatedPass::make(*setup_.model, mix_, parameters_,
                                   {largest_pass_tokens(setup_.plan, setup_.data.train), setup_.plan.examples_per_step,
                                    setup_.recompute.plan.activations_bytes});
    if (!setup_.resumed_state) {
        drop_checkpoints_after(run_, -1);
        state_.schedule = make_schedule(spec, setup_.total_steps);
        state_.base_fingerprint = setup_.base_fingerprint;
        state_.data_sha256 = setup_.data_sha256;
        return {};
    }
    state_ = *setup_.resumed_state;
    checkpoint_step_ = state_.step;
    drop_checkpoints_after(run_, state_.step);
    return restore_optimiser(setup_.resumed_from, state_, optimiser_, setup_.model->device());
}

bool TrainingLoop::due(int64_t interval) const { return state_.step % interval == 0; }

Status TrainingLoop::run() {
    if (state_.step == 0) {
        if (auto status = evaluate_now(false); !status) return status;
        state_.eval_loss_before = state_.eval_loss;
    }
    if (auto status = reporter_.phase("training", state_.step, setup_.total_steps); !status) return status;
    for (;;) {
        auto next = serve_requests();
        if (!next) return next.error();
        if (*next == Next::stop || is_last_step()) {
            const Status status = end_run(*next == Next::stop);
            if (!status || ended_) return status;
            continue;
        }
        if (auto status = run_step(); !status) return status;
        if (auto status = after_step(); !status) return status;
    }
}

Status TrainingLoop::run_step() {
    const double began = now_seconds();
    const double learning_rate = state_.schedule.at(state_.step);
    parameters_.zero_gradient();
    const StepLoss loss = forward_backward(*setup_.model, mix_, batches_.next_step(), repeated_.get());
    if (!std::isfinite(loss.loss)) return not_finite("The loss");
    const double grad_norm = clip_gradient(parameters_.gradient(), setup_.spec.training.max_grad_norm);
    if (!std::isfinite(grad_norm)) return not_finite("The gradient");
    optimiser_.step(parameters_.values(), parameters_.gradient(), learning_rate);

    const double seconds = now_seconds() - began;
    ++state_.step;
    state_.position = batches_.position();
    state_.tokens += loss.tokens;
    state_.supervised_tokens += loss.supervised_tokens;
    state_.seconds += seconds;
    state_.loss = loss.loss;
    return reporter_.event("step", {{"step", state_.step},
                                    {"loss", loss.loss},
                                    {"learning_rate", learning_rate},
                                    {"grad_norm", grad_norm},
                                    {"tokens", state_.tokens},
                                    {"tokens_per_second", seconds > 0 ? static_cast<double>(loss.tokens) / seconds : 0},
                                    {"memory_bytes", resident_memory_bytes()},
                                    {"seconds", state_.seconds},
                                    {"epoch", batches_.epochs_done()},
                                    {"supervised_tokens", state_.supervised_tokens}});
}

Status TrainingLoop::after_step() {
    const bool last = is_last_step();
    bool best = false;
    if (due(setup_.intervals.evaluate) || last) {
        if (auto status = evaluate_now(true); !status) return status;
        best = state_.best_step == state_.step;
    }
    if (due(setup_.intervals.sample) || last) {
        if (auto status = sample_now({}); !status) return status;
    }
    if (due(setup_.intervals.save) || best || last) {
        const std::string kind = best ? "best" : last ? "last" : "regular";
        if (auto status = checkpoint_now(kind); !status) return status;
    }
    return {};
}

Status TrainingLoop::evaluate_now(bool counts_as_best) {
    if (setup_.data.eval.empty()) return {};
    Status heard;
    const RandomStateGuard random(setup_.model->device());
    const auto result =
        evaluate(*setup_.model, mix_, setup_.data.eval, setup_.plan, [&](int64_t done, int64_t total) {
            if (heard.ok()) heard = reporter_.phase("evaluating", done, total);
        });
    if (!heard) return heard;
    if (!std::isfinite(result.loss)) return not_finite("The loss on the held-out examples");
    state_.eval_loss = result.loss;
    state_.evaluated_step = state_.step;
    const bool best = counts_as_best && (!state_.best_eval_loss || result.loss < *state_.best_eval_loss);
    if (best) {
        state_.best_eval_loss = result.loss;
        state_.best_step = state_.step;
    }
    return reporter_.event("evaluation", {{"step", state_.step},
                                          {"loss", result.loss},
                                          {"perplexity", result.perplexity},
                                          {"tokens", result.tokens},
                                          {"examples", result.examples},
                                          {"best", best}});
}

Status TrainingLoop::sample_now(const std::string& only_prompt) {
    const TrainingSpec& spec = setup_.spec.training;
    const std::vector<std::string> prompts =
        only_prompt.empty() ? spec.sample_prompts : std::vector<std::string>{only_prompt};
    for (size_t i = 0; i < prompts.size(); ++i) {
        auto told = reporter_.phase("sampling", static_cast<int64_t>(i), static_cast<int64_t>(prompts.size()));
        if (!told) return told;
        auto answer = sample_answer(*setup_.model, *setup_.tokenizer, mix_, prompts[i], spec.sample_max_new_tokens);
        // A prompt that does not fit is no reason to lose a run.
        const Status status = answer ? reporter_.event("sample", {{"step", state_.step},
                                                                  {"prompt", prompts[i]},
                                                                  {"text", answer->text},
                                                                  {"finish_reason", answer->finish_reason},
                                                                  {"weights_sha256", answer->weights_sha256}})
                                     : reporter_.warning("No sample was made: " + answer.error().text(), {}, state_.step);
        if (!status) return status;
    }
    return {};
}

Status TrainingLoop::checkpoint_now(const std::string& kind) {
    if (auto status = reporter_.check_folder(); !status) return status;
    if (auto status = reporter_.phase("saving", 0, 1); !status) return status;
    state_.kind = kind;
    const auto saved = save_checkpoint(run_, state_, *setup_.adapter, setup_.spec.base.path, optimiser_,
                                       random_state(setup_.model->device()));
    if (!saved) {
        failed_checkpoint_ = kind;
        return save_failed(saved.error());
    }
    failed_checkpoint_.clear();
    checkpoint_step_ = state_.step;
    prune_checkpoints(run_, state_.best_step, setup_.spec.training.keep_checkpoints);
    return reporter_.event("checkpoint",
                           {{"step", state_.step},
                            {"path", std::filesystem::relative(saved->path, run_.path).generic_string()},
                            {"kind", kind},
                            {"sha256", saved->adapter_sha256},
                            {"size_bytes", saved->size_bytes}},
                           true);
}

Status TrainingLoop::save_failed(const Error& error) {
    if (auto gone = reporter_.check_folder(); !gone) return gone;
    log_error(error.text());
    auto told = reporter_.event("checkpoint_failed",
                                {{"step", state_.step}, {"what", error.what}, {"hint", error.hint}});
    return told && !paused_ ? set_paused(true) : told;
}

Status TrainingLoop::end_run(bool stopped) {
    if (stopped && checkpoint_step_ != state_.step && state_.step > 0) {
        if (auto status = checkpoint_now("last"); !status) return status;
    }
    if (state_.evaluated_step != state_.step) {
        if (auto status = evaluate_now(true); !status) return status;
    }
    auto adapter_sha256 = write_result(run_, setup_, state_, stopped);
    if (!adapter_sha256) return save_failed(adapter_sha256.error());
    ended_ = true;
    return reporter_.event(stopped ? "run_stopped" : "run_finished", run_summary(state_, *adapter_sha256), true);
}

Error TrainingLoop::not_finite(const std::string& what) const {
    return bad_input(what + " is not a number any more after step " + std::to_string(state_.step), run_.path.string(),
                     "Lower the learning rate or lengthen the warm-up; " +
                         (checkpoint_step_ > 0 ? "the checkpoint of step " + std::to_string(checkpoint_step_) + " is good"
                                               : std::string("no checkpoint had been written")));
}

}  // namespace lora::engine
