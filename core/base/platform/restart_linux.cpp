// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/restart.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace lora {

void start_again_with(std::initializer_list<std::pair<const char*, const char*>> settings, char** argv) {
    // By its path, not as /proc/self/exe: the process keeps its name.
    std::error_code problem;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", problem);
    bool is_new = false;
    for (const auto& [name, value] : settings) {
        if (std::getenv(name)) continue;
        if (::setenv(name, value, 1) != 0) return;
        is_new = true;
    }
    if (is_new && !problem) ::execv(program.c_str(), argv);
}

}  // namespace lora
