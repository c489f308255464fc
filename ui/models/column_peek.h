// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of a file's first row, read off the GUI thread: what a mapping editor needs when no format
// fits.
#pragma once

#include <QtCore/QObject>

#include <functional>
#include <string>
#include <vector>

namespace lora::ui {

/// Empty when the first row cannot be read.
std::vector<std::string> columns_of_first_row(const std::string& path);
/// Calls `done` on the GUI thread unless `context` is gone by then.
void peek_columns(const std::string& path, QObject* context,
                  std::function<void(std::vector<std::string>)> done);

}  // namespace lora::ui
