// SPDX-License-Identifier: GPL-3.0-or-later
// What the window asks of the machine before it opens.
#pragma once

#include <optional>

namespace lora::ui {

/// The exit code where the processor is too old; said on the terminal, and on the screen where there is one.
std::optional<int> refuse_old_processor(int argc, char** argv);

/// The exit code where there is no display to open a window on and none of Qt's platforms was asked for: Qt would
/// abort, which is no crash of the program.
std::optional<int> refuse_without_display(int argc, char** argv);

/// Where the system has no fonts at all, those that the program was installed with. Needs the application.
void bring_fonts();

}  // namespace lora::ui
