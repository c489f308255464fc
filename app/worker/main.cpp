// SPDX-License-Identifier: Apache-2.0
// lora-worker: training, inference, evaluation and export, without a window.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "app/worker/verb.h"
#include "core/base/crash_reports.h"
#include "core/base/log.h"
#include "core/base/platform/process.h"
#include "core/base/platform/processor.h"
#include "core/base/platform/restart.h"

namespace {

using namespace lora;
using namespace lora::worker;

int report(const Error& error, bool json) {
    if (json) {
        Output(true).document(error_document(error));
    } else {
        log_error(error.text());
    }
    return static_cast<int>(error.code);
}

/// Whether JSON was asked for, even where the command line as a whole could not be understood.
bool asks_for_json(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--json") return true;
    }
    return false;
}

int run(int argc, char** argv) {
    CLI::App root("LoRA Studio's worker: trains, compares and exports adapters from the command line",
                  "lora-worker");
    root.require_subcommand(1);
    root.set_version_flag("--version", LORA_VERSION);
    VerbTable table(root);
    register_verbs(table);
    try {
        root.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() == 0) return root.exit(problem);  // --help, --version
        return report(usage_error(problem.what(), {},
                                  "lora-worker --help and lora-worker VERB --help list what there is"),
                      asks_for_json(argc, argv));
    }
    Output out(table.json());
    const Status status = table.chosen()(out);
    return status.ok() ? 0 : report(status.error(), table.json());
}

}  // namespace

int main(int argc, char** argv) {
    if (const Status status = processor_suffices(); !status)
        return report(status.error(), asks_for_json(argc, argv));
    // OpenMP's threads wait for each other by spinning; where a run, a chat and the window share few cores
    // that makes each many times slower. So it does where the system lets two of them queue for one core
    // beside an idle one: each keeps to a core of its own, unless fewer threads than cores were asked for,
    // whose cores the system had better choose. The library reads both before main, hence the second start,
    // which then sees its first core alone and is told how many there are.
    const std::string cores = std::to_string(lora::usable_cores());
    const bool asks_for_threads = std::any_of(
        argv, argv + argc, [](const char* text) { return std::string_view(text).starts_with("--threads"); });
    lora::start_again_with({{"GOMP_SPINCOUNT", "10000"},
                            {"OMP_PROC_BIND", asks_for_threads ? "false" : "true"},
                            {lora::usable_cores_variable, cores.c_str()}},
                           argv);
    lora::watch_for_crashes("lora-worker", LORA_VERSION, argc > 1 ? argv[1] : "");
    try {
        return run(argc, argv);
    } catch (const std::bad_alloc&) {
        return report(
            no_resources("There is not enough memory", {}, "Close other programs or choose a smaller model"),
            asks_for_json(argc, argv));
    } catch (const std::exception& problem) {
        return report(bug(problem.what()), asks_for_json(argc, argv));
    }
}
