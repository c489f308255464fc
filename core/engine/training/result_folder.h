// SPDX-License-Identifier: Apache-2.0
// What a run leaves when it ends: result/ with the adapter, a summary of how it came about, and the seal.
#pragma once

#include "core/engine/training/setup.h"

namespace lora::engine {

/// Body of run_finished and run_stopped.
Json run_summary(const TrainerState& state, const std::string& adapter_sha256);

/// Writes result/ whole: adapter in PEFT's layout, summary.json (spec, hashes of base and data, losses), DONE. Returns
/// the SHA-256 of the adapter's file.
Result<std::string> write_result(const RunFolder& run, const TrainingSetup& setup, const TrainerState& state, bool stopped);

}  // namespace lora::engine
