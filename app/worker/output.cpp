// SPDX-License-Identifier: Apache-2.0
#include "app/worker/output.h"

#include <csignal>
#include <cstdio>

namespace lora::worker {
namespace {

volatile std::sig_atomic_t stop_signal = 0;

void remember_signal(int signal_number) {
    stop_signal = signal_number;
}

void write_all(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

}  // namespace

void Output::document(const Json& json) {
    if (!json_) return;
    const std::lock_guard guard(mutex_);
    write_all(to_text(json) + "\n");
}

void Output::line(std::string_view text) {
    if (json_) return;
    const std::lock_guard guard(mutex_);
    write_all(std::string(text) + "\n");
}

void Output::stream(std::string_view text) {
    if (json_) return;
    const std::lock_guard guard(mutex_);
    write_all(text);
}

Json error_document(const Error& error) {
    return {{"error",
             {{"what", error.what},
              {"where", error.where},
              {"hint", error.hint},
              {"code", static_cast<int>(error.code)}}}};
}

void catch_stop_signals() {
    std::signal(SIGINT, remember_signal);
    std::signal(SIGTERM, remember_signal);
}

bool stop_requested() {
    return stop_signal != 0;
}

}  // namespace lora::worker
