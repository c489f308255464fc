// SPDX-License-Identifier: GPL-3.0-or-later
// What core and the worker say, in the language of the window. They say it in English, as their logs and files keep it.
#pragma once

#include <QtCore/QString>

#include <string>

#include "core/base/result.h"

namespace lora::ui {

/// The message, or the place that an error names, in the window's language; as it is where no pattern of core_messages.h fits it.
QString localized(const QString& message);
QString localized(const std::string& message);
/// The whole of an error, as Error::text() puts it together.
QString localized(const Error& error);

}  // namespace lora::ui
