// SPDX-License-Identifier: GPL-3.0-or-later
// The services of one window, made by main and handed to pages. Pages talk to these, never to each other.
#pragma once

#include <memory>

#include "ui/services/base_service.h"
#include "ui/services/crash_service.h"
#include "ui/services/data_service.h"
#include "ui/services/model_finder.h"
#include "ui/services/project_service.h"
#include "ui/services/run_service.h"
#include "ui/services/session_client.h"
#include "ui/services/settings.h"
#include "ui/services/user_choices.h"

namespace lora::ui {

/// Where things lie; tests point these elsewhere.
struct ServicePaths {
    QString database;         ///< index.sqlite
    QString projects_folder;  ///< where new projects go by default
    QString worker_program;   ///< lora-worker
    QString default_base;     ///< the embedded base model; may be absent
    QString settings_file;
    QString crash_folder;     ///< where crashed programs leave their reports
    std::vector<ModelPlace> model_places;  ///< where other programs keep models
    QString licences;  ///< folder with the texts of what the package carries; absent in a build tree
    static ServicePaths standard();
};

class Services {
  public:
    explicit Services(const ServicePaths& paths);
    ~Services();
    ServicePaths paths;
    Settings settings;
    std::unique_ptr<UserChoices> choices;  ///< file dialogs and questions; tests put their own here
    ProjectService projects;
    BaseService base;      ///< follows the project's base path
    DataService data;      ///< follows the project's data and base
    RunService runs;       ///< runs of the project: start, control, watch
    ModelFinder found;     ///< base models that lie on this computer already
    CrashService crashes;  ///< reports of programs that ended unexpectedly
    SessionClient session; ///< the attached worker behind chat, compare and export
};

}  // namespace lora::ui
