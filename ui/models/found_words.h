// SPDX-License-Identifier: GPL-3.0-or-later
// Models found on this computer, in words.
#pragma once

#include <QtCore/QString>

#include "core/discovery/found_model.h"

namespace lora::ui {

/// "Llama" for "llama"; a family without a known spelling as its file has it.
QString family_words(const std::string& family);
/// "Llama · 135 M parameters · 98 MB · Hugging Face"; what is not known is left out. `brief` leaves the unit out.
QString found_words(const FoundModel& model, bool brief = false);
/// The one sentence on what happens to them.
QString found_promise();

}  // namespace lora::ui
