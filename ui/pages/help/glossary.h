// SPDX-License-Identifier: GPL-3.0-or-later
// Every technical word of the window: what it is, its default, and why one would change it.
#pragma once

#include <QtCore/QString>

#include <vector>

namespace lora::ui {

struct GlossaryEntry {
    QString word, meaning, default_value, why;
};
const std::vector<GlossaryEntry>& glossary();

}  // namespace lora::ui
