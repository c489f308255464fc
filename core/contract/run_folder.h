// SPDX-License-Identifier: Apache-2.0
// A run is a folder: where its documents lie, who works on it, and in which state it is.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/contract/run_spec.h"

namespace lora {

/// Paths within a run's folder.
struct RunFolder {
    std::filesystem::path path;

    std::filesystem::path spec() const { return path / "spec.json"; }
    std::filesystem::path events() const { return path / "events.jsonl"; }
    std::filesystem::path control() const { return path / "control.jsonl"; }
    std::filesystem::path worker() const { return path / "worker.json"; }
    std::filesystem::path lock() const { return path / "lock"; }
    std::filesystem::path log() const { return path / "log.txt"; }
    std::filesystem::path checkpoints() const { return path / "checkpoints"; }
    std::filesystem::path result() const { return path / "result"; }
    /// checkpoints/step-000120
    std::filesystem::path checkpoint(int64_t step) const;

    /// Makes the folder and writes spec.json. Refuses a folder that already holds a run.
    static Result<RunFolder> create(const std::filesystem::path& path, const RunSpec& spec);
    /// Refuses a folder without spec.json.
    static Result<RunFolder> open(const std::filesystem::path& path);
};

/// Who works on the run: worker.json.
struct WorkerInfo {
    int format = 1;
    int64_t process_id = 0;
    uint64_t process_start_ticks = 0;
    std::string host;
    std::string device;
    std::string started;   ///< ISO 8601
    Json versions = Json::object();
};
Json to_json(const WorkerInfo& info);
Result<WorkerInfo> read_worker_info(const std::filesystem::path& path);

/// not_started: no event yet and no worker. interrupted: the lock is free and the last event is not an end.
enum class RunState { not_started, running, paused, interrupted, finished, stopped, failed };
std::string to_text(RunState state);

/// From the last whole event and the lock. Reads the tail of the events file only.
Result<RunState> run_state(const RunFolder& run);

/// A sealed checkpoint folder. DONE is JSON: {"format":1,"files":[{"name","size_bytes","sha256"}…]}.
struct CheckpointSeal {
    struct Part {
        std::string name;
        uint64_t size_bytes = 0;
        std::string sha256;
    };
    std::vector<Part> files;
};

/// Hashes every file in `folder`, writes DONE and flushes all to disk. Call it on the folder before its rename.
Result<CheckpointSeal> seal_checkpoint(const std::filesystem::path& folder);
/// Reads DONE; with `verify` also compares sizes and hashes. An unsealed or damaged folder is an error that says so.
Result<CheckpointSeal> read_seal(const std::filesystem::path& folder, bool verify);
/// Sealed checkpoints by rising step. Unsealed folders are passed over.
std::vector<std::pair<int64_t, std::filesystem::path>> list_checkpoints(const RunFolder& run);

}  // namespace lora
