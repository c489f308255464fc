// SPDX-License-Identifier: GPL-3.0-or-later
// One example as rich text: turns under their roles, the assistant's in the adapter's colour because it is
// learnt.
#pragma once

#include <QtCore/QString>

#include "core/data/dataset.h"

namespace lora::ui {

QString conversation_html(const Example& example);

}  // namespace lora::ui
