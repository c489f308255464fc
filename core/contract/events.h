// SPDX-License-Identifier: Apache-2.0
// What happened in a run: events.jsonl. Only the worker writes; anyone reads at any time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"

namespace lora {

inline constexpr int event_format = 1;

/// Names of event types and the fields in their bodies.
///  run_started     {resumed: bool, step, total_steps, device, kernels, dtype, trainable_parameters, examples,
///                   eval_examples, truncated, refused, tokens_per_epoch, weights_sha256 (the base's fingerprint),
///                   activation_recompute: off|selective|full, activation_recompute_reason (in words)}
///  phase           {phase: loading_model|preparing_data|training|evaluating|sampling|saving, done, total}
///  step            {step, loss, learning_rate, grad_norm, tokens, tokens_per_second, memory_bytes, seconds,
///                   epoch, supervised_tokens}   tokens counts all tokens processed since the start of the run;
///                   tokens_per_second covers this step alone; seconds counts training time over all resumes
///  evaluation      {step, loss, perplexity, tokens, examples, best: bool}
///  sample          {step, prompt, text, finish_reason, weights_sha256}
///  checkpoint      {step, path (relative to the run), kind: regular|best|last|requested, sha256 of the adapter file,
///                   size_bytes}
///  checkpoint_failed {step, what, hint}   the run pauses; nothing half-written stays
///  control         {control_seq, accepted: bool, what}   acknowledges control.jsonl's line
///  paused {step}   resumed {step}
///  warning         {what, hint, step}
///  run_finished    {step, loss, eval_loss, eval_loss_before, seconds, peak_memory_bytes, adapter (relative path),
///                   adapter_sha256}
///  run_stopped     {step, …like run_finished}     the user asked; result/ holds the adapter as it was
///  run_failed      {what, where, hint, exit_code, step, last_good_checkpoint}
struct Event {
    int v = event_format;
    uint64_t seq = 0;       ///< 1, 2, 3, … over the life of the run, resumes included
    std::string time;       ///< ISO 8601, UTC
    std::string type;
    Json body = Json::object();  ///< all other fields of the line

    bool ends_run() const { return type == "run_finished" || type == "run_stopped" || type == "run_failed"; }
};

/// One line without the line feed, and back.
std::string to_line(const Event& event);
Result<Event> event_from_line(std::string_view line, const std::string& where);

/// Appends events; continues the numbering of what the file already holds, and first cuts off a torn last line.
/// Thread-safe.
class EventWriter {
  public:
    static Result<std::unique_ptr<EventWriter>> open(const std::filesystem::path& events_file);
    /// `durable` flushes to disk: for checkpoints and ends.
    Status append(const std::string& type, Json body, bool durable = false);
    uint64_t last_seq() const;
    /// The event that the last successful append wrote.
    Event last() const;

  private:
    EventWriter(std::filesystem::path path, uint64_t seq) : path_(std::move(path)), seq_(seq) {}
    Status cut_torn_line();
    std::filesystem::path path_;
    mutable std::mutex mutex_;
    uint64_t seq_;
    bool torn_ = false;
    Event last_;
};

/// Reads a growing JSON-lines file bit by bit. A torn last line is left for the next call. Lines that are whole but
/// broken are skipped and counted. If the file shrank or was replaced, reading starts again from the first line and
/// `restarted` says so once.
class JsonLinesFollower {
  public:
    explicit JsonLinesFollower(std::filesystem::path file) : path_(std::move(file)) {}
    struct Batch {
        std::vector<Json> lines;
        bool restarted = false;
    };
    /// A file that does not exist yet is an empty batch.
    Result<Batch> read_new(size_t limit_bytes = 64u << 20);
    int broken_lines() const { return broken_lines_; }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
    uint64_t offset_ = 0;
    uint64_t inode_ = 0;
    std::string head_;  ///< the file's first bytes: an inode may be given again to a file that took its place
    int broken_lines_ = 0;
};

/// The same as Events, in order.
class EventReader {
  public:
    explicit EventReader(const std::filesystem::path& events_file) : follower_(events_file) {}
    struct Batch {
        std::vector<Event> events;
        bool restarted = false;
    };
    Result<Batch> read_new();

  private:
    JsonLinesFollower follower_;
};

}  // namespace lora
