// SPDX-License-Identifier: Apache-2.0
// lora-worker train: a run from a spec, from flags, or from where it stopped.
#include <filesystem>

#include "app/worker/train_flags.h"
#include "app/worker/train_run.h"
#include "app/worker/verb.h"

namespace lora::worker {
namespace {

namespace fs = std::filesystem;

struct TrainArguments {
    std::string spec, run, resume;
    std::shared_ptr<SpecFlags> flags;
};

Status start(const TrainArguments& arguments, Output& out) {
    if (arguments.run.empty()) {
        return usage_error("No folder is named for the run", "--run", "Add --run DIR, or --resume DIR to go on with one");
    }
    const fs::path folder = fs::absolute(arguments.run);
    std::error_code code;
    const bool prepared = fs::exists(RunFolder{folder}.spec(), code);
    const bool own_spec = arguments.spec.empty() || fs::equivalent(arguments.spec, RunFolder{folder}.spec(), code);
    if (prepared && own_spec && !arguments.flags->any()) {
        auto run = RunFolder::open(folder);
        if (!run) return run.error();
        return work_on_run(*run, false, out);
    }
    RunSpec spec;
    if (!arguments.spec.empty()) {
        auto read = read_run_spec(arguments.spec);
        if (!read) return read.error();
        spec = *read;
    } else if (!arguments.flags->any()) {
        return usage_error("It is not said what to train", "--spec",
                           "Name a spec with --spec FILE, or give at least --base PATH and --data FILE");
    }
    if (auto status = arguments.flags->apply(spec); !status) return status;
    return start_run(folder, spec, out);
}

Status resume(const TrainArguments& arguments, Output& out) {
    if (!arguments.run.empty() || !arguments.spec.empty() || arguments.flags->any()) {
        return usage_error("A run goes on with the spec that it has", "--resume", "Give --resume DIR alone");
    }
    auto run = RunFolder::open(fs::absolute(arguments.resume));
    if (!run) return run.error();
    return work_on_run(*run, true, out);
}

}  // namespace

void register_train_verb(VerbTable& table) {
    auto arguments = std::make_shared<TrainArguments>();
    auto& verb = table.add("train", "Train an adapter", [arguments](Output& out) {
        return arguments->resume.empty() ? start(*arguments, out) : resume(*arguments, out);
    });
    verb.add_option("--spec", arguments->spec, "Spec of the run (spec.json); flags change it");
    verb.add_option("--run", arguments->run, "Folder of the run, made anew");
    verb.add_option("--resume", arguments->resume, "Folder of a run to go on with");
    arguments->flags = SpecFlags::add_to(verb);
}

}  // namespace lora::worker
