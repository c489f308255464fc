// SPDX-License-Identifier: Apache-2.0
#include "app/worker/verb.h"

namespace lora::worker {

CLI::App& VerbTable::add(const std::string& name, const std::string& summary, VerbAction action) {
    CLI::App* verb = root_.add_subcommand(name, summary);
    verb->add_flag("--json", json_, "Answer as JSON on stdout");
    verb->callback([this, action = std::move(action)] { chosen_ = action; });
    return *verb;
}

void register_verbs(VerbTable& table) {
    register_describe_verb(table);
    register_models_verb(table);
    register_tokenize_verb(table);
    register_train_verb(table);
    register_generate_verb(table);
    register_score_verb(table);
    register_compare_verb(table);
    register_export_verb(table);
    register_session_verb(table);
    register_demo_verb(table);
    register_doctor_verb(table);
    register_bench_verb(table);
}

}  // namespace lora::worker
