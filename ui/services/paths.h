// SPDX-License-Identifier: GPL-3.0-or-later
// Between Qt's strings and the paths of core.
#pragma once

#include <QtCore/QString>

#include <filesystem>

namespace lora::ui {

inline std::filesystem::path to_path(const QString& text) { return std::filesystem::path(text.toStdString()); }
inline QString from_path(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

}  // namespace lora::ui
