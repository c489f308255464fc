// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/services.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>

#include "core/base/platform/process.h"
#include "ui/services/paths.h"

namespace lora::ui {

ServicePaths ServicePaths::standard() {
    constexpr const char* base_name = "SmolLM2-135M-Instruct.Q4_1.gguf";
    const std::filesystem::path data = user_data_folder(), program = program_folder();
    const std::filesystem::path beside = program / ".." / "share" / "lora-studio" / "models" / base_name;
    const std::filesystem::path cached = user_cache_folder() / "models" / base_name;
    std::error_code ignored;
    ServicePaths paths;
    paths.crash_folder = from_path(user_log_folder());
    paths.licences =
        from_path((program / ".." / "share" / "doc" / "lora-studio" / "licences").lexically_normal());
    paths.model_places = standard_model_places();
    paths.database = from_path(data / "index.sqlite");
    paths.settings_file = from_path(data / "settings.ini");
    paths.worker_program = from_path(program / "lora-worker");
    paths.default_base = from_path(std::filesystem::exists(beside, ignored) ? beside.lexically_normal() : cached);
    // A home folder is where people look; a service account may have none that can be written.
    const QString home = QDir::homePath();
    paths.projects_folder = QFileInfo(home).isWritable() ? home + QStringLiteral("/LoRA Studio") : from_path(data / "projects");
    return paths;
}

Services::Services(const ServicePaths& where)
    : paths(where),
      settings(where.settings_file),
      choices(std::make_unique<UserChoices>()),
      projects(where.database, where.projects_folder),
      base(projects),
      data(projects, base),
      runs(projects, where.worker_program, where.crash_folder),
      found(where.model_places),
      crashes(where.crash_folder, settings),
      session(where.worker_program) {}

Services::~Services() = default;

}  // namespace lora::ui
