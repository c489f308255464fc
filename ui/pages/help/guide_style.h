// SPDX-License-Identifier: GPL-3.0-or-later
// Gives a document that was read from Markdown the theme's type, colours and spacing.
#pragma once

class QTextDocument;

namespace lora::ui {

void style_guide(QTextDocument& document);

}  // namespace lora::ui
