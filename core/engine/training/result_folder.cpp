// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/result_folder.h"

#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/platform/process.h"

namespace lora::engine {
namespace {

constexpr int summary_format = 1;

Json or_null(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json training_summary(const TrainingSetup& setup, const TrainerState& state, bool stopped) {
    return {{"format", summary_format},
            {"finished", !stopped},
            {"time", now_iso8601()},
            {"spec", to_json(setup.spec)},
            {"base_fingerprint", setup.base_fingerprint},
            {"activation_recompute", recompute_name(setup.recompute.mode)},
            {"data_sha256", setup.data_sha256},
            {"step", state.step},
            {"total_steps", setup.total_steps},
            {"examples", setup.data.train.size()},
            {"eval_examples", setup.data.eval.size()},
            {"tokens", state.tokens},
            {"supervised_tokens", state.supervised_tokens},
            {"loss", state.loss},
            {"eval_loss_before", or_null(state.eval_loss_before)},
            {"eval_loss", or_null(state.eval_loss)},
            {"best_eval_loss", or_null(state.best_eval_loss)},
            {"best_step", state.best_step},
            {"seconds", state.seconds}};
}

}  // namespace

Json run_summary(const TrainerState& state, const std::string& adapter_sha256) {
    return {{"step", state.step},
            {"loss", state.loss},
            {"eval_loss", or_null(state.eval_loss)},
            {"eval_loss_before", or_null(state.eval_loss_before)},
            {"seconds", state.seconds},
            {"peak_memory_bytes", peak_resident_memory_bytes()},
            {"adapter", "result"},
            {"adapter_sha256", adapter_sha256}};
}

Result<std::string> write_result(const RunFolder& run, const TrainingSetup& setup, const TrainerState& state, bool stopped) {
    auto seal = write_sealed_folder(run.result(), [&](const std::filesystem::path& folder) -> Status {
        auto status = setup.adapter->save(folder, setup.spec.base.path, setup.base_fingerprint);
        if (!status) return status;
        return write_file_atomic(folder / "summary.json", to_pretty_text(training_summary(setup, state, stopped)));
    });
    if (!seal) return seal.error();
    for (const auto& part : seal->files) {
        if (part.name == "adapter_model.safetensors") return part.sha256;
    }
    return bug("The result holds no adapter", run.result().string());
}

}  // namespace lora::engine
