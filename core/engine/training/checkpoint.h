// SPDX-License-Identifier: Apache-2.0
// A training run's state on disk: all that a resumed run needs to go on as if it had never stopped.
//
// A checkpoint folder holds adapter_config.json and adapter_model.safetensors (PEFT's layout), optimizer.safetensors
// (both moments of AdamW, flat), random.safetensors (generator states), trainer_state.json and the seal DONE.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/contract/run_folder.h"
#include "core/engine/adapters/adapter.h"
#include "core/engine/training/adamw.h"
#include "core/engine/training/batches.h"
#include "core/engine/training/random_state.h"
#include "core/engine/training/schedule.h"

namespace lora::engine {

/// The numbers of a run between two steps.
struct TrainerState {
    int64_t step = 0;  ///< optimiser steps done
    DataPosition position;
    int64_t tokens = 0;             ///< all tokens processed
    int64_t supervised_tokens = 0;
    double seconds = 0;             ///< of training, over all resumes
    double loss = 0;                ///< of the last step
    std::optional<double> eval_loss, eval_loss_before, best_eval_loss;
    int64_t best_step = 0;
    int64_t evaluated_step = -1;    ///< of the last evaluation
    Schedule schedule;
    std::string base_fingerprint;
    std::string data_sha256;
    std::string kind;               ///< regular, best, last, requested: of the checkpoint that holds this
};
Json to_json(const TrainerState& state);
Result<TrainerState> trainer_state_from_json(const Json& json, const std::string& where);
Result<TrainerState> read_trainer_state(const std::filesystem::path& checkpoint);

struct SavedCheckpoint {
    std::filesystem::path path;
    std::string adapter_sha256;
    uint64_t size_bytes = 0;
};

/// Writes beside, seals, flushes, renames to checkpoints/step-NNNNNN (in the place of one that is there). On failure
/// nothing is left and the run's folder is not made again where it was deleted.
Result<SavedCheckpoint> save_checkpoint(const RunFolder& run, const TrainerState& state, const Adapter& adapter,
                                        const std::string& base_path, const AdamW& optimiser,
                                        const RandomState& random);

/// Puts a checkpoint's moments into `optimiser`, its generator states into place.
Status restore_optimiser(const std::filesystem::path& checkpoint, const TrainerState& state, AdamW& optimiser,
                         at::Device device);

/// Deletes checkpoints that need not be kept: all but the best, the last, those that were asked for and the newest
/// `keep`. Unfinished ones go too.
void prune_checkpoints(const RunFolder& run, int64_t best_step, int keep);
/// Deletes checkpoints of steps after `step`, which a run that resumes at `step` will make anew.
void drop_checkpoints_after(const RunFolder& run, int64_t step);

/// Makes `folder` by writing into a sibling, sealing and renaming. `write` fills the sibling.
Result<CheckpointSeal> write_sealed_folder(const std::filesystem::path& folder,
                                           const std::function<Status(const std::filesystem::path&)>& write);

}  // namespace lora::engine
