// SPDX-License-Identifier: Apache-2.0
// Working on a run from the command line: events to the terminal or as JSON lines, signals, the log file.
#pragma once

#include <filesystem>
#include <functional>

#include "app/worker/output.h"
#include "core/contract/events.h"
#include "core/contract/run_folder.h"

namespace lora::worker {

/// Makes the run's folder for `spec` and works on it. Where it fails before training began, nothing is left behind.
Status start_run(const std::filesystem::path& folder, const RunSpec& spec, Output& out,
                 const std::function<void(const Event&)>& on_event = {});
/// Works on a run whose folder is there already.
Status work_on_run(const RunFolder& run, bool resume, Output& out, const std::function<void(const Event&)>& on_event = {});

}  // namespace lora::worker
