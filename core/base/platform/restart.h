// SPDX-License-Identifier: Apache-2.0
// For settings that a library reads from the environment before main: the program starts itself once more
// with them.
#pragma once

#include <initializer_list>
#include <utility>

namespace lora {

/// Replaces this process by the same program and arguments with those of `settings`, names and values, in its
/// environment that are not there yet. Returns, having done nothing, where all are, or where the program
/// cannot be started again. The process id stays.
void start_again_with(std::initializer_list<std::pair<const char*, const char*>> settings, char** argv);

}  // namespace lora
