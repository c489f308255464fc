// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/restart.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace lora {

void start_again_with(const char* name, const char* value, char** argv) {
    // By its path, not as /proc/self/exe: the process keeps its name.
    std::error_code problem;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", problem);
    if (problem || std::getenv(name) || ::setenv(name, value, 1) != 0) return;
    ::execv(program.c_str(), argv);
}

}  // namespace lora
