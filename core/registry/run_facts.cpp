// SPDX-License-Identifier: Apache-2.0
#include "core/registry/run_facts.h"

#include <chrono>

#include "core/base/clock.h"
#include "core/base/sha256.h"
#include "core/contract/events.h"
#include "core/contract/run_folder.h"
#include "core/registry/database.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

std::optional<double> number_in(const Json& body, const char* key) {
    const auto at = body.find(key);
    if (at == body.end() || !at->is_number()) return std::nullopt;
    return at->get<double>();
}

int64_t integer_in(const Json& body, const char* key, int64_t otherwise) {
    const auto at = body.find(key);
    return at != body.end() && at->is_number_integer() ? at->get<int64_t>() : otherwise;
}

std::string text_in(const Json& body, const char* key) {
    const auto at = body.find(key);
    return at != body.end() && at->is_string() ? at->get<std::string>() : std::string();
}

struct ResultFacts {
    std::string folder = "result", sha256;
};

void add_start(const Event& event, RunFacts& facts) {
    const Json& body = event.body;
    facts.run.total_steps = integer_in(body, "total_steps", facts.run.total_steps);
    if (facts.run.base_fingerprint.empty()) facts.run.base_fingerprint = text_in(body, "weights_sha256");
}

void add_event(const Event& event, RunFacts& facts, ResultFacts& result) {
    RunRecord& run = facts.run;
    const Json& body = event.body;
    // A resumed run steps back to its checkpoint: the last step that was told is where the run is.
    if (event.type == "step") {
        run.step = integer_in(body, "step", run.step);
        if (const auto loss = number_in(body, "loss")) run.last_loss = loss;
    } else if (event.type == "evaluation") {
        const auto loss = number_in(body, "loss");
        if (loss) run.eval_loss = loss;
        if (loss && integer_in(body, "step", -1) == 0) run.eval_loss_before = loss;
    } else if (event.type == "run_started") {
        add_start(event, facts);
    } else if (event.type == "run_finished" || event.type == "run_stopped") {
        run.step = integer_in(body, "step", run.step);
        if (const auto loss = number_in(body, "eval_loss")) run.eval_loss = loss;
        if (const auto loss = number_in(body, "eval_loss_before")) run.eval_loss_before = loss;
        if (const auto folder = text_in(body, "adapter"); !folder.empty()) result.folder = folder;
        result.sha256 = text_in(body, "adapter_sha256");
    }
}

std::string modification_time(const fs::path& path) {
    std::error_code code;
    const auto time = fs::last_write_time(path, code);
    if (code) return {};
    const auto system = std::chrono::file_clock::to_sys(time).time_since_epoch();
    return iso8601(std::chrono::duration<double>(system).count());
}

Status add_adapters(const RunFolder& run, const ResultFacts& result, RunFacts& facts) {
    for (const auto& [step, folder] : list_checkpoints(run)) {
        const auto seal = read_seal(folder, false);
        if (!seal) continue;  // a checkpoint that went away while we looked
        AdapterRecord adapter{0, 0, registry_path(folder), {}, "checkpoint", step};
        for (const auto& part : seal->files) {
            if (part.name == adapter_weights_file) adapter.sha256 = part.sha256;
        }
        if (!adapter.sha256.empty()) facts.adapters.push_back(std::move(adapter));
    }
    const fs::path folder = run.path / result.folder;
    std::error_code code;
    if (!fs::is_regular_file(folder / adapter_weights_file, code)) return {};
    AdapterRecord adapter{0, 0, registry_path(folder), result.sha256, "result", facts.run.step};
    if (adapter.sha256.empty()) {
        auto hash = sha256_file(folder / adapter_weights_file);
        if (!hash) return hash.error();
        adapter.sha256 = *hash;
    }
    facts.adapters.push_back(std::move(adapter));
    return {};
}

}  // namespace

Result<RunFacts> read_run_facts(const fs::path& run_folder) {
    auto folder = RunFolder::open(run_folder);
    if (!folder) return folder.error();
    auto spec = read_run_spec(folder->spec());
    if (!spec) return spec.error();

    RunFacts facts;
    facts.run.path = registry_path(run_folder);
    facts.run.name = spec->name.empty() ? fs::path(facts.run.path).filename().string() : spec->name;
    facts.run.base_fingerprint = spec->base.fingerprint;
    facts.run.dataset_sha256 = spec->data.sha256;
    facts.run.total_steps = spec->training.max_steps;
    facts.dataset.format = spec->data.mapping.format;
    if (!spec->data.paths.empty()) facts.dataset.path = registry_path(spec->data.paths.front());

    auto state = run_state(*folder);
    if (!state) return state.error();
    facts.run.state = to_text(*state);

    ResultFacts result;
    EventReader reader(folder->events());
    for (;;) {
        auto batch = reader.read_new();
        if (!batch) return batch.error();
        if (batch->events.empty()) break;
        if (facts.run.created.empty()) facts.run.created = batch->events.front().time;
        for (const Event& event : batch->events)
            add_event(event, facts, result);
    }
    if (facts.run.created.empty()) facts.run.created = modification_time(folder->spec());

    facts.base.fingerprint = facts.run.base_fingerprint;
    if (!spec->base.path.empty()) facts.base.path = registry_path(spec->base.path);
    facts.base.name = fs::path(facts.base.path).stem().string();
    facts.dataset.sha256 = facts.run.dataset_sha256;
    if (auto added = add_adapters(*folder, result, facts); !added) return added.error();
    return facts;
}

}  // namespace lora
