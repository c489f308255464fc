// SPDX-License-Identifier: Apache-2.0
// Runs small enough for tests: a tiny base model, a few conversations, a handful of steps.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/contract/events.h"
#include "core/contract/run_folder.h"
#include "core/contract/run_spec.h"
#include "tests/support/golden.h"

namespace lora::test {

/// Base model of two layers with a chat tokenizer (tests/golden/make_tiny_models.py).
inline std::filesystem::path tiny_base() { return golden_folder() / "tiny_tied"; }

/// `count` different conversations, one a line.
inline std::string conversations(int count) {
    static constexpr const char* subjects[] = {"card", "policy", "refund", "model", "answer", "Monday"};
    std::string lines;
    for (int i = 0; i < count; ++i) {
        const std::string subject = subjects[i % 6], number = std::to_string(i);
        const Json messages = {{{"role", "user"}, {"content", "Where is the " + subject + " " + number + "?"}},
                               {{"role", "assistant"}, {"content", "Please check the " + subject + "."}}};
        lines += to_text(Json{{"messages", messages}}) + "\n";
    }
    return lines;
}

/// Twelve steps over twenty examples of which four are held out, with dropout, evaluated and saved every three steps.
inline RunSpec tiny_spec(const std::filesystem::path& data) {
    RunSpec spec;
    spec.base.path = tiny_base().string();
    spec.adapter.r = 4;
    spec.adapter.lora_alpha = 8;
    spec.adapter.lora_dropout = 0.1;
    spec.data.paths = {data.string()};
    spec.data.eval_fraction = 0.2;
    spec.data.max_seq_length = 128;
    spec.training.learning_rate = 5e-3;
    spec.training.max_steps = 12;
    spec.training.per_device_batch_size = 2;
    spec.training.gradient_accumulation_steps = 2;
    spec.training.eval_steps = 3;
    spec.training.save_steps = 3;
    spec.training.device = "cpu";
    spec.training.dtype = "float32";
    spec.training.threads = 1;  // matrices this small cost less than handing them to another thread
    return spec;
}

/// A temporary folder with data.jsonl.
struct RunWorkshop {
    TemporaryFolder folder = std::move(TemporaryFolder::create("lora-run-")).value();
    std::filesystem::path data = folder.path() / "data.jsonl";

    explicit RunWorkshop(int examples = 20) {
        if (!write_file_atomic(data, conversations(examples))) std::abort();
    }
    std::filesystem::path path(const std::string& name) const { return folder.path() / name; }
    RunSpec spec() const { return tiny_spec(data); }
    RunFolder make_run(const std::string& name, const RunSpec& spec) const {
        return RunFolder::create(path(name), spec).value();
    }
};

inline std::vector<Event> events_of(const RunFolder& run) {
    EventReader reader(run.events());
    auto batch = reader.read_new();
    return batch ? batch->events : std::vector<Event>();
}

inline std::vector<Event> events_of(const RunFolder& run, const std::string& type) {
    std::vector<Event> found;
    for (auto& event : events_of(run)) {
        if (event.type == type) found.push_back(std::move(event));
    }
    return found;
}

/// SHA-256 of the adapter that the run ended with; empty if there is none.
inline std::string result_sha256(const RunFolder& run) {
    const auto seal = read_seal(run.result(), true);
    if (!seal) return {};
    for (const auto& part : seal->files) {
        if (part.name == "adapter_model.safetensors") return part.sha256;
    }
    return {};
}

}  // namespace lora::test
