// SPDX-License-Identifier: Apache-2.0
// A verb of lora-worker as its own file declares it: a name, options, and what it does. verbs.cpp lists them
// all.
#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <functional>
#include <string>

#include "app/worker/output.h"
#include "core/base/result.h"

namespace lora::worker {

/// Called once the command line was understood; the program's exit code comes from the status.
using VerbAction = std::function<Status(Output& out)>;

class VerbTable {
  public:
    explicit VerbTable(CLI::App& root) : root_(root) {}
    /// Adds a verb with `--json`; the caller adds its other options to what is returned. Options are bound to
    /// an object that `action` shares, since the call comes after this function has returned.
    CLI::App& add(const std::string& name, const std::string& summary, VerbAction action);
    /// The verb that was asked for, and whether as JSON.
    const VerbAction& chosen() const { return chosen_; }
    bool json() const { return json_; }

  private:
    CLI::App& root_;
    VerbAction chosen_;
    bool json_ = false;
};

/// One line a verb.
void register_verbs(VerbTable& table);

void register_describe_verb(VerbTable& table);
void register_tokenize_verb(VerbTable& table);
void register_train_verb(VerbTable& table);
void register_generate_verb(VerbTable& table);
void register_score_verb(VerbTable& table);
void register_compare_verb(VerbTable& table);
void register_export_verb(VerbTable& table);
void register_session_verb(VerbTable& table);
void register_demo_verb(VerbTable& table);
void register_doctor_verb(VerbTable& table);
void register_bench_verb(VerbTable& table);
void register_models_verb(VerbTable& table);

}  // namespace lora::worker
