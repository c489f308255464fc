// SPDX-License-Identifier: GPL-3.0-or-later
// The sentences that core and the worker say, as patterns with %1, %2, …; core_messages.cpp is made from the sources.
#pragma once

#include <vector>

namespace lora::ui {

const std::vector<const char*>& core_messages();

}  // namespace lora::ui
