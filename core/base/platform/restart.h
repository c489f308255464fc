// SPDX-License-Identifier: Apache-2.0
// For settings that a library reads from the environment before main: the program starts itself once more
// with them.
#pragma once

namespace lora {

/// Replaces this process by the same program and arguments with `name` set to `value` in its environment.
/// Returns, having done nothing, where the variable is set already or the program cannot be started again.
/// The process id stays.
void start_again_with(const char* name, const char* value, char** argv);

}  // namespace lora
